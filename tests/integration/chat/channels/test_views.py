"""Channels on a real MongoDB: the views equal their replay, every question has an index, erasing is whole."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from kernel.context import CallContext, Caller, system
from kernel.eventstore.mongo_store import MongoEventStore
from kernel.eventstore.verify import verify
from kernel.privacy import KeyRing, MemoryKeys
from services.chat.adapters.events import event_registry
from services.chat.channel_erasers import ChannelMemberships, ChannelTraces
from services.chat.commands.channels import change_message, create, delete, members, post, remove_some
from services.chat.domain.channels.channel import DIRECT, GROUP, ORDINARY, Form
from services.chat.domain.channels.refusals import ChannelAccessDenied, ChannelNotFound
from services.chat.projections.channel_messages import CHANNEL_MESSAGES, ChannelMessagesView
from services.chat.projections.channels import CHANNEL_MEMBERS, CHANNELS, ChannelsView
from services.chat.queries.channels import find, messages
from services.chat.queries.channels.reads import READS, Reads

NULL = b"null"


def as_(name: str, role: str = "user") -> CallContext:
    return CallContext(request_id="r", caller=Caller(id=name, role=role, kind="session", session=name))


@pytest_asyncio.fixture
async def store(mongo: Any) -> AsyncIterator[MongoEventStore]:
    made = MongoEventStore(mongo, "tchannels_chat", event_registry(), KeyRing(MemoryKeys(), bytes(range(32))))
    made.register([ChannelsView(), ChannelMessagesView()])
    await made.ensure_indexes()
    await Reads(made.database).start()
    for name in await made.database.list_collection_names():
        await made.database[name].delete_many({})
    yield made


async def new(store: MongoEventStore, kind: str, owner: str, *others: str, role: str = "user") -> str:
    command = create.CreateChannel(kind, Form("" if kind == DIRECT else "crew"), b"[]", others)
    return (await create.handle(store, as_(owner, role), command))[0]


async def say(store: MongoEventStore, channel: str, who: str, text: str, parent: str | None = None) -> str:
    command = post.PostMessage(channel, text, NULL, NULL, parent, None)
    return (await post.handle(store, as_(who), command))[0].message_id


async def test_the_views_equal_their_replay(store: MongoEventStore) -> None:
    crew = await new(store, GROUP, "ann", "bob")
    first = await say(store, crew, "ann", "one")
    for decide in (
        change_message.react("wave"),
        change_message.pin(True),
        change_message.edit("two", b"{}", b"{}"),
        change_message.pin(False),
        change_message.unreact("wave"),
    ):
        await change_message.handle(store, as_("ann"), crew, first, decide)
    await say(store, crew, "bob", "reply", first)
    await members.add(store, as_("ann"), crew, ["cy"])
    await members.remove(store, as_("ann"), crew, ["bob"])
    gone = await say(store, crew, "ann", "gone")
    await change_message.handle(store, as_("ann"), crew, gone, change_message.delete())
    for view in store.projections:
        assert (await verify(store, view)).differences == ()


async def test_fifty_people_posting_at_once_lose_nothing_and_never_meet(store: MongoEventStore) -> None:
    people = [f"p{number}" for number in range(50)]
    crew = await new(store, GROUP, "ann", *people)
    await asyncio.gather(*(say(store, crew, one, one) for one in people))
    page = await messages.page(store, crew, None, 0, 200)
    assert sorted(one["x"] for one in page) == sorted(people)
    assert [one["at"] for one in page] == sorted((one["at"] for one in page), reverse=True)


async def test_two_who_write_to_each_other_first_have_one_conversation(store: MongoEventStore) -> None:
    pairs = await asyncio.gather(
        *(new(store, DIRECT, *pair) for pair in (("ann", "bob"), ("bob", "ann")) * 3), return_exceptions=True
    )
    assert len({one for one in pairs if isinstance(one, str)}) == 1


async def test_a_conversation_is_closed_to_administrators(store: MongoEventStore) -> None:
    pair = await new(store, DIRECT, "ann", "bob")
    with pytest.raises(ChannelAccessDenied):
        await find.readable(store, Caller("root", "admin", "session"), pair)


async def test_unread_counts_others_messages_since_the_last_look(store: MongoEventStore) -> None:
    crew = await new(store, GROUP, "ann", "bob")
    first = await say(store, crew, "ann", "one")
    await say(store, crew, "bob", "mine")
    await say(store, crew, "ann", "in a thread", first)
    assert await find.unread(store, crew, "bob", 0) == 1
    assert await find.unread(store, crew, "bob", None) == 0


async def test_every_question_is_answered_by_an_index(store: MongoEventStore) -> None:
    crew = await new(store, GROUP, "ann", "bob")
    await say(store, crew, "ann", "one")
    questions = (
        (CHANNEL_MESSAGES, {"c": crew, "p": None}, [("at", -1)]),
        (CHANNEL_MESSAGES, {"c": crew, "p": None, "at": {"$gt": 1}, "u": {"$ne": "bob"}}, []),
        (CHANNEL_MESSAGES, {"c": crew, "pa": {"$exists": True}}, [("pa", -1)]),
        (CHANNEL_MESSAGES, {"p": {"$in": [crew]}}, []),
        (CHANNEL_MESSAGES, {"u": "ann"}, []),
        (CHANNEL_MESSAGES, {"r.u": "ann"}, []),
        (CHANNEL_MEMBERS, {"u": "ann"}, []),
        (CHANNEL_MEMBERS, {"c": crew}, [("u", 1)]),
        (CHANNELS, {"k": "x"}, []),
        (CHANNELS, {"t": ORDINARY, "$or": [{"u": "ann"}, {"pr": {"$in": ["user:*", "user:ann"]}}]}, []),
        (CHANNELS, {"t": ORDINARY}, [("c", 1)]),
        (READS, {"u": "ann"}, []),
        (READS, {"c": crew}, []),
    )
    for collection, query, order in questions:
        cursor = store.database[collection].find(query)
        plan = await (cursor.sort(order) if order else cursor).explain()
        stages = str(plan["queryPlanner"]["winningPlan"])
        assert "IXSCAN" in stages, (collection, query)
        assert "COLLSCAN" not in stages, (collection, query)
        assert "'stage': 'SORT'" not in stages, (collection, query)


async def test_a_deleted_channel_is_cleared_in_parts(store: MongoEventStore) -> None:
    crew = await new(store, GROUP, "ann", "bob")
    for number in range(5):
        await say(store, crew, "ann", str(number))
    await delete.handle(store, as_("ann"), crew)
    with pytest.raises(ChannelNotFound):
        await find.channel(store, crew)
    assert await remove_some.messages(store, as_("ann"), {"c": crew}) == 5
    assert await remove_some.messages(store, as_("ann"), {"c": crew}) == 0
    assert await store.database[CHANNEL_MEMBERS].count_documents({}) == 0


async def test_nothing_is_left_of_who_is_erased_and_others_keep_theirs(store: MongoEventStore) -> None:
    crew, own = await new(store, GROUP, "bob", "ann"), await new(store, GROUP, "ann")
    pair = await new(store, DIRECT, "ann", "bob")
    await say(store, crew, "ann", "mine")
    kept = await say(store, crew, "bob", "his")
    await change_message.handle(store, as_("ann"), crew, kept, change_message.react("wave"))
    reads = Reads(store.database)
    await reads.read(crew, "ann", 1)
    for eraser in (ChannelTraces(store, reads), ChannelMemberships(store, lambda ctx: ctx)):
        while sum((await eraser.erase(system(), "ann")).values()):
            pass
    left = await messages.page(store, crew, None, 0, 10)
    assert [(one["x"], one["r"]) for one in left] == [("his", [])]
    assert await find.members(store, crew) == ["bob"]
    for gone in (own, pair):
        with pytest.raises(ChannelNotFound):
            await find.channel(store, gone)
    for collection, query in ((CHANNEL_MEMBERS, {"u": "ann"}), (READS, {"u": "ann"})):
        assert await store.database[collection].count_documents(query) == 0


async def test_a_thread_is_read_around_a_reply_and_before_it(store: MongoEventStore) -> None:
    crew = await new(store, GROUP, "ann", "bob")
    first = await say(store, crew, "ann", "first")
    replies = [await say(store, crew, "bob", str(number), first) for number in range(9)]

    async def at(place: int) -> int:
        return int((await messages.message(store, crew, replies[place]))["at"])

    def texts(found: Any) -> list[str]:
        return [one["x"] for one in found]

    around = messages.page_around
    assert texts(await around(store, crew, first, 4, await at(4))) == ["6", "5", "4", "3"]
    assert texts(await around(store, crew, first, 4, await at(8))) == ["8", "7", "6", "5"]
    assert texts(await around(store, crew, first, 4, await at(0))) == ["2", "1", "0"]
    assert texts(await around(store, crew, first, 1, await at(4))) == ["4"]
    assert texts(await around(store, crew, first, 0, await at(4))) == []
    assert texts(await messages.page(store, crew, first, 1, 2, await at(5))) == ["3", "2"]
