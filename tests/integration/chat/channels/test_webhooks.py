"""Webhooks on a real MongoDB: what is kept of a token, limits, and what goes with a channel or a person."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from kernel.context import system
from kernel.errors import Refusal
from kernel.eventstore.mongo_store import MongoEventStore
from kernel.eventstore.verify import verify
from kernel.privacy import KeyRing, MemoryKeys
from services.chat.adapters.events import event_registry
from services.chat.channel_erasers import OwnWebhooks
from services.chat.commands.channels import post
from services.chat.commands.channels import webhooks as commands
from services.chat.domain.channels.channel import GROUP
from services.chat.domain.channels.refusals import ChannelAccessDenied, Malformed, WebhookNotFound
from services.chat.domain.channels.webhook import MOST, admit
from services.chat.projections.channel_messages import ChannelMessagesView
from services.chat.projections.channel_webhooks import CHANNEL_WEBHOOKS, ChannelWebhooksView
from services.chat.projections.channels import ChannelsView
from services.chat.queries.channels import messages, webhooks
from services.chat.queries.channels.webhooks import A_MINUTE, USES, Uses
from tests.integration.chat.channels.test_views import as_, new


class Clock:
    """Seconds that stand still."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest_asyncio.fixture
async def store(mongo: Any) -> AsyncIterator[MongoEventStore]:
    made = MongoEventStore(mongo, "twebhooks_chat", event_registry(), KeyRing(MemoryKeys(), bytes(range(32))))
    made.register([ChannelsView(), ChannelMessagesView(), ChannelWebhooksView()])
    await made.ensure_indexes()
    for name in await made.database.list_collection_names():
        await made.database[name].delete_many({})
    yield made


async def test_a_token_opens_its_webhook_and_stands_nowhere_in_the_database(store: MongoEventStore) -> None:
    crew = await new(store, GROUP, "ann", "bob")
    made = await commands.create(store, as_("ann"), crew, "Build", None)
    token = await webhooks.token_of(store, made)
    found = await webhooks.one(store, made)
    admit(found["h"], token)
    for wrong in ("", token[:-1], token + "x"):
        with pytest.raises(WebhookNotFound):
            admit(found["h"], wrong)
    for name in await store.database.list_collection_names():
        async for document in store.database[name].find({}):
            assert token not in json.dumps(document, default=repr)
            assert token.encode() not in repr(document).encode()


async def test_what_a_webhook_posts_has_its_name(store: MongoEventStore) -> None:
    crew = await new(store, GROUP, "ann", "bob")
    made = await commands.create(store, as_("ann"), crew, " Build ", "https://example.com/b.png")
    await post.by_webhook(store, system(), await webhooks.one(store, made), "green")
    (found,) = await messages.page(store, crew, None, 0, 10)
    shown = {"id": made, "name": "Build", "profile_image_url": "https://example.com/b.png"}
    assert json.loads(found["e"]) == {"webhook": shown}
    gone = await webhooks.one(store, made)
    await commands.delete(store, as_("ann"), crew, made)
    with pytest.raises(WebhookNotFound):
        await post.by_webhook(store, system(), gone, "red")


async def test_only_who_runs_a_channel_keeps_its_webhooks(store: MongoEventStore) -> None:
    crew, other = await new(store, GROUP, "ann", "bob"), await new(store, GROUP, "bob")
    made = await commands.create(store, as_("ann"), crew, "Build", None)
    with pytest.raises(ChannelAccessDenied):
        await commands.create(store, as_("bob"), crew, "Mine", None)
    with pytest.raises(ChannelAccessDenied):
        await commands.change(store, as_("bob"), crew, made, "Mine", None)
    with pytest.raises(WebhookNotFound):
        await commands.delete(store, as_("bob"), other, made)
    await commands.change(store, as_("root", "admin"), crew, made, "Builds", None)
    assert (await webhooks.one(store, made))["n"] == "Builds"


async def test_a_channel_has_so_many_webhooks(store: MongoEventStore) -> None:
    crew = await new(store, GROUP, "ann")
    for number in range(MOST):
        await commands.create(store, as_("ann"), crew, f"Build {number}", None)
    with pytest.raises(Malformed):
        await commands.create(store, as_("ann"), crew, "One more", None)


async def test_posts_of_a_minute_are_limited_and_the_next_minute_begins_anew(store: MongoEventStore) -> None:
    clock = Clock()
    uses = Uses(store.database, clock)
    for _ in range(A_MINUTE):
        await uses.count("w")
    with pytest.raises(Refusal) as refused:
        await uses.count("w")
    assert refused.value.reason == "RATE_LIMITED"
    await uses.count("another")
    clock.now += 61
    await uses.count("w")
    assert await uses.last(["w"]) == {"w": int(clock.now * 1e9)}


async def test_nothing_is_left_with_its_channel_or_its_maker(store: MongoEventStore) -> None:
    crew, uses = await new(store, GROUP, "ann", "bob"), Uses(store.database)
    for name in ("one", "two"):
        await uses.count(await commands.create(store, as_("ann"), crew, name, None))
    kept = await commands.create(store, as_("root", "admin"), crew, "three", None)
    assert await OwnWebhooks(store, uses).erase(system(), "ann") == {"channel_webhooks": 2}
    assert await OwnWebhooks(store, uses).erase(system(), "ann") == {"channel_webhooks": 0}
    assert [one["_id"] for one in await webhooks.of_channel(store, crew)] == [kept]
    assert await store.database[USES].count_documents({}) == 0
    assert await commands.delete_some(store, system(), {"c": crew}) == [kept]
    assert await store.database[CHANNEL_WEBHOOKS].count_documents({}) == 0


async def test_the_view_equals_its_replay(store: MongoEventStore) -> None:
    crew = await new(store, GROUP, "ann")
    made = await commands.create(store, as_("ann"), crew, "Build", None)
    await commands.change(store, as_("ann"), crew, made, "Builds", "/static/b.png")
    await commands.delete(
        store, as_("ann"), crew, await commands.create(store, as_("ann"), crew, "Gone", None)
    )
    assert (await verify(store, ChannelWebhooksView())).differences == ()
