"""Notes, their versions and pins, with the access rules applied."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kernel.context import Caller
from kernel.eventstore.model import EventStore
from kernel.mongo import rows
from services.chat.domain.notes.refusals import NoteForbidden, NoteNotFound
from services.chat.projections.notes import NOTES, PINS, VERSIONS
from services.chat.projections.reach import reached
from services.chat.queries import shared_things as shared

PAGE = 60
UNPAGED = 1000
VERSIONS_PAGE = 20
ORDERS = {"title": "order", "created_at": "created_at", "updated_at": "updated_at"}
_ROW = {"data": 0, "x": 0}

Document = dict[str, Any]


async def one(views: Any, caller: Caller, note_id: str, permission: str = "read") -> Document:
    """A note the caller may use so; `views` is the store or a transaction.

    Raises NoteNotFound, NoteForbidden.
    """
    found: Document | None = await views.view(NOTES).find_one({"_id": note_id})
    if found is None:
        raise NoteNotFound("There is no such note.")
    if not shared.may_use(caller, found, permission):
        raise NoteForbidden("This note was not shared with you for that.")
    return found


async def listed(store: EventStore, caller: Caller, page: int | None) -> list[Document]:
    """Notes the caller has a part in, last changed first. An administrator's are those of their own or
    shared with them, as anybody's."""
    person = Caller(caller.id, "user", caller.kind, groups=caller.groups)
    order = [("updated_at", -1)]
    size = PAGE if page else UNPAGED
    return await shared.page_of(store, NOTES, reached(person), order, page or 1, size, _ROW)


async def searched(
    store: EventStore, caller: Caller, wanted: shared.Wanted, page: int
) -> tuple[list[Document], int]:
    """One page of what the caller may read and wants, and how many there are. Raises Refusal."""
    query, order = shared.filter_of(caller, wanted), shared.order_of(wanted, ORDERS)
    found = await shared.page_of(store, NOTES, query, order, page, PAGE, _ROW)
    return found, await shared.total_of(store, NOTES, query, len(found), page, PAGE)


async def pinned(store: EventStore, caller: Caller) -> list[Document]:
    """Notes the caller pinned and may still read, last pinned first."""
    cursor = store.view(PINS).find({"u": caller.id}, {"n": 1}).sort([("at", -1)]).limit(UNPAGED)
    ids = [pin["n"] for pin in await rows(cursor)]
    found = await rows(store.view(NOTES).find({"_id": {"$in": ids}}, _ROW)) if ids else []
    by_id = {note["_id"]: note for note in found if shared.may_use(caller, note)}
    return [by_id[note_id] for note_id in ids if note_id in by_id]


async def pins(views: Any, caller: Caller, note_ids: Iterable[str]) -> frozenset[str]:
    """Which of some notes the caller has pinned."""
    keys = [f"{note_id}/{caller.id}" for note_id in note_ids]
    found = await rows(views.view(PINS).find({"_id": {"$in": keys}}, {"n": 1})) if keys else []
    return frozenset(pin["n"] for pin in found)


async def versions(store: EventStore, note_id: str, page: int) -> list[Document]:
    """One page of a note's versions without content, newest first."""
    cursor = store.view(VERSIONS).find({"n": note_id}, {"data": 0, "meta": 0}).sort([("v", -1)])
    return await rows(cursor.skip((page - 1) * VERSIONS_PAGE).limit(VERSIONS_PAGE))


async def version(store: EventStore, note_id: str, number: int) -> Document:
    """One version. Raises NoteNotFound."""
    found: Document | None = await store.view(VERSIONS).find_one({"_id": f"{note_id}/{number}"})
    if found is None:
        raise NoteNotFound("The note has no such version.")
    return found
