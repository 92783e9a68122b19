"""Random writers on a real database: documents round-trip, the view equals its replay."""

from __future__ import annotations

import asyncio
import random
from typing import Any

import pytest

from kernel.eventstore.verify import verify
from services.chat.documents.read import JsonReader
from services.chat.domain.chats.document import ChatState
from services.chat.domain.chats.evolve import Evolve
from services.chat.queries.chats.load import whole_state
from tests.integration.chat.conftest import ChatService, somebody
from tests.unit.chat.chat_in_memory import conversation


def _document(chance: random.Random) -> dict[str, Any]:
    ids = chance.sample("abcdefgh", chance.randint(1, 6))
    document = conversation(*ids)
    for node in document["history"]["messages"].values():
        node["content"] = chance.choice(["one", "two", "$three", {"parts": [1, None]}])
        if chance.random() < 0.1:
            node["childrenIds"] = chance.choice([[], ["a", "h"], "odd"])
    document["messages"] = list(document["history"]["messages"].values())
    if chance.random() < 0.3:
        document["messages"] = chance.choice([[], ["odd", 1], document["messages"][:1]])
    for key in ("models", "messages", "history", "title"):
        if chance.random() < 0.2:
            document.pop(key)
    return document | {chance.choice(["x", "a.b", "$s"]): chance.randint(0, 3)}


@pytest.mark.parametrize("seed", range(3))
async def test_documents_round_trip_and_the_view_equals_its_replay(service: ChatService, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(4):
        expected = _document(chance)
        chat = await service.create(expected)
        for _ in range(8):
            posted = _document(chance)
            expected = expected | posted
            await service.update(chat.id, posted)
            assert await service.document(chat.id) == expected
        shown = await whole_state(service.store, chat.id)
        replayed, version = await service.store.fold(f"chat-{chat.id}", ChatState(), Evolve(JsonReader()))
        assert (shown.nodes, shown.details, shown.items) == (replayed.nodes, replayed.details, replayed.items)
        assert (shown.version, shown.outline, shown.current) == (version, replayed.outline, replayed.current)
    assert (await verify(service.store, service.store.projections[0])).differences == ()


async def test_writers_at_once_lose_nothing(service: ChatService) -> None:
    chat = await service.create(conversation("a", "b"), somebody(session="0"))

    async def writer(number: int) -> list[str]:
        who = somebody(session=str(number))
        added = []
        for turn in range(4):
            if number % 2:
                added.append((await service.add(chat.id, f"{number}.{turn}", who))["id"])
            else:
                copy = await service.document(chat.id)
                new = f"w{number}t{turn}"
                copy["history"]["messages"][new] = {"id": new, "parentId": "a", "childrenIds": []}
                copy["history"]["messages"]["a"]["childrenIds"].append(new)
                del copy["messages"]
                await service.update(chat.id, copy, who)
                added.append(new)
        return added

    added = await asyncio.gather(*(writer(number) for number in range(4)))
    nodes = (await service.document(chat.id))["history"]["messages"]
    assert {id_ for ids in added for id_ in ids} <= set(nodes)
    assert (await verify(service.store, service.store.projections[0])).differences == ()
