"""Make a chat what it was at a version."""

from __future__ import annotations

from typing import Any

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.chat.commands.chats.record import record_all
from services.chat.documents.limits import Limits
from services.chat.documents.read import digest, read_document
from services.chat.documents.write import write_document
from services.chat.domain.chats.document import Piece
from services.chat.domain.chats.events import MessagesCleared, MessagesRemoved
from services.chat.domain.chats.refusals import ChatNotFound
from services.chat.domain.versions.restore import decide_restore
from services.chat.queries.chats.load import whole_state
from services.chat.queries.chats.versions import as_it_stood
from services.chat.queries.chats.word_index import forgotten

_NULL = Piece(b"null", digest(b"null"))


async def handle(store: EventStore, ctx: CallContext, chat_id: str, version: int, limits: Limits) -> None:
    """Record what differs from that version, which a chat of the caller's had. Raises ChatNotFound."""
    if (await whole_state(store, chat_id)).owner_id != ctx.who.id:
        raise ChatNotFound
    then = await as_it_stood(store, chat_id, version=version)
    posted = read_document(write_document(then), limits, whole_items=True)
    title, raw = then.head["t"], then.head.get("w", b"{}")

    async def decide(tx: Transaction) -> tuple[int, list[Any]]:
        state = await whole_state(tx, chat_id)
        if version > state.version:
            raise ChatNotFound
        same = (state.variables or digest(b"{}")) == digest(raw)
        variables = None if same else Piece(raw, digest(raw))
        events = decide_restore(state, ctx.who.id, posted, title, variables, version, _NULL)
        if any(isinstance(event, MessagesRemoved | MessagesCleared) for event in events):
            await tx.write(forgotten(chat_id))
        return state.version, events

    await record_all(store, ctx, chat_id, decide, limits)
