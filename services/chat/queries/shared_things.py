"""Reads of a view of things that are shared by grants (notes, prompts), by words, owner and order.

A view has the fields `user_id`, `grants`, `reach` (projections.reach) and `x` (words). What is looked for
by words is found by the index of words or of the reach, whichever is shorter; nothing is scanned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kernel.context import Caller
from kernel.errors import Refusal
from kernel.eventstore.model import EventStore
from kernel.identity.grants import Grant, can, restored
from kernel.mongo import literal, rows
from services.chat.documents.words import words
from services.chat.projections.reach import owned, reached

COUNTED = 100_000
"""A total is at most this."""
_MOST_WORDS = 12
_DIRECTIONS = {"": -1, "desc": -1, "asc": 1}

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of a view is wanted, as clients say it; empty texts want nothing special."""

    query: str = ""
    view_option: str = ""
    permission: str = ""
    order_by: str = ""
    direction: str = ""
    tag: str = ""


def grants_of(document: Document) -> list[Grant]:
    """The grants of a view document."""
    return restored(document.get("grants") or ())


def may_use(caller: Caller, document: Document, permission: str = "read") -> bool:
    """Whether a caller may `read` or `write` the thing of a view document."""
    return can(caller, document["user_id"], grants_of(document), permission)


def filter_of(caller: Caller, wanted: Wanted) -> Document | None:
    """A MongoDB filter of what the caller may read and wants; None: nothing can match.

    Raises Refusal INVALID_ARGUMENT for an option there is not.
    """
    found = list(dict.fromkeys(words(wanted.query)))[:_MOST_WORDS]
    if wanted.query.strip() and not found:
        return None
    parts: list[Document] = [{"x": {"$regex": f"^{literal(word)}"}} for word in found]
    if wanted.tag:
        parts.append({"tags": wanted.tag})
    match wanted.permission:
        case "" | "read":
            parts.append(reached(caller))
        case "write":
            parts.append(reached(caller, "write"))
        case "read_only":
            if caller.is_admin:
                return None
            parts += [reached(caller), {"$nor": [reached(caller, "write")]}]
        case _:
            raise Refusal("INVALID_ARGUMENT", "permission is read, write or read_only.")
    match wanted.view_option:
        case "" | "all":
            pass
        case "created":
            parts.append(owned(caller.id))
        case "shared":
            parts.append({"user_id": {"$ne": caller.id}})
        case _:
            raise Refusal("INVALID_ARGUMENT", "view_option is created or shared.")
    parts = [part for part in parts if part]
    return {"$and": parts} if len(parts) > 1 else parts[0] if parts else {}


def order_of(wanted: Wanted, orders: dict[str, str]) -> list[tuple[str, int]]:
    """What to sort by. Raises Refusal INVALID_ARGUMENT."""
    direction = wanted.direction.lower()
    name = wanted.order_by or "updated_at"
    if name not in orders or direction not in _DIRECTIONS:
        raise Refusal(
            "INVALID_ARGUMENT", f"order_by is one of {', '.join(orders)}; direction is asc or desc."
        )
    return [(orders[name], _DIRECTIONS[direction])]


async def page_of(
    store: EventStore,
    collection: str,
    query: Document | None,
    order: Sequence[tuple[str, int]],
    page: int,
    size: int,
    fields: Document | None = None,
) -> list[Document]:
    """One page, counted from 1."""
    if query is None:
        return []
    cursor = store.view(collection).find(query, fields).sort(list(order))
    return await rows(cursor.skip((page - 1) * size).limit(size))


async def total_of(
    store: EventStore, collection: str, query: Document | None, found: int, page: int, size: int
) -> int:
    """How many there are in all, at most COUNTED; not counted when the first page has them all."""
    if query is None:
        return 0
    if page == 1 and found < size:
        return found
    counted: int = await store.view(collection).count_documents(query, limit=COUNTED)
    return counted
