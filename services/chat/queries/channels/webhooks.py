"""Webhooks of channels; their tokens, which only the log has; how often they are used.

channel_webhook_uses   <webhook>   at last used (ns) · n uses in the minute that ends at `until` (s)

What is used when is a plain document: it changes with every post and has no history anybody asks for.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

from bson import Int64
from pymongo import ReturnDocument

from kernel.errors import Refusal
from kernel.eventstore.model import EventStore
from kernel.mongo import rows
from services.chat.domain.channels.refusals import WebhookNotFound
from services.chat.domain.channels.webhook import MOST, Webhook
from services.chat.domain.channels.webhook_events import ChannelWebhookCreated
from services.chat.projections.channel_webhooks import CHANNEL_WEBHOOKS, WEBHOOK_PREFIX
from services.chat.queries.channels.find import Found

USES = "channel_webhook_uses"
A_MINUTE = 60
"""Posts a webhook may make in a minute, and seconds of it."""


def state_of(found: Found) -> Webhook:
    """What commands decide from."""
    return Webhook(found["_id"], found["c"], found["n"], found["i"])


async def of_channel(views: Any, channel_id: str) -> list[Found]:
    """The oldest first."""
    query = views.view(CHANNEL_WEBHOOKS).find({"c": channel_id}).sort("at", 1).hint("by_channel")
    return list(await rows(query.limit(MOST)))


async def one(views: Any, webhook_id: str, channel_id: str | None = None) -> Found:
    """A webhook, of this channel when it is named. Raises WebhookNotFound."""
    found: Found | None = await views.view(CHANNEL_WEBHOOKS).find_one({"_id": webhook_id})
    if found is None or channel_id not in (None, found["c"]):
        raise WebhookNotFound
    return found


async def token_of(store: EventStore, webhook_id: str) -> str:
    """The token; empty when nobody can read it any more."""
    events = [recorded.event for recorded in await store.load(WEBHOOK_PREFIX + webhook_id)]
    return next((event.token for event in events if isinstance(event, ChannelWebhookCreated)), "")


class Uses:
    """See the module."""

    def __init__(self, database: Any, clock: Callable[[], float] = time.time) -> None:
        self._uses = database[USES]
        self._clock = clock

    async def count(self, webhook_id: str) -> None:
        """Count a use. Raises Refusal RATE_LIMITED."""
        now = self._clock()
        running = {"$gt": ["$until", now]}
        change = {
            "n": {"$cond": [running, {"$add": ["$n", 1]}, 1]},
            "until": {"$cond": [running, "$until", now + A_MINUTE]},
            "at": Int64(int(now * 1e9)),
        }
        counted = await self._uses.find_one_and_update(
            {"_id": webhook_id}, [{"$set": change}], upsert=True, return_document=ReturnDocument.AFTER
        )
        if counted["n"] > A_MINUTE:
            wait = max(1, int(counted["until"] - now))
            raise Refusal("RATE_LIMITED", details={"retry_after": str(wait)})

    async def last(self, webhook_ids: Iterable[str]) -> dict[str, int]:
        """When each was used last (ns)."""
        query = {"_id": {"$in": list(webhook_ids)}}
        return {one["_id"]: int(one["at"]) for one in await rows(self._uses.find(query, {"at": 1}))}

    async def forget(self, webhook_id: str) -> None:
        """Drop what is known of one."""
        await self._uses.delete_one({"_id": webhook_id})
