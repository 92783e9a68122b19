"""Bring in a chat that was elsewhere: a copy of another, or one of an export."""

from __future__ import annotations

import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.chat.commands.chats.record import record_new, writer_of
from services.chat.commands.folders.use import enter
from services.chat.documents.limits import Limits
from services.chat.documents.read import read_document, read_object
from services.chat.domain.chats.create import Creation, decide_create
from services.chat.domain.chats.document import Posted
from services.chat.domain.shelves.events import ChatArchived, ChatMetaChanged, ChatPinned
from services.chat.domain.shelves.shelf import Shelf, add_tag, tag_id_of
from services.chat.queries.folders.tree import has
from services.chat.queries.shelves.tags import spelling

_json = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class Bring:
    """`chat`, `variables` and `meta` are JSON objects; `tags` are names or ids. Times are epoch
    milliseconds, None for now. A folder that is not the caller's is left away. `current`
    replaces `history.currentId` when it is a message of it."""

    chat: bytes
    variables: bytes = b"{}"
    folder_id: str = ""
    tags: Sequence[str] = ()
    meta: bytes = b"{}"
    pinned: bool = False
    archived: bool = False
    current: str = ""
    created_at: int | None = None
    updated_at: int | None = None


def checked(bring: Bring, limits: Limits) -> Posted:
    """The document, split. Raises DocumentRefused, DocumentTooLarge."""
    posted = read_document(bring.chat, limits)
    for raw in (bring.variables, bring.meta):
        read_object(raw, "variables and meta")
        limits.check_size(len(raw))
    history = posted.history
    if bring.current and history and history.tree and bring.current in history.tree:
        posted = replace(posted, history=replace(history, current=bring.current, has_current=True))
    return posted


async def handle(store: EventStore, ctx: CallContext, bring: Bring, limits: Limits) -> str:
    """Create the chat as the caller's, in its place among others. Returns its id.

    Raises DocumentRefused, DocumentTooLarge, TagRefused.
    """
    posted = checked(bring, limits)
    now = time.time_ns() // 1_000_000
    created = now if bring.created_at is None else bring.created_at
    updated = (now if bring.created_at is None else created) if bring.updated_at is None else bring.updated_at
    creation = Creation(
        chat_id=str(uuid.uuid4()),
        owner_id=ctx.who.id,
        writer=writer_of(ctx),
        created_at=created,
        updated_at=updated,
        variables=bring.variables,
        folder_id=bring.folder_id,
    )
    events = decide_create(creation, posted)
    key = (creation.chat_id, creation.owner_id)
    if bring.pinned:
        events.append(ChatPinned(*key))
    if bring.archived:
        events.append(ChatArchived(*key))
    if bring.meta != b"{}":
        events.append(ChatMetaChanged(*key, bring.meta))

    async def decide(tx: Transaction) -> tuple[int, list[Any]]:
        own = events
        if bring.folder_id and not await has(tx, ctx.who.id, bring.folder_id):
            own = [replace(events[0], folder_id=""), *events[1:]]  # a folder of elsewhere
        elif bring.folder_id:
            await enter(tx, ctx.who.id, bring.folder_id)
        tagged: list[Any] = []
        shelf = Shelf(*key)
        for name in bring.tags:
            spelt = await spelling(tx, ctx.who.id, tag_id_of(name), name)
            for event in add_tag(shelf, spelt):
                tagged.append(event)
                shelf = replace(shelf, tags=(*shelf.tags, event.tag_id))
        return 0, [*own, *tagged]

    await record_new(store, ctx, creation, decide, limits)
    return creation.chat_id


def copy_of(document: bytes, title: str, chat_id: str, current: str | None) -> bytes:
    """A chat document as the copy of a chat."""
    value: dict[str, Any] = read_object(document, "chat")
    value |= {"title": title, "originalChatId": chat_id, "branchPointMessageId": current}
    return _json.encode(value)
