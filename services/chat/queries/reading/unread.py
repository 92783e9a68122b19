"""Chats that were marked as unread, each read from the index of those alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kernel.mongo import rows
from services.chat.documents.parts import CHATS, is_chat_id
from services.chat.domain.reading.reading import Seen, owned
from services.chat.queries.folders.tree import list_folders

_SEEN = {"u": 1, "v": 1, "m": 1, "r": 1, "j": 1, "f": 1}


def seen_of(head: Mapping[str, Any]) -> Seen:
    """What a head tells."""
    return Seen(
        chat_id=head["_id"],
        owner_id=head["u"],
        version=head["v"],
        changed_at=head["m"],
        read_at=head["r"],
        marked="j" in head,
        folder_id=head.get("f", ""),
    )


async def own(views: Any, chat_id: str, caller_id: str) -> Seen:
    """A chat of the caller's. Raises ChatNotFound."""
    head = await views.view(CHATS).find_one({"_id": chat_id}, _SEEN) if is_chat_id(chat_id) else None
    return owned(seen_of(head) if head and "u" in head else Seen(chat_id), caller_id)


async def marked(views: Any, owner_id: str, folders: Sequence[str] | None, limit: int) -> list[Seen]:
    """Some chats of the person that are marked as unread, of these folders or (None) of all."""
    query: dict[str, Any] = {"u": owner_id, "j": True}
    if folders is not None:
        query["f"] = {"$in": list(folders)}
    found = await rows(views.view(CHATS).find(query, _SEEN).hint("unread").limit(limit))
    return [seen_of(head) for head in found]


async def folder_counts(views: Any, owner_id: str, folders: Sequence[Any] | None = None) -> dict[str, int]:
    """How many unread chats each of the person's folders has, those in its folders included. `folders`:
    their rows, when they were read already."""
    own_folders = await list_folders(views, owner_id) if folders is None else folders
    parents = {row["_id"]: row["p"] for row in own_folders}
    counts = dict.fromkeys(parents, 0)
    if not counts:
        return counts
    steps = [
        {"$match": {"u": owner_id, "j": True, "f": {"$exists": True}}},
        {"$group": {"_id": "$f", "n": {"$sum": 1}}},
    ]
    for one in await rows(views.view(CHATS).aggregate(steps, hint="unread")):
        here, passed = one["_id"], set[str]()
        while here in counts and here not in passed:
            passed.add(here)
            counts[here] += one["n"]
            here = parents[here]
    return counts
