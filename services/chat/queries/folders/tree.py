"""A person's folders: the list, one, the way up from one, and all that is below one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kernel.mongo import rows
from services.chat.domain.folders.folder import DEEPEST, Folder, Place, sort_name
from services.chat.domain.folders.refusals import FolderNotFound
from services.chat.projections.folders import FOLDERS, TREES


@dataclass(frozen=True, slots=True)
class Tree:
    """How a person's folders stand: the version of the stream, and their number."""

    version: int = 0
    folders: int = 0


async def list_folders(views: Any, owner_id: str) -> list[Mapping[str, Any]]:
    """All of them, the oldest first; a person has at most MOST_FOLDERS."""
    found = views.view(FOLDERS).find({"u": owner_id}, {"d": 0}).sort([("c", 1), ("_id", 1)])
    return list(await rows(found.hint("by_owner").batch_size(1_000)))


async def find_row(views: Any, owner_id: str, folder_id: str) -> Mapping[str, Any]:
    """One folder of the person's. Raises FolderNotFound."""
    found = await rows(views.view(FOLDERS).find({"_id": folder_id}))
    if not found or found[0]["u"] != owner_id:
        raise FolderNotFound
    row: Mapping[str, Any] = found[0]
    return row


async def has(views: Any, owner_id: str, folder_id: str) -> bool:
    """Whether the person has this folder."""
    found = await rows(views.view(FOLDERS).find({"_id": folder_id}, {"u": 1}))
    return bool(found) and bool(found[0]["u"] == owner_id)


async def load(views: Any, owner_id: str, folder_id: str) -> Folder:
    """The same for a decision."""
    row = await find_row(views, owner_id, folder_id)
    return Folder(folder_id, owner_id, row["t"], row["p"], row["d"], row["a"], row["x"])


async def tree_of(views: Any, owner_id: str) -> Tree:
    """See Tree."""
    found = await rows(views.view(TREES).find({"_id": owner_id}))
    return Tree(found[0]["v"], found[0]["n"]) if found else Tree()


async def place_of(views: Any, owner_id: str, parent_id: str, name: str) -> Place:
    """Where a folder of this name would be. Raises FolderNotFound for an unknown parent."""
    path: list[str] = []
    here = parent_id
    while here and len(path) <= DEEPEST:
        path.append(here)
        here = str((await find_row(views, owner_id, here))["p"])
    same = {"u": owner_id, "p": parent_id, "k": sort_name(name)}
    beside = await rows(views.view(FOLDERS).find(same, {"_id": 1}).limit(1))
    return Place(tuple(path), beside[0]["_id"] if beside else "")


async def levels_below(views: Any, owner_id: str, folder_id: str) -> list[Sequence[str]]:
    """The folders in one, a list of ids each level."""
    levels: list[Sequence[str]] = []
    here = [folder_id]
    while here and len(levels) <= DEEPEST:
        query = {"u": owner_id, "p": {"$in": here}}
        here = [row["_id"] for row in await rows(views.view(FOLDERS).find(query, {"_id": 1}))]
        if here:
            levels.append(here)
    return levels


async def with_all_below(views: Any, owner_id: str, folder_id: str) -> list[str]:
    """Ids of a folder and of those in it, at any depth."""
    levels = await levels_below(views, owner_id, folder_id)
    return [folder_id, *(id_ for level in levels for id_ in level)]


async def named(views: Any, owner_id: str, names: Sequence[str]) -> list[str]:
    """Ids of the person's folders that are called so, with those in them. In `names` an underscore may
    stand for a space, as clients type it; case does not count."""
    wanted = {sort_name(name) for name in names} | {sort_name(name.replace("_", " ")) for name in names}
    query = {"u": owner_id, "k": {"$in": sorted(wanted)}}
    found = await rows(views.view(FOLDERS).find(query, {"_id": 1}).hint("by_name"))
    ids: dict[str, None] = {}
    for row in found:
        ids |= dict.fromkeys(await with_all_below(views, owner_id, row["_id"]))
    return list(ids)
