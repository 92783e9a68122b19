"""Conversations of a workspace: add an exchange, start anew.

A conversation is a chat of the workspace's owner, made with its first exchange. If its owner deletes
that chat, the next exchange begins another.
"""

from __future__ import annotations

import time
import uuid

import msgspec

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.chat.commands.chats.record import record, writer_of
from services.chat.commands.workspaces.create import stream_of
from services.chat.documents.limits import Limits
from services.chat.documents.parts import CHATS
from services.chat.documents.parts import stream_of as chat_stream
from services.chat.documents.read import read_document, read_node
from services.chat.domain.chats.create import Creation, decide_create
from services.chat.domain.chats.document import Outline
from services.chat.domain.workspaces.exchange import Exchange, decide_exchange, messages_of
from services.chat.domain.workspaces.workspace import decide_start
from services.chat.queries.chats.load import state_with
from services.chat.queries.workspaces.find import Loaded, present_chat, reload

_json = msgspec.json.Encoder()


async def add(
    store: EventStore, ctx: CallContext, workspace_id: str, scope: str, exchange: Exchange, limits: Limits
) -> None:
    """Add an exchange to the present conversation of a scope. Raises WorkspaceNotFound."""

    async def work(tx: Transaction) -> None:
        chat_id = await present_chat(tx, workspace_id, scope)
        if chat_id is None or not await _continued(tx, ctx, chat_id, exchange, limits):
            await _begun(tx, ctx, await reload(tx, workspace_id), scope, chat_id, exchange, limits)

    await store.execute(ctx, work)


async def reset(store: EventStore, ctx: CallContext, workspace_id: str, scope: str) -> None:
    """Begin a new conversation, if anything was said in the present one. Raises WorkspaceNotFound."""

    async def work(tx: Transaction) -> None:
        chat_id = await present_chat(tx, workspace_id, scope)
        if chat_id is None or await tx.view(CHATS).find_one({"_id": chat_id}, {"_id": 1}) is None:
            return
        found = await reload(tx, workspace_id)
        events = decide_start(found.state, scope, str(uuid.uuid4()))
        await tx.append(stream_of(workspace_id), found.version, events)

    await store.execute(ctx, work)


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
    tx: Transaction,
    ctx: CallContext,
    workspace: Loaded,
    scope: str,
    chat_id: str | None,
    exchange: Exchange,
    limits: Limits,
) -> None:
    """Make the chat of a conversation, and begin the conversation if need be."""
    state = workspace.state
    if chat_id is None or await tx.load(chat_stream(chat_id)):
        chat_id = str(uuid.uuid4())
        events = decide_start(state, scope, chat_id)
        await tx.append(stream_of(state.workspace_id), workspace.version, events)
    question, answer = messages_of(exchange, None)
    history = {"messages": {m["id"]: m for m in (question, answer)}, "currentId": answer["id"]}
    posted = read_document(_json.encode({"title": state.name, "history": history}), limits)
    now = time.time_ns() // 1_000_000
    creation = Creation(chat_id, state.owner_id, writer_of(ctx), now, now)
    await record(tx, chat_id, 0, decide_create(creation, posted), limits)
