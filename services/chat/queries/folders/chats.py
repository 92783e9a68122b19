"""The chats of folders: pages of rows, and few with their documents. Each is read from an index."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

from kernel.errors import Refusal
from kernel.eventstore.model import EventStore
from kernel.mongo import rows
from services.chat.documents.parts import CHATS, FOLDERED
from services.chat.documents.write import LoadedChat
from services.chat.domain.chats.refusals import ChatNotFound
from services.chat.queries.chats.listing import ROW
from services.chat.queries.chats.load import whole_chat
from services.chat.queries.folders.tree import with_all_below

MOST_DOCUMENTS = 100
PAGE = 10
"""Rows of a page, as the reference has it for folders."""
_SORTS: Mapping[str, tuple[str, int, str]] = {
    "unread_updated_at": ("m", -1, "by_folder"),
    "updated_at": ("m", -1, "by_folder"),
    "created_at": ("c", -1, "by_folder_creation"),
    "title": ("t", 1, "by_folder_title"),
}
"""Order -> field, its direction in the index, and the index. What is unread is what changed last."""


@dataclass(frozen=True, slots=True)
class ListFolder:
    """Which folder, in which order; `page` counts from 1."""

    owner_id: str
    folder_id: str
    page: int = 1
    sort_by: str = "unread_updated_at"
    descending: bool = True


async def list_folder(store: EventStore, query: ListFolder) -> list[Any]:
    """Heads of the chats right in it, with the fields of ROW. Raises INVALID_ARGUMENT for an unknown
    order."""
    if query.sort_by not in _SORTS:
        raise Refusal("INVALID_ARGUMENT", "sort_by is unread_updated_at, updated_at, created_at or title")
    field, along, index = _SORTS[query.sort_by]
    wanted = -1 if query.descending else 1
    order = [(field, wanted), ("_id", -1 if wanted == along else 1)]
    shown = {"u": query.owner_id, "f": query.folder_id, "l": FOLDERED}
    found = store.view(CHATS).find(shown, ROW).sort(order).hint(index)
    return list(await rows(found.skip((query.page - 1) * PAGE).limit(PAGE)))


async def documents(store: EventStore, owner_id: str, folder_id: str) -> AsyncIterator[LoadedChat]:
    """The chats of a folder and of those in it, the last changed first, at most MOST_DOCUMENTS."""
    folders = await with_all_below(store, owner_id, folder_id)
    shown = {"u": owner_id, "f": {"$in": folders}, "l": FOLDERED}
    found = store.view(CHATS).find(shown, {"_id": 1}).sort([("m", -1), ("_id", -1)]).hint("by_folder")
    for head in await rows(found.limit(MOST_DOCUMENTS)):
        try:
            yield await whole_chat(store, head["_id"])
        except ChatNotFound:  # deleted meanwhile
            continue


async def some_in(views: Any, owner_id: str, folders: list[str], limit: int) -> list[Any]:
    """Some chats of folders whatever their shelf: id, version and owner."""
    query = {"u": owner_id, "f": {"$in": folders}}
    found = views.view(CHATS).find(query, {"v": 1, "u": 1}).hint("by_folder").limit(limit)
    return list(await rows(found))
