"""Tell a person something about a message, and keep what of it belongs to the message."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from kernel.live.sender import LiveEvents
from services.chat.commands.chats.record import record, writer_of
from services.chat.documents.limits import Limits
from services.chat.documents.message_events import applied
from services.chat.documents.parts import state_of
from services.chat.documents.read import read_node, with_values
from services.chat.documents.write import write_message
from services.chat.domain.chats.messages import decide_edit, owned
from services.chat.domain.chats.refusals import MessageNotFound
from services.chat.queries.chats.load import some_messages

EVENT = "events"
"""Name of the live event."""


@dataclass(frozen=True, slots=True)
class SendEvent:
    """`data` is a JSON object."""

    chat_id: str
    message_id: str
    type: str
    data: bytes


async def handle(
    store: EventStore, ctx: CallContext, live: LiveEvents, command: SendEvent, limits: Limits
) -> None:
    """Change the message as the type says, then tell its owner's clients.

    Raises ChatNotFound, MessageNotFound, DocumentRefused, DocumentTooLarge.
    """

    async def work(tx: Transaction) -> str:
        chat = await some_messages(tx, command.chat_id, [command.message_id])
        state = owned(state_of([chat.head, *chat.messages.values()], command.chat_id), ctx.who.id)
        part = chat.messages.get(command.message_id)
        if part is None:
            raise MessageNotFound
        values = applied(command.type, command.data, part["b"])
        if values:
            node = read_node(command.message_id, with_values(write_message(part), values))
            limits.check_piece(node.raw)
            events = decide_edit(state, ctx.who.id, node, writer_of(ctx))
            await record(tx, command.chat_id, state.version, events, limits)
        return state.owner_id

    owner_id = await store.execute(ctx, work)
    told = {
        "chat_id": command.chat_id,
        "message_id": command.message_id,
        "data": {"type": command.type, "data": msgspec.Raw(command.data)},
    }
    await live.to_user(owner_id, EVENT, msgspec.json.encode(told))
