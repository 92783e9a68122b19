"""Answers in the log and the views of a real MongoDB: they begin and end once, and never lose a text."""

from __future__ import annotations

import asyncio
import json
import uuid
from typing import Any

import pytest
import pytest_asyncio
from parlance.chat.v1 import answers_pb2 as pb
from parlance.chat.v1.messages_pb2 import MessageRequest

from kernel.context import CallContext, system
from kernel.deltas.model import Batch
from kernel.live.sender import LiveEvents
from services.chat.answering.give_up import GiveUp
from services.chat.documents.limits import Limits
from services.chat.domain.answers.refusals import AnswerRunning
from services.chat.domain.chats.refusals import ChatNotFound, DocumentRefused, MessageNotFound
from services.chat.projections.answers import ANSWERS
from services.chat.queries.answers.find import latest_of, run_of, running
from services.chat.rpc.answers import Answers, id_prefix, number_of
from tests.integration.chat.conftest import ChatService, somebody

EMPTY = {"title": "T", "history": {"messages": {}, "currentId": None}}


class NoBus:
    """Deltas that others have written."""

    def __init__(self) -> None:
        self.batches: list[Batch] = []
        self.ends: list[Batch] = []

    async def history(self, run: str, after: int = 0) -> tuple[list[Batch], int]:
        return self.batches, len(self.batches)

    async def append(self, run: str, batch: Batch) -> tuple[str, int]:
        self.ends.append(batch)
        return "s", 1


class Answering:
    """The servicer and a chat."""

    def __init__(self, service: ChatService, chat: str) -> None:
        self.service = service
        self.chat = chat
        self.bus = NoBus()
        self.answers = Answers(service.store, self.bus, Limits())  # type: ignore[arg-type]

    async def start(self, who: CallContext | None = None, **fields: Any) -> Any:
        values: dict[str, Any] = {"chat_id": self.chat, "model": "m", **fields}
        for name in ("user_message", "question"):
            if name in values:
                values[name] = json.dumps(values[name]).encode()
        return await self.answers.Start(pb.StartAnswerRequest(**values), who or somebody())

    async def end(self, run: str, state: str = "completed", text: str = "All.", **more: Any) -> bool:
        request = pb.EndAnswerRequest(run_id=run, state=state, text=text, **more)
        return bool((await self.answers.End(request, system("test"))).recorded)

    async def message(self, id_: str) -> Any:
        document = await self.service.document(self.chat)
        return document["history"]["messages"][id_]

    async def give_up(self, run: str) -> None:
        lose = GiveUp(self.service.store, self.bus, LiveEvents(), Limits(), lambda ctx: ctx)  # type: ignore[arg-type]
        await lose(run)


@pytest_asyncio.fixture
async def answering(service: ChatService) -> Answering:
    return Answering(service, (await service.create(EMPTY)).id)


async def test_question_and_answer_are_put_into_the_chat_and_filled(answering: Answering) -> None:
    question = {"id": "q", "parentId": None, "childrenIds": [], "role": "user", "content": "Why?", "own": 1}
    started = await answering.start(message_id="a", user_message=question)
    assert (started.message_id, started.parent_id, started.title) == ("a", "q", "T")
    begun = await answering.message("a")
    assert (begun["parentId"], begun["content"], begun["done"]) == ("q", "", False)
    asked = await answering.message("q")
    assert (asked["childrenIds"], asked["own"]) == (["a"], 1)
    assert await running(answering.service.store) == [started.run_id]
    assert await answering.end(
        started.run_id, usage=b'{"prompt_tokens":3}', sources=b'[{"n":1}]', last_event=9
    )
    filled = await answering.message("a")
    assert (filled["content"], filled["done"]) == ("All.", True)
    assert (filled["usage"], filled["sources"]) == ({"prompt_tokens": 3}, [{"n": 1}])
    assert await running(answering.service.store) == []
    found = await latest_of(answering.service.store, answering.chat, "a")
    assert found is not None
    assert (found[0].state, found[1]) == ("completed", 9)
    document = await answering.service.document(answering.chat)
    assert document["history"]["currentId"] == "a"


async def test_a_placeholder_of_the_page_is_used(answering: Answering) -> None:
    question = await answering.service.add(answering.chat, "Why?", id="q")
    await answering.service.add(answering.chat, "", id="a", role="assistant", parent_id=question["id"])
    started = await answering.start(message_id="a", parent_id="q")
    await answering.end(started.run_id)
    assert (await answering.message("a"))["content"] == "All."
    assert (await answering.message("q"))["childrenIds"] == ["a"]


async def test_several_models_answer_beside_each_other(answering: Answering) -> None:
    question = {"id": "q", "parentId": None, "childrenIds": ["a", "b"], "role": "user", "content": "Why?"}
    runs = [await answering.start(message_id=id_, user_message=question) for id_ in ("a", "b")]
    ended = await asyncio.gather(*(answering.end(r.run_id, text=r.message_id) for r in runs))
    assert ended == [True, True]
    assert [(await answering.message(id_))["content"] for id_ in ("a", "b")] == ["a", "b"]
    assert (await answering.message("q"))["childrenIds"] == ["a", "b"]


