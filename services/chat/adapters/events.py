"""The event types of the chat service: dataclasses of the domain and their messages, a line an area."""

from __future__ import annotations

from parlance.chat.v1 import (
    answer_events_pb2,
    channel_events_pb2,
    channel_webhook_events_pb2,
    chat_reading_events_pb2,
    chat_sharing_events_pb2,
    chat_shelf_events_pb2,
    chat_version_events_pb2,
    embed_events_pb2,
    erasure_events_pb2,
    events_pb2,
    feedback_events_pb2,
    folder_events_pb2,
    memory_events_pb2,
    note_events_pb2,
    prompt_events_pb2,
    thread_events_pb2,
    usage_events_pb2,
    workspace_events_pb2,
)

from kernel.eventstore.codec import Registry
from services.chat.domain import erasure_events
from services.chat.domain.answers import events as answers
from services.chat.domain.channels import events as channels
from services.chat.domain.channels import webhook_events as webhooks
from services.chat.domain.chats import events as chats
from services.chat.domain.embeds import events as embeds
from services.chat.domain.feedback import events as feedback
from services.chat.domain.folders import events as folders
from services.chat.domain.memories import events as memories
from services.chat.domain.notes import events as notes
from services.chat.domain.prompts import events as prompts
from services.chat.domain.reading import events as reading
from services.chat.domain.sharing import events as sharing
from services.chat.domain.shelves import events as shelves
from services.chat.domain.threads import events as threads
from services.chat.domain.usage import events as usage
from services.chat.domain.versions import events as versions
from services.chat.domain.workspaces import events as workspaces


def event_registry() -> Registry:
    """The registry; fails when domain and protos differ."""
    return Registry(
        (
            answers,
            channels,
            webhooks,
            chats,
            reading,
            notes,
            prompts,
            shelves,
            sharing,
            folders,
            versions,
            workspaces,
            threads,
            feedback,
            memories,
            embeds,
            usage,
            erasure_events,
        ),
        (
            answer_events_pb2,
            channel_events_pb2,
            channel_webhook_events_pb2,
            events_pb2,
            chat_reading_events_pb2,
            chat_shelf_events_pb2,
            note_events_pb2,
            chat_sharing_events_pb2,
            folder_events_pb2,
            chat_version_events_pb2,
            prompt_events_pb2,
            workspace_events_pb2,
            thread_events_pb2,
            feedback_events_pb2,
            memory_events_pb2,
            embed_events_pb2,
            usage_events_pb2,
            erasure_events_pb2,
        ),
    )
