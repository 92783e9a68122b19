"""Conversations of a workspace: add an exchange, start anew.

A conversation is a chat, made with its first exchange: of the person it is for (a part of a thread), else
of the workspace's owner. If its owner deletes that chat, the next exchange begins another. Whatever makes
a chat appends to the workspace's stream too, so that none is made while the workspace or the thread is
deleted.
"""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass
from typing import Any

import msgspec

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.chat.commands.chats.record import record, writer_of
from services.chat.commands.workspaces.create import stream_of
from services.chat.documents.limits import Limits
from services.chat.documents.parts import CHATS
from services.chat.documents.read import read_document, read_node
from services.chat.domain.chats.create import Creation, decide_create
from services.chat.domain.chats.document import Outline
from services.chat.domain.threads import thread as threads
from services.chat.domain.workspaces.conversation import Conversation
from services.chat.domain.workspaces.exchange import Exchange, decide_exchange, messages_of
from services.chat.domain.workspaces.workspace import decide_start
from services.chat.queries.chats.load import state_with
from services.chat.queries.threads import find as find_thread
from services.chat.queries.workspaces.find import Loaded, present_chat, reload

_json = msgspec.json.Encoder()


async def add(
    store: EventStore,
    ctx: CallContext,
    workspace_id: str,
    conversation: Conversation,
    exchange: Exchange,
    limits: Limits,
) -> None:
    """Add an exchange to a conversation as it is now. Raises WorkspaceNotFound, ThreadNotFound."""

    async def work(tx: Transaction) -> None:
        chat_id = await present_chat(tx, workspace_id, conversation)
        if chat_id is None or not await _continued(tx, ctx, chat_id, exchange, limits):
            start = await _start(tx, await reload(tx, workspace_id), conversation)
            await _begun(tx, ctx, start, exchange, limits)

    await store.execute(ctx, work)


async def reset(store: EventStore, ctx: CallContext, workspace_id: str, conversation: Conversation) -> None:
    """Begin a new conversation, if anything was said in the present one. Raises WorkspaceNotFound,
    ThreadNotFound."""

    async def work(tx: Transaction) -> None:
        chat_id = await present_chat(tx, workspace_id, conversation)
        if chat_id is None or await tx.view(CHATS).find_one({"_id": chat_id}, {"_id": 1}) is None:
            return
        start = await _start(tx, await reload(tx, workspace_id), conversation)
        await tx.append(stream_of(workspace_id), start.workspace.version, start.events)

    await store.execute(ctx, work)


@dataclass(frozen=True, slots=True)
class _Start:
    """A conversation about to begin, and the chat it will be."""

    workspace: Loaded
    events: list[Any]
    chat_id: str
    owner_id: str
    title: str


async def _start(tx: Transaction, workspace: Loaded, conversation: Conversation) -> _Start:
    state, chat_id = workspace.state, str(uuid.uuid4())
    if not conversation.thread_id:
        events = decide_start(state, conversation.scope, chat_id)
        return _Start(workspace, [*events], chat_id, state.owner_id, state.name)
    thread = find_thread.thread_of(await find_thread.by_id(tx, conversation.thread_id))
    begun = threads.decide_start(thread, conversation.user_id, chat_id)
    owner = threads.owner_of(conversation.user_id, state)
    return _Start(workspace, [*begun], chat_id, owner, thread.name)


async def _continued(
    tx: Transaction, ctx: CallContext, chat_id: str, exchange: Exchange, limits: Limits
) -> bool:
    """Add to a chat; False when there is none (yet, or any more)."""
    state = await state_with(tx, chat_id)
    if not state.exists:
        return False
    parent = state.current if Outline.CURRENT_TEXT in state.outline else None
    question, answer = (read_node(m["id"], _json.encode(m)) for m in messages_of(exchange, parent))
    limits.check_piece(question.raw)
    limits.check_piece(answer.raw)
    events = decide_exchange(state, question, answer, writer_of(ctx))
    await record(tx, chat_id, state.version, events, limits)
    return True


async def _begun(
    tx: Transaction, ctx: CallContext, start: _Start, exchange: Exchange, limits: Limits
) -> None:
    """Begin the conversation and make its chat."""
    stream = stream_of(start.workspace.state.workspace_id)
    await tx.append(stream, start.workspace.version, start.events)
    question, answer = messages_of(exchange, None)
    history = {"messages": {m["id"]: m for m in (question, answer)}, "currentId": answer["id"]}
    posted = read_document(_json.encode({"title": start.title, "history": history}), limits)
    now = time.time_ns() // 1_000_000
    creation = Creation(start.chat_id, start.owner_id, writer_of(ctx), now, now)
    await record(tx, start.chat_id, 0, decide_create(creation, posted), limits)
