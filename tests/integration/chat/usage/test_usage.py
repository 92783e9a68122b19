"""Figures equal what was said, whatever people do to their chats; by views, queries and a replay."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from typing import Any

import pytest

from kernel.privacy import KeyRing
from services.chat.domain.usage.counting import DAY
from services.chat.domain.usage.period import Period
from services.chat.queries.usage.model import chats_of
from services.chat.queries.usage.own import usage_of
from tests.integration.chat.conftest import ChatService, somebody
from tests.integration.chat.usage.ledger import Applied, Model, document, told

START = 1_750_032_000
"""2025-06-16, midnight (UTC)."""
PEOPLE = ("ann", "bob", "cyd")
ANSWER = {"role": "assistant", "model": "larch", "timestamp": START}
MODELS = ("larch:8b", "org/beech.v2", "$elm")


def said(chance: random.Random, id_: str, parent: str | None) -> dict[str, Any]:
    at = START + chance.randrange(4 * DAY)
    message: dict[str, Any] = {"id": id_, "parentId": parent, "childrenIds": [], "timestamp": at}
    if chance.random() < 0.4:
        return message | {"role": "user", "content": f"why {id_}?"}
    message |= {"role": "assistant", "content": f"because {id_}", "model": chance.choice(MODELS)}
    if chance.random() < 0.6:
        tokens = {"prompt_tokens": chance.randint(1, 50), "completion_tokens": chance.randint(1, 50)}
        message["usage"] = tokens
    return message


def grown(chance: random.Random, messages: dict[str, Any], count: int) -> dict[str, Any]:
    """A document with some messages more, each below one that is there."""
    found = dict(messages)
    for _ in range(count):
        id_ = f"m{len(found)}-{chance.randrange(10**6)}"
        parent = chance.choice(sorted(found)) if found else None
        found[id_] = said(chance, id_, parent)
        if parent is not None:
            found[parent] = {**found[parent], "childrenIds": [*found[parent]["childrenIds"], id_]}
    return {"title": "t", "history": {"messages": found, "currentId": next(reversed(found), None)}}


def revised(chance: random.Random, whole: dict[str, Any]) -> dict[str, Any]:
    """Answers say more, of another model, with other tokens, at another time; some are taken out."""
    messages = dict(whole["history"]["messages"])
    for id_ in list(messages):
        if chance.random() < 0.3:
            fresh = said(chance, id_, None)
            kept = {key: messages[id_][key] for key in ("parentId", "childrenIds")}
            messages[id_] = {**fresh, **kept}
    leaves = [id_ for id_, one in messages.items() if not one["childrenIds"]]
    if leaves and len(messages) > 1 and chance.random() < 0.5:
        gone = chance.choice(leaves)
        del messages[gone]
        for id_, one in messages.items():
            messages[id_] = {**one, "childrenIds": [child for child in one["childrenIds"] if child != gone]}
    return {**whole, "history": {"messages": messages, "currentId": next(reversed(messages))}}


@pytest.mark.parametrize("seed", range(4))
async def test_figures_equal_what_was_said_in_random_histories(
    service: ChatService, view: Applied, keys: KeyRing, seed: int
) -> None:
    chance, model = random.Random(seed), Model()
    chats: dict[str, str] = {}
    for _ in range(40):
        who = chance.choice(PEOPLE)
        own = [chat for chat, owner in chats.items() if owner == who]
        match chance.choice(["create", "update", "revise", "revise", "delete", "apply"]) if own else "create":
            case "create":
                made = await service.create(grown(chance, {}, chance.randint(1, 6)), somebody(who))
                chats[made.id] = who
                model.note(made.id, who, document(made))
            case "apply":
                await view.catch_up(chance)
            case "delete" if chance.random() < 0.4:
                gone = chance.choice(own)
                await service.delete(gone, somebody(who))
                del chats[gone]
            case what:
                chat = chance.choice(own)
                now = document(await service.get(chat, somebody(who)))
                if what == "revise":
                    after = revised(chance, now)
                else:
                    after = grown(chance, now["history"]["messages"], 2)
                model.note(chat, who, document(await service.update(chat, after, somebody(who))))
    await view.catch_up(chance)
    again = Applied(service.store, keys, "__again")
    await again.prepare()
    await again.catch_up(chance)
    for period in (
        Period(),
        Period.between(START + DAY, START + 2 * DAY - 1),
        Period.between(START + 40_000, START + 3 * DAY + 7_777),
        Period.between(None, START + DAY + 1),
        Period.between(START + 2 * DAY - 1, None),
    ):
        for members in (None, {"ann", "cyd"}):
            for size in (144, 6):
                expected = model.told(period, members, size)
                found = await told(view, period, members, size)
                assert found == expected | {"people": _seen(expected, period, members, model)}
                assert await told(again, period, members, size) == found


def _seen(expected: dict[str, Any], period: Period, members: set[str] | None, model: Model) -> Any:
    """People with nothing but messages that count for nothing are not listed."""
    counted = {owner for owner, _, one in model.within(period, members) if one.counts}
    return {owner: row for owner, row in expected["people"].items() if owner in counted}


async def test_a_day_ends_at_midnight_utc(service: ChatService, view: Applied) -> None:
    messages = {
        f"m{n}": {"id": f"m{n}", "role": "assistant", "model": "larch", "timestamp": at}
        for n, at in enumerate((START - 1, START, START + DAY - 1, START + DAY))
    }
    await service.create({"history": {"messages": messages}})
    await view.catch_up(random.Random(1))
    found = await told(view, Period(), None, 144)
    day = START // 600
    assert found["time"] == {day - 144: {"larch": 1}, day: {"larch": 2}, day + 144: {"larch": 1}}


async def test_an_answer_that_comes_in_pieces_counts_once_with_its_tokens(
    service: ChatService, view: Applied
) -> None:
    empty = {"id": "a", "role": "assistant", "model": "larch", "content": "", "timestamp": START}
    made = await service.create({"history": {"messages": {"a": empty}}})
    await view.catch_up(random.Random(1))
    full = {**empty, "content": "x", "done": True, "usage": {"prompt_tokens": 9, "completion_tokens": 4}}
    for _ in range(3):
        await service.update(made.id, {"history": {"messages": {"a": full}}})
        await view.catch_up(random.Random(1))
    assert (await told(view, Period(), None, 144))["models"] == {"larch": [1, 9, 4]}


async def test_a_copy_of_a_chat_counts_only_for_what_is_new_in_it(
    service: ChatService, view: Applied
) -> None:
    long = {**ANSWER, "content": "x" * 1000, "usage": {"output_tokens": 3}}
    first = {f"a{n}": {**long, "id": f"a{n}", "childrenIds": []} for n in range(1200)}
    copy = {"originalChatId": "somewhere", "history": {"messages": first}}
    made = await service.create(copy, replace(somebody(), request_id="copying"))
    assert len(await service.store.load(f"chat-{made.id}")) > 1, "one event does not hold it"
    await view.catch_up(random.Random(1))
    assert await told(view, Period(), None, 144) == Model().told(Period(), None, 144)
    more = {**ANSWER, "id": "b", "parentId": "a0"}
    edited = {**first, "a0": {**first["a0"], "usage": {"output_tokens": 30}, "childrenIds": ["b"]}, "b": more}
    await service.update(made.id, {**copy, "history": {"messages": edited}})
    await view.catch_up(random.Random(1))
    assert (await told(view, Period(), None, 144))["models"] == {"larch": [1, 0, 0]}


async def test_chats_of_a_model_are_paged_in_order_and_leave_out_what_is_deleted(
    service: ChatService, view: Applied
) -> None:
    ids = []
    for n in range(5):
        asked = {"id": "q", "role": "user", "content": f"question {n}", "timestamp": START + n * DAY}
        answer = {
            "id": "a",
            "parentId": "q",
            "role": "assistant",
            "model": "larch",
            "timestamp": START + n * DAY,
        }
        made = await service.create({"history": {"messages": {"q": asked, "a": answer}}})
        ids.append(made.id)
    await service.delete(ids[2])
    await view.catch_up(random.Random(1))
    views = _Both(service, view)
    found, total = await chats_of(views, "larch", Period(), "updated_at", "desc", 1, 2)
    assert ([one.chat_id for one in found], total) == ([ids[3], ids[1]], 4)
    assert [one.first_message for one in found] == ["question 3", "question 1"]
    found, total = await chats_of(
        views, "larch", Period.between(START + DAY, START + 3 * DAY), "created_at", "asc", 0, 9
    )
    assert ([one.chat_id for one in found], total) == ([ids[1], ids[3]], 2)
    assert (await told(view, Period(), None, 144))["chats"] == 5, "what was used stays used"


async def test_queries_read_rows_by_an_index(service: ChatService, view: Applied) -> None:
    await service.create(grown(random.Random(1), {}, 8))
    await view.catch_up(random.Random(1))
    watched = _Explained(view)
    period = Period.between(START, START + 2 * DAY + 1)
    for members in (None, {"ann"}):
        await told(watched, period, members, 6)  # type: ignore[arg-type]
    await usage_of(watched, "ann", period)
    assert len(watched.plans) > 12
    for plan in watched.plans:
        assert '"COLLSCAN"' not in plan


class _Both:
    """Views of the store, those of the follower among them."""

    def __init__(self, service: ChatService, view: Applied) -> None:
        self._store, self._applied = service.store, view

    def view(self, name: str) -> Any:
        return self._applied.view(name) if name.startswith("usage") else self._store.view(name)


class _Explained:
    """Views whose queries are explained beside being run."""

    def __init__(self, view: Applied) -> None:
        self._applied = view
        self.plans: list[str] = []

    def view(self, name: str) -> Any:
        outer, collection = self, self._applied.view(name)

        class Watched:
            def aggregate(self, stages: list[Any]) -> Any:
                return outer.planned(collection, {"aggregate": name, "pipeline": stages, "cursor": {}})

            def find(self, query: Any, fields: Any) -> Any:
                command = {"find": name, "filter": query, "projection": fields}
                return outer.planned(collection, command)

        return Watched()

    async def planned(self, collection: Any, command: dict[str, Any]) -> _Listed:
        plan = await collection.database.command({"explain": command, "verbosity": "queryPlanner"})
        self.plans.append(json.dumps(plan, default=str))
        reply = await collection.database.command(command)
        return _Listed(reply["cursor"]["firstBatch"])


class _Listed(list[Any]):
    """Documents, as a cursor gives them."""

    async def to_list(self, _: int | None) -> list[Any]:
        return self
