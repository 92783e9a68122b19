"""Lists of a person's chats, each one indexed query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kernel.errors import Refusal
from kernel.eventstore.model import EventStore
from kernel.mongo import rows
from services.chat.documents.parts import ARCHIVED, CHATS, FOLDERED, PINNED

PAGE = 60
_SORTS: Mapping[str, tuple[str, int, str]] = {
    "updated_at": ("m", -1, "by_update"),
    "created_at": ("c", -1, "by_creation"),
    "title": ("t", 1, "by_title"),
}
"""Order -> field, its direction in the index, and the index."""
ROW = {"t": 1, "m": 1, "c": 1, "r": 1, "l": 1}
"""The fields a row of a list needs."""
DIRECTIONS: Mapping[str, bool] = {"": True, "desc": True, "asc": False}
"""What a client says of an order -> whether it descends."""
UNARCHIVED = tuple(range(ARCHIVED))
IN_ARCHIVE = tuple(range(ARCHIVED, 2 * ARCHIVED))
PINNED_ONES = tuple(shelf for shelf in UNARCHIVED if shelf & PINNED)
EVERYWHERE = (*UNARCHIVED, *IN_ARCHIVE)
"""Shelf bits of lists."""


def descends(direction: str) -> bool:
    """Whether an order descends. Raises INVALID_ARGUMENT."""
    if direction.lower() not in DIRECTIONS:
        raise Refusal("INVALID_ARGUMENT", "the direction is asc or desc")
    return DIRECTIONS[direction.lower()]


@dataclass(frozen=True, slots=True)
class ListChats:
    """Which chats, in which order; `page` counts from 1, None means all."""

    owner_id: str
    page: int | None = None
    pinned: bool = False
    foldered: bool = False
    sort_by: str = "updated_at"
    descending: bool = True
    shelves: tuple[int, ...] | None = None
    """Instead of `pinned` and `foldered`: exactly the chats with these shelf bits."""
    among: Sequence[str] | None = None
    """Only of these chats, which are few."""


async def list_chats(store: EventStore, query: ListChats) -> list[Any]:
    """Heads of the chats, with the fields of ROW. Raises INVALID_ARGUMENT for an unknown order."""
    if query.sort_by not in _SORTS:
        raise Refusal("INVALID_ARGUMENT", "sort_by is updated_at, created_at or title")
    field, along, index = _SORTS[query.sort_by]
    wanted = -1 if query.descending else 1
    # The index is read along or against its direction; ties are broken the same way.
    order = [(field, wanted), ("_id", -1 if wanted == along else 1)]
    wanted_chats: dict[str, Any] = {"u": query.owner_id, "l": _shelves(query)}
    if query.among is not None:
        wanted_chats["_id"] = {"$in": list(query.among)}
    found = store.view(CHATS).find(wanted_chats, ROW).sort(order)
    if query.page is not None:
        found = found.skip((query.page - 1) * PAGE).limit(PAGE)
    # Named, since the planner takes any index that begins with the owner when lists are short.
    found = found.hint(index if query.among is None else "_id_")
    return list(await rows(found.batch_size(100_000)))


def _shelves(query: ListChats) -> Any:
    if query.shelves is not None:
        return {"$in": list(query.shelves)}
    allowed = PINNED * query.pinned | FOLDERED * query.foldered
    shelves = [shelf for shelf in range(ARCHIVED) if shelf & ~allowed == 0]
    return shelves[0] if len(shelves) == 1 else {"$in": shelves}
