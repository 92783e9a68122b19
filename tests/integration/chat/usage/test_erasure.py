"""Who is erased leaves the figures without a name; a replay, which cannot read them, comes to the same."""

from __future__ import annotations

import random
import uuid
from typing import Any

import pytest

from kernel.bus.commits import CommitLog
from kernel.bus.progress import COLLECTION
from kernel.context import system
from kernel.eventstore.verify import document_hash
from kernel.privacy import KeyRing
from services.chat.domain.usage.period import Period
from services.chat.usage_erasers import NamedFigures
from tests.integration.chat.conftest import ChatService, somebody
from tests.integration.chat.usage.ledger import Applied, told
from tests.integration.chat.usage.test_usage import grown

SERVICE = "chat"
NAMES = ("usage_totals", "usage_people", "usage_chats", "usage_messages")


async def placed(service: ChatService) -> int:
    """Give commits their positions, as the relay does; the last one."""
    log = CommitLog(service.store.commits, SERVICE)
    waiting, _ = await log.pending(10_000)
    if waiting:
        await log.assign(waiting, await log.head() + 1)
    return await log.head()


async def followed(service: ChatService, view: Applied) -> None:
    """The follower has applied all there is."""
    at = await placed(service)
    await view.catch_up(random.Random(1))
    position = {"$set": {f"positions.{SERVICE}": at}}
    await service.store.database[COLLECTION].update_one({"_id": "usage"}, position, upsert=True)


async def rows_of(view: Applied, name: str) -> dict[str, bytes]:
    return {one["_id"]: document_hash(one) for one in await view.view(name).find().to_list()}


def totals(found: dict[str, Any]) -> dict[str, Any]:
    """What stays: figures that name nobody."""
    return {key: found[key] for key in ("models", "time", "chats of models", "chats")}


@pytest.mark.parametrize("rows", [8_000, 3])
async def test_totals_stay_the_name_goes_and_a_replay_is_the_same(
    service: ChatService, view: Applied, keys: KeyRing, rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.chat.usage_erasers._AT_ONCE", rows)
    chance, gone = random.Random(5), f"gone-{uuid.uuid4()}"
    for who in (gone, "bob", gone):
        await service.create(grown(chance, {}, 12), somebody(who))
    await followed(service, view)
    before = await told(view, Period(), None, 144)
    chats = [one.id for one in await service.listed(somebody(gone))]

    await keys.forget(gone)
    for chat in chats:
        await service.delete(chat, somebody(gone))
    eraser = NamedFigures(service.store, service.store.database, SERVICE)
    await followed(service, view)
    assert (await eraser.erase(system(), gone))["figures"] > 0
    await followed(service, view)
    assert await eraser.erase(system(), gone) == {}, "nothing is left to take a name from"

    after = await told(view, Period(), None, 144)
    assert totals(after) == totals(before)
    assert set(after["people"]) == {"bob"}
    assert not [one for name in NAMES for one in await rows_of(view, name) if gone in one]

    again = Applied(service.store, keys, "__again")
    await again.prepare()
    await again.catch_up(random.Random(2))
    for name in NAMES:
        assert await rows_of(again, name) == await rows_of(view, name), name


async def test_nothing_is_recorded_while_the_view_is_behind(
    service: ChatService, view: Applied, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.chat.usage_erasers._WITHIN", 0.2)
    eraser = NamedFigures(service.store, service.store.database, SERVICE)
    await service.create(grown(random.Random(5), {}, 3), somebody("ann"))
    await followed(service, view)
    await service.create(grown(random.Random(6), {}, 3), somebody("ann"))
    await placed(service)
    with pytest.raises(TimeoutError):
        await eraser.erase(system(), "ann")
    assert await service.store.load("usage-ann") == []
    await followed(service, view)
    assert await eraser.erase(system(), "ann")
    with pytest.raises(TimeoutError):  # its own event is not applied yet, and is not recorded twice
        await eraser.erase(system(), "ann")
    assert len(await service.store.load("usage-ann")) == 1