async def test_a_stale_copy_of_the_page_does_not_empty_the_answer(answering: Answering) -> None:
    question = {"id": "q", "parentId": None, "childrenIds": [], "role": "user", "content": "Why?"}
    started = await answering.start(message_id="a", user_message=question)
    stale = await answering.service.document(answering.chat)
    await answering.end(started.run_id)
    stale["history"]["messages"]["n"] = {"id": "n", "parentId": "a", "childrenIds": [], "content": "next"}
    stale["history"]["messages"]["a"]["childrenIds"] = ["n"]
    await answering.service.update(answering.chat, stale)
    assert (await answering.message("a"))["content"] == "All."
    assert (await answering.message("n"))["content"] == "next"


async def test_an_answer_ends_once(answering: Answering) -> None:
    started = await answering.start(message_id="a", question="Why?")
    with pytest.raises(AnswerRunning):
        await answering.start(message_id="a", question="Why?")
    states = ("completed", "failed", "stopped")
    ended = await asyncio.gather(*(answering.end(started.run_id, state) for state in states))
    assert sorted(ended) == [False, False, True]
    again = await answering.start(message_id="a")
    assert again.run_id != started.run_id
    assert await answering.end(again.run_id, "stopped", "Half")
    stopped = await answering.message("a")
    assert (stopped["content"], stopped["stopped"]) == ("Half", True)


async def test_a_lost_answer_keeps_what_the_bus_has_and_a_whole_one_replaces_it(answering: Answering) -> None:
    started = await answering.start(message_id="a", question="Why?")
    piece = b'{"choices":[{"index":0,"delta":{"content":"Ha"}}]}'
    answering.bus.batches = [Batch(1, (piece,)), Batch(1, (piece, piece)), Batch(3, (piece,))]
    await answering.give_up(started.run_id)
    lost = await answering.message("a")
    assert (lost["content"], lost["done"]) == ("HaHaHa", True)
    assert lost["error"]["content"]
    (told,) = answering.bus.ends
    assert (told.first, told.end) == (4, "failed")
    await answering.give_up(started.run_id)
    assert len(answering.bus.ends) == 1
    assert not await answering.end(started.run_id, "failed", "")
    assert await answering.end(started.run_id, "completed", "HaHaHaHa")
    assert (await answering.message("a"))["content"] == "HaHaHaHa"
    run = await run_of(answering.service.store, started.run_id)
    assert run is not None
    assert run.state == "completed"


async def test_what_is_refused_leaves_nothing(answering: Answering) -> None:
    with pytest.raises(ChatNotFound):
        await answering.start(somebody("bob"), message_id="a", question="Why?")
    with pytest.raises(ChatNotFound):
        await answering.start(chat_id=str(uuid.uuid4()), question="Why?")
    with pytest.raises(MessageNotFound):
        await answering.start(parent_id="nope")
    with pytest.raises(MessageNotFound):
        await answering.start(user_message={"id": "q", "parentId": "nope"})
    for bad in ({"content": "no id"}, {"id": 5}, {"id": "x" * 201}, [], "text"):
        with pytest.raises(DocumentRefused):
            await answering.start(user_message=bad)
    assert await running(answering.service.store) == []
    assert (await answering.service.document(answering.chat))["history"]["messages"] == {}


async def test_a_deleted_chat_takes_its_runs_along(answering: Answering) -> None:
    started = await answering.start(message_id="a", question="Why?")
    await answering.service.delete(answering.chat)
    assert await running(answering.service.store) == []
    assert not await answering.end(started.run_id)
    await answering.give_up(started.run_id)


async def test_a_removed_message_does_not_keep_its_run_from_ending(answering: Answering) -> None:
    started = await answering.start(message_id="a", question="Why?")
    await answering.service.messages.Delete(MessageRequest(id=answering.chat, message_id="a"), somebody())
    assert await answering.end(started.run_id)
    assert await running(answering.service.store) == []


async def test_runs_are_found_by_index(answering: Answering) -> None:
    view = answering.service.store.view(ANSWERS)
    for query in ({"s": "running"}, {"s": "running", "c": "x", "i": "y"}, {"c": "x", "i": "y"}):
        plan = json.dumps(await view.find(query).explain(), default=str)
        assert "IXSCAN" in plan
        assert "COLLSCAN" not in plan


def test_ids_of_another_run_begin_from_the_first_event() -> None:
    prefix = id_prefix("0123abcd-0000-4000-8000-000000000000")
    assert prefix == "0123abcd-"
    assert number_of("0123abcd-17", prefix) == 17
    for other in ("", "17", "9999abcd-17", "0123abcd-", "0123abcd-x", "0123abcd--3", "0123abcd-" + "9" * 13):
        assert number_of(other, prefix) == 0
