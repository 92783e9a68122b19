"""Add one message to a chat. The cost does not depend on the chat's length."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.chat.commands.chats.recent import RecentChats
from services.chat.commands.chats.record import record, writer_of
from services.chat.documents.limits import Limits
from services.chat.documents.read import json_kind, read_node
from services.chat.domain.chats.document import ChatState, Node, Outline, Stored
from services.chat.domain.chats.messages import decide_add
from services.chat.domain.chats.refusals import DocumentRefused
from services.chat.queries.chats.load import state_with

ROLES = frozenset({"user", "assistant", "system"})
_json = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class AddMessage:
    """`content` is a JSON text or array, `files` a JSON array or empty. Without `message_id` it gets
    a fresh one, without `parent_id` it comes below the current message; `timestamp` in seconds."""

    chat_id: str
    content: bytes
    role: str = "user"
    message_id: str | None = None
    parent_id: str | None = None
    model: str | None = None
    models: tuple[str, ...] = ()
    files: bytes = b""
    timestamp: int | None = None


async def handle(
    store: EventStore, ctx: CallContext, command: AddMessage, limits: Limits, recent: RecentChats
) -> bytes:
    """Add the message and make it the current one. Returns it as JSON."""
    _check(command, limits)
    message_id = command.message_id or str(uuid.uuid4())
    asked = [message_id] if command.parent_id is None else [message_id, command.parent_id]
    tries: list[ChatState | None] = [_remembered(ctx, command, recent)]

    async def work(tx: Transaction) -> tuple[ChatState, Node]:
        # What is remembered is good for one try.
        state = tries[-1] or await state_with(tx, command.chat_id, asked)
        tries.append(None)
        shown = state.current if Outline.CURRENT_TEXT in state.outline else None
        parent = command.parent_id if command.parent_id is not None else shown
        node = read_node(message_id, _message(command, message_id, parent))
        limits.check_piece(node.raw)
        events = decide_add(state, ctx.who.id, node, writer_of(ctx), command.parent_id)
        await record(tx, command.chat_id, state.version, events, limits)
        return replace(state, version=state.version + len(events)), node

    state, node = await store.execute(ctx, work)
    if tries[0] is not None:
        recent.was_right(len(tries) == 2)
    if not ctx.idempotency_key and Outline.CURRENT_TEXT in state.outline:
        added = Stored(node.digest, node.links, state.version, "")
        recent.put(replace(state, current=node.id, nodes={node.id: added}))
    return node.raw


def _remembered(ctx: CallContext, command: AddMessage, recent: RecentChats) -> ChatState | None:
    # Within an idempotent call nothing is acknowledged yet when this command ends. An id of the
    # client's has to be looked up.
    if ctx.idempotency_key or command.message_id is not None:
        return None
    state = recent.take(command.chat_id)
    known = state is not None and (command.parent_id is None or command.parent_id in state.nodes)
    return state if known else None


def _check(command: AddMessage, limits: Limits) -> None:
    if command.role not in ROLES:
        raise DocumentRefused("role is user, assistant or system")
    if json_kind(command.content) not in ("text", "array"):
        raise DocumentRefused("content is text or a list of parts")
    if command.files and json_kind(command.files) != "array":
        raise DocumentRefused("files is a list")
    limits.check_id(command.message_id or "")
    limits.check_id(command.parent_id or "")


def _message(command: AddMessage, message_id: str, parent: str | None) -> bytes:
    now = int(time.time())
    message: dict[str, Any] = {
        "id": message_id,
        "parentId": parent,
        "childrenIds": [],
        "role": command.role,
        "content": msgspec.Raw(command.content),
        "timestamp": now if command.timestamp is None else command.timestamp,
    }
    if command.model is not None:
        message["model"] = command.model
    if command.models:
        message["models"] = command.models
    if command.files:
        message["files"] = msgspec.Raw(command.files)
    if command.role == "assistant":
        message["done"] = True
    return _json.encode(message)
