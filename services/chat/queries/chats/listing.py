"""Lists of a person's chats, each one indexed query."""

from __future__ import annotations

from collections.abc import Mapping
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


@dataclass(frozen=True, slots=True)
class ListChats:
    """Which chats, in which order; `page` counts from 1, None means all."""

    owner_id: str
    page: int | None = None
    pinned: bool = False
    foldered: bool = False
    sort_by: str = "updated_at"
    descending: bool = True


async def list_chats(store: EventStore, query: ListChats) -> list[Any]:
    """Heads of the chats, with the fields of ROW. Raises INVALID_ARGUMENT for an unknown order."""
    if query.sort_by not in _SORTS:
        raise Refusal("INVALID_ARGUMENT", "sort_by is updated_at, created_at or title")
    field, along, index = _SORTS[query.sort_by]
    wanted = -1 if query.descending else 1
    # The index is read along or against its direction; ties are broken the same way.
    order = [(field, wanted), ("_id", -1 if wanted == along else 1)]
    found = store.view(CHATS).find({"u": query.owner_id, "l": _shelves(query)}, ROW).sort(order)
    # Named, since the planner takes any index that begins with the owner when lists are short.
    if query.page is not None:
        found = found.skip((query.page - 1) * PAGE).limit(PAGE)
    return list(await rows(found.hint(index).batch_size(100_000)))


def _shelves(query: ListChats) -> Any:
    allowed = PINNED * query.pinned | FOLDERED * query.foldered
    shelves = [shelf for shelf in range(ARCHIVED) if shelf & ~allowed == 0]
    return shelves[0] if len(shelves) == 1 else {"$in": shelves}
