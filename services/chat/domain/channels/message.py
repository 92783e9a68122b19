"""A message of a channel: who wrote it may change it; readers react, writers pin."""

from __future__ import annotations

from dataclasses import dataclass

from services.chat.domain.channels.channel import Actor
from services.chat.domain.channels.events import (
    ChannelMessageDeleted,
    ChannelMessageEdited,
    ChannelMessagePinned,
    ChannelReactionAdded,
    ChannelReactionRemoved,
)
from services.chat.domain.channels.refusals import ChannelAccessDenied, Malformed

REACTIONS = 1000
"""Reactions on one message."""
WEBHOOK = "webhook"
"""Key of a message's meta that only webhooks set: it tells which one wrote it."""


@dataclass(frozen=True, slots=True)
class Message:
    """What a command needs to know of a message."""

    id: str
    channel_id: str
    author_id: str
    pinned: bool = False
    reactions: frozenset[tuple[str, str]] = frozenset()
    """Who reacted with what."""


def edit(
    message: Message, actor: Actor, content: str, data: bytes, meta: bytes, at: int
) -> list[ChannelMessageEdited]:
    """Raises ChannelAccessDenied."""
    if not actor.admin and actor.id != message.author_id:
        raise ChannelAccessDenied
    who = (message.id, message.channel_id, message.author_id)
    return [ChannelMessageEdited(*who, content, data, meta, edited_by=actor.id, at=at)]


def delete(message: Message, actor: Actor, channel_owner: str, at: int) -> list[ChannelMessageDeleted]:
    """Raises ChannelAccessDenied."""
    if not actor.admin and actor.id not in (message.author_id, channel_owner):
        raise ChannelAccessDenied
    return [ChannelMessageDeleted(message.id, message.channel_id, at)]


def pin(message: Message, actor: Actor, pinned: bool, at: int) -> list[ChannelMessagePinned]:
    """Nothing happens when it is so already."""
    if message.pinned == pinned:
        return []
    return [ChannelMessagePinned(message.id, message.channel_id, pinned, actor.id, at)]


def react(message: Message, actor: Actor, name: str, at: int) -> list[ChannelReactionAdded]:
    """Once a name. Raises Malformed when the message has too many."""
    if (actor.id, name) in message.reactions:
        return []
    if len(message.reactions) >= REACTIONS:
        raise Malformed(f"A message takes at most {REACTIONS} reactions.")
    return [ChannelReactionAdded(message.id, message.channel_id, actor.id, name, at)]


def unreact(message: Message, actor: Actor, name: str, at: int) -> list[ChannelReactionRemoved]:
    """Nothing happens when there is none."""
    if (actor.id, name) not in message.reactions:
        return []
    return [ChannelReactionRemoved(message.id, message.channel_id, actor.id, name, at)]
