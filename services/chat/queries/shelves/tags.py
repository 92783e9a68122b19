"""Tags, read from the `chat_tags` view: one document for each tag of each chat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kernel.mongo import rows
from services.chat.projections.chat_tags import TAGS, tag_part

Tag = tuple[str, str]
"""Id and name."""


async def tags_of_chat(views: Any, chat_id: str, tag_ids: Sequence[str]) -> list[Tag]:
    """The tags with these ids, in this order."""
    wanted = [tag_part(chat_id, tag_id) for tag_id in tag_ids]
    if not wanted:
        return []
    found = await rows(views.view(TAGS).find({"_id": {"$in": wanted}}, {"g": 1, "n": 1}))
    names = {one["g"]: one["n"] for one in found}
    return [(tag_id, names.get(tag_id, tag_id)) for tag_id in tag_ids]


async def tags_of_person(views: Any, owner_id: str) -> list[Tag]:
    """All tags of a person, by id: the index is walked from tag to tag."""
    steps: list[Any] = [
        {"$match": {"u": owner_id}},
        {"$sort": {"u": 1, "g": 1, "n": 1}},
        {"$group": {"_id": "$g", "n": {"$first": "$n"}}},
    ]
    found = await rows(views.view(TAGS).aggregate(steps, hint="by_tag"))
    return sorted((one["_id"], one["n"]) for one in found)


async def spelling(views: Any, owner_id: str, tag_id: str, name: str) -> str:
    """How the person spells a tag on other chats; `name` when no chat has it."""
    found = await views.view(TAGS).find_one({"u": owner_id, "g": tag_id}, {"n": 1})
    return str(found["n"]) if found else name
