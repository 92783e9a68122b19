"""Folders of others: what of them the caller may use. Being an administrator opens none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from kernel.context import Caller
from kernel.identity.grants import Grant, allowed_filter, can, restored
from kernel.mongo import rows
from services.chat.domain.folders.folder import DEEPEST
from services.chat.domain.folders.refusals import FolderNotFound
from services.chat.projections.folders import FOLDERS
from services.chat.queries.folders.tree import levels_below

MOST = 500
"""Shared folders of one list."""
Row = Mapping[str, Any]


def grants_of(row: Row) -> list[Grant]:
    """Who may use a folder, as its own list says."""
    return restored(row.get("g", ()))


async def usable(views: Any, caller: Caller, folder_id: str, permission: str = "read") -> Row:
    """A folder the caller may `read` or `write`: their own, or one that is shared, itself or a folder it
    is in. Raises FolderNotFound."""
    first: Row | None = None
    here, person = folder_id, _plain(caller)
    for _ in range(DEEPEST + 1):
        row = await views.view(FOLDERS).find_one({"_id": here})
        if row is None or (first is not None and row["u"] != first["u"]):
            break
        first = first or row
        if can(person, row["u"], grants_of(row), permission):
            return first
        if not (here := row["p"]):
            break
    raise FolderNotFound


async def may_read_chat(views: Any, caller: Caller, head: Row) -> bool:
    """Whether a chat of somebody else's is in a folder that is shared with the caller."""
    if "f" not in head:
        return False
    try:
        row = await usable(views, caller, head["f"])
    except FolderNotFound:
        return False
    return bool(row["u"] == head["u"])


async def shared_with(views: Any, caller: Caller) -> list[tuple[Row, str]]:
    """Folders of others and the permission on each, with those in them, by name."""
    person = _plain(caller)
    names = allowed_filter(person, index="w")["$or"][1]
    query = {**names, "u": {"$ne": caller.id}}
    tops = await rows(views.view(FOLDERS).find(query).hint("by_reader").limit(MOST))
    found: dict[str, tuple[Row, str]] = {}
    for top in tops:
        permission = "write" if can(person, top["u"], grants_of(top), "write") else "read"
        for row in [top, *await _below(views, top)]:
            if row["_id"] not in found or permission == "write":
                found[row["_id"]] = (row, permission)
    return sorted(found.values(), key=lambda one: (one[0]["k"], one[0]["_id"]))[:MOST]


async def _below(views: Any, top: Row) -> Sequence[Row]:
    levels = await levels_below(views, top["u"], top["_id"])
    ids = [id_ for level in levels for id_ in level][:MOST]
    found: list[Row] = await rows(views.view(FOLDERS).find({"_id": {"$in": ids}})) if ids else []
    return found


def _plain(caller: Caller) -> Caller:
    return replace(caller, role="user")
