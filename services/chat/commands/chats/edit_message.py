"""Give one message new content; its other keys stay."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.chat.commands.chats.record import record, writer_of
from services.chat.documents.limits import Limits
from services.chat.documents.parts import state_of
from services.chat.documents.read import json_kind, read_node, with_values
from services.chat.documents.write import write_message
from services.chat.domain.chats.messages import decide_edit, owned
from services.chat.domain.chats.refusals import DocumentRefused, MessageNotFound
from services.chat.queries.chats.load import some_messages


@dataclass(frozen=True, slots=True)
class EditMessage:
    """`content` stays as it is when None, `voice` (a JSON object) when empty."""

    chat_id: str
    message_id: str
    content: str | None = None
    voice: bytes = b""


async def handle(store: EventStore, ctx: CallContext, command: EditMessage, limits: Limits) -> None:
    """Record the message's new content."""
    values = {}
    if command.content is not None:
        values["content"] = msgspec.json.encode(command.content)
    if command.voice:
        if json_kind(command.voice) != "object":
            raise DocumentRefused("voice is an object")
        values["voice"] = command.voice

    async def work(tx: Transaction) -> None:
        chat = await some_messages(tx, command.chat_id, [command.message_id])
        state = owned(state_of([chat.head, *chat.messages.values()], command.chat_id), ctx.who.id)
        part = chat.messages.get(command.message_id)
        if part is None:
            raise MessageNotFound
        node = read_node(command.message_id, with_values(write_message(part), values))
        limits.check_piece(node.raw)
        events = decide_edit(state, ctx.who.id, node, writer_of(ctx))
        await record(tx, command.chat_id, state.version, events, limits)

    await store.execute(ctx, work)
