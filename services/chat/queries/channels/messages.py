"""Messages of channels as the view has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bson import Int64

from kernel.mongo import rows
from services.chat.domain.channels.message import Message
from services.chat.domain.channels.refusals import ChannelMessageNotFound, Malformed
from services.chat.projections.channel_messages import CHANNEL_MESSAGES

Found = Mapping[str, Any]
PINNED = 20


def state_of(document: Found) -> Message:
    """What commands decide from."""
    reactions = frozenset((one["u"], one["n"]) for one in document["r"])
    return Message(document["_id"], document["c"], document["u"], "pa" in document, reactions)


async def message(views: Any, channel_id: str, message_id: str) -> Found:
    """Raises ChannelMessageNotFound; Malformed for one of another channel."""
    found: Found | None = await views.view(CHANNEL_MESSAGES).find_one({"_id": message_id})
    if found is None:
        raise ChannelMessageNotFound
    if found["c"] != channel_id:
        raise Malformed("This message belongs to another channel.")
    return found


async def page(
    views: Any, channel_id: str, parent: str | None, skip: int, limit: int, before: int | None = None
) -> Sequence[Found]:
    """Newest first: of a thread, or what belongs to none; with `before` (ns) only what is older."""
    if not limit:
        return []
    wanted: dict[str, Any] = {"c": channel_id, "p": parent}
    if before is not None:
        wanted["at"] = {"$lt": Int64(before)}
    query = views.view(CHANNEL_MESSAGES).find(wanted)
    return list(await rows(query.sort("at", -1).skip(skip).limit(limit)))


async def page_around(views: Any, channel_id: str, parent: str, limit: int, middle: int) -> Sequence[Found]:
    """Replies of a thread around a moment (ns), newest first: newer ones take half of the page at most."""
    if not limit:
        return []
    newer = {"c": channel_id, "p": parent, "at": {"$gt": Int64(middle)}}
    query = views.view(CHANNEL_MESSAGES).find(newer).sort("at", 1)
    above = list(await rows(query.limit(limit // 2))) if limit > 1 else []
    below = await page(views, channel_id, parent, 0, limit - len(above), middle + 1)
    return [*reversed(above), *below]


async def pinned(views: Any, channel_id: str, number: int) -> Sequence[Found]:
    """A page of pinned messages, newest pin first."""
    query = views.view(CHANNEL_MESSAGES).find({"c": channel_id, "pa": {"$exists": True}}).sort("pa", -1)
    return list(await rows(query.skip((number - 1) * PINNED).limit(PINNED)))


async def some(views: Any, channel_id: str, ids: Sequence[str]) -> dict[str, Found]:
    """Messages of a channel by id."""
    if not ids:
        return {}
    query = {"_id": {"$in": list(ids)}, "c": channel_id}
    return {one["_id"]: one for one in await rows(views.view(CHANNEL_MESSAGES).find(query))}


async def replies(views: Any, ids: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Of the messages that have a thread: how many replies, and when the last came (ns)."""
    if not ids:
        return {}
    stages = [
        {"$match": {"p": {"$in": list(ids)}}},
        {"$group": {"_id": "$p", "n": {"$sum": 1}, "at": {"$max": "$at"}}},
    ]
    found = await rows(views.view(CHANNEL_MESSAGES).aggregate(stages))
    return {one["_id"]: (int(one["n"]), int(one["at"])) for one in found}
