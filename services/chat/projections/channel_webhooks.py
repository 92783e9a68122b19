"""The view `channel_webhooks`.

<webhook>   c channel · u who made it · n name · i image or null · h hash of the token · at, m created and
            changed (ns) · v version of the stream
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from bson import Int64
from pymongo import ASCENDING, DeleteOne, IndexModel, InsertOne, UpdateOne

from kernel.eventstore.model import Projection, Recorded, Write
from services.chat.domain.channels import webhook_events as e
from services.chat.domain.channels.webhook import hash_of

CHANNEL_WEBHOOKS = "channel_webhooks"
WEBHOOK_PREFIX = "channelwebhook-"


class ChannelWebhooksView(Projection):
    """Webhooks by channel."""

    name = "channel_webhooks"
    collections = (CHANNEL_WEBHOOKS,)

    def __init__(self) -> None:
        self.indexes = {
            CHANNEL_WEBHOOKS: [
                IndexModel([("c", ASCENDING), ("at", ASCENDING)], name="by_channel"),
                IndexModel([("u", ASCENDING)], name="by_owner"),
            ]
        }

    def project(self, recorded: Recorded) -> Iterable[Write]:
        """The writes of one event."""
        return list(_writes(recorded, recorded.event))


def _writes(recorded: Recorded, event: Any) -> Iterator[Write]:
    match event:
        case e.ChannelWebhookCreated():
            document = {
                "_id": event.webhook_id,
                "_stream": recorded.stream,
                "c": event.channel_id,
                "u": event.owner_id,
                "n": event.name,
                "i": event.profile_image_url,
                "h": hash_of(event.token),
                "at": Int64(event.at),
                "m": Int64(event.at),
                "v": recorded.version,
            }
            yield Write(CHANNEL_WEBHOOKS, InsertOne(document))
        case e.ChannelWebhookChanged():
            words = {"n": event.name, "i": event.profile_image_url}
            change = {"$set": {**words, "m": Int64(event.at), "v": recorded.version}}
            yield Write(CHANNEL_WEBHOOKS, UpdateOne({"_id": event.webhook_id}, change))
        case e.ChannelWebhookDeleted():
            yield Write(CHANNEL_WEBHOOKS, DeleteOne({"_id": event.webhook_id}))
