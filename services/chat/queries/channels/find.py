"""Channels as the view has them, and who may do what in them.

Groups and direct conversations are for their members, administrators included; ordinary channels go by
their grants (kernel.identity.grants).
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kernel.context import Caller
from kernel.identity.grants import allowed_filter, can, restored
from kernel.mongo import rows
from services.chat.domain.channels.channel import ORDINARY, Actor, Channel
from services.chat.domain.channels.refusals import ChannelAccessDenied, ChannelNotFound
from services.chat.projections.channel_messages import CHANNEL_MESSAGES
from services.chat.projections.channels import CHANNEL_MEMBERS, CHANNELS

Found = Mapping[str, Any]
LISTED = 1000
"""Channels a list names at most."""
COUNTED = 1000
"""Unread messages that are counted at most."""


def actor_of(caller: Caller) -> Actor:
    """Who does it, as the domain sees them."""
    return Actor(caller.id, caller.is_admin)


def state_of(document: Found) -> Channel:
    """What commands decide from."""
    return Channel(document["_id"], document["u"], document["t"])


async def channel(views: Any, channel_id: str) -> Found:
    """Raises ChannelNotFound."""
    found: Found | None = await views.view(CHANNELS).find_one({"_id": channel_id})
    if found is None:
        raise ChannelNotFound
    return found


async def readable(views: Any, caller: Caller, channel_id: str, permission: str = "read") -> Found:
    """A channel the caller may read, or write in. Raises ChannelNotFound, ChannelAccessDenied."""
    found = await channel(views, channel_id)
    if not await may(views, caller, found, permission):
        raise ChannelAccessDenied
    return found


async def may(views: Any, caller: Caller, document: Found, permission: str) -> bool:
    """Whether the caller may `read` or `write`."""
    if document["t"] == ORDINARY:
        return can(caller, document["u"], restored(document["g"]), permission)
    return await membership(views, document["_id"], caller.id) is not None


async def membership(views: Any, channel_id: str, user_id: str) -> Found | None:
    """The row of a member, if there is one."""
    found: Found | None = await views.view(CHANNEL_MEMBERS).find_one({"_id": f"{channel_id}/{user_id}"})
    return found


async def members(views: Any, channel_id: str, limit: int = LISTED) -> list[str]:
    """Ids of the members."""
    query = views.view(CHANNEL_MEMBERS).find({"c": channel_id}, {"u": 1}).sort("u", 1)
    return [one["u"] for one in await rows(query.limit(limit))]


async def present(views: Any, channel_id: str, user_ids: Iterable[str]) -> set[str]:
    """Those of some people who are members."""
    ids = [f"{channel_id}/{user}" for user in user_ids]
    return {one["u"] for one in await rows(views.view(CHANNEL_MEMBERS).find({"_id": {"$in": ids}}, {"u": 1}))}


async def of_person(views: Any, caller: Caller, *, every: bool = False) -> list[Found]:
    """What the caller is in or may read: conversations first, then ordinary channels, oldest first.

    With `every`, administrators get all ordinary channels, not only those open to them.
    """
    mine = await rows(views.view(CHANNEL_MEMBERS).find({"u": caller.id}, {"c": 1}).limit(LISTED))
    ids = [one["c"] for one in mine]
    held = rows(views.view(CHANNELS).find({"_id": {"$in": ids}}).sort("c", 1)) if ids else _none()
    if every and caller.is_admin:
        query: dict[str, Any] = {"t": ORDINARY}
    else:
        plain = Caller(caller.id, "user", caller.kind, groups=caller.groups)
        query = {"t": ORDINARY, **allowed_filter(plain, owner="u", index="pr")}
    opened = rows(views.view(CHANNELS).find(query).sort("c", 1).limit(LISTED))
    first, second = await asyncio.gather(held, opened)
    return [*first, *second]


async def last_message_at(views: Any, channel_id: str) -> int | None:
    """When the newest message outside of threads was posted (ns)."""
    query = views.view(CHANNEL_MESSAGES).find({"c": channel_id, "p": None}, {"_id": 0, "at": 1})
    found = await rows(query.sort("at", -1).limit(1))
    return int(found[0]["at"]) if found else None


async def unread(views: Any, channel_id: str, user_id: str, since: int | None) -> int:
    """Messages of others outside of threads since then, up to COUNTED; none for who never read."""
    if since is None:
        return 0
    query = {"c": channel_id, "p": None, "at": {"$gt": since}, "u": {"$ne": user_id}}
    return int(await views.view(CHANNEL_MESSAGES).count_documents(query, limit=COUNTED))


async def _none() -> Sequence[Found]:
    return []
