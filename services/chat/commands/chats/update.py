"""Change a chat by a posted document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.chat.commands.chats.record import record_all, writer_of
from services.chat.commands.folders.use import enter
from services.chat.documents.limits import Limits
from services.chat.documents.parts import CHATS
from services.chat.documents.read import digest, read_document, read_item, read_object
from services.chat.documents.write import write_shown
from services.chat.domain.chats.document import HISTORY, MESSAGES, ChatState, Outline, Piece, Posted
from services.chat.domain.chats.events import MessagesCleared, MessagesRemoved
from services.chat.domain.chats.update import Change, decide_update, needs_shown
from services.chat.domain.folders.events import ChatMoved
from services.chat.queries.chats.load import state_with_details, whole_chat, whole_state
from services.chat.queries.chats.word_index import forgotten


@dataclass(frozen=True, slots=True)
class UpdateChat:
    """`chat` and `variables` are JSON objects as they were posted; `variables` may be empty. With a
    `folder_id` the chat is moved there."""

    chat_id: str
    chat: bytes
    variables: bytes = b""
    folder_id: str | None = None


async def handle(store: EventStore, ctx: CallContext, command: UpdateChat, limits: Limits) -> None:
    """Record what differs. Nothing is recorded when nothing does. Raises as `record_all` does."""
    plain = read_document(command.chat, limits)
    variables = None
    if command.variables:
        read_object(command.variables, "variables")
        limits.check_size(len(command.variables))
        variables = Piece(command.variables, digest(command.variables))

    async def decide(tx: Transaction) -> tuple[int, list[Any]]:
        state = await (whole_state if _touches_messages(plain) else state_with_details)(tx, command.chat_id)
        posted = plain
        if plain.items is not None and Outline.LIST in state.outline and state.items:
            posted = read_document(command.chat, limits, whole_items=True)
        shown = []
        if needs_shown(state, posted) and state.owner_id == ctx.who.id:
            before = write_shown(await whole_chat(tx, command.chat_id))
            shown = [read_item(raw) for raw in before]
        change = Change(ctx.who.id, writer_of(ctx), posted, variables, shown)
        events = decide_update(state, change)
        if command.folder_id and command.folder_id != await _folder_of(tx, command.chat_id):
            await enter(tx, ctx.who.id, command.folder_id)
            # First, so that it is in this transaction when the change is recorded in several.
            events.insert(0, ChatMoved(state.chat_id, state.owner_id, command.folder_id))
        _check_details(state, posted, limits)
        if any(isinstance(event, MessagesRemoved | MessagesCleared) for event in events):
            await tx.write(forgotten(command.chat_id))
        return state.version, events

    await record_all(store, ctx, command.chat_id, decide, limits)


async def _folder_of(views: Any, chat_id: str) -> str:
    head = await views.view(CHATS).find_one({"_id": chat_id}, {"f": 1})
    return str(head.get("f", "")) if head else ""


def _touches_messages(posted: Posted) -> bool:
    structured = posted.history is not None or posted.items is not None
    return structured or HISTORY in posted.details or MESSAGES in posted.details


def _check_details(state: ChatState, posted: Posted, limits: Limits) -> None:
    sizes = dict(state.sizes) | {key: len(piece.raw) for key, piece in posted.details.items()}
    limits.check_size(sum(sizes.values()))
