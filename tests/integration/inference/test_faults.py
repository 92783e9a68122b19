"""Backends that refuse, hang, stumble, cut, babble or trickle (F15), and callers that leave."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest
from parlance.inference.v1 import models_pb2, ollama_pb2

from services.inference.domain.errors import BackendRefused, BackendTimeout, BackendUnreachable
from tests.integration.inference.harness import USER, Reply, dump, eventually, hello, provider, serving, taken

SENTENCE = "Greetings from the pretended model."
QUICK = {"backend_first_byte": 0.3, "backend_idle": 0.3, "backend_total": 0.6}


@pytest.mark.parametrize("fault", ["refuse", "error", "busy", "garbage", "html", "hang"])
@pytest.mark.parametrize("stream", [False, True])
async def test_another_backend_answers(fault: str, stream: bool) -> None:
    async with (
        provider() as (bad, one),
        provider() as (good, two),
        serving(openai_urls=(f"{one}/v1", f"{two}/v1"), **QUICK) as served,
    ):
        bad.break_next(fault, -1)
        for _ in range(4):
            reply = await taken(served.openai(hello(stream=stream)))
            assert "error" not in reply.events[-1]
        assert good.stats.by_path["/v1/chat/completions"] == 4


async def test_a_backend_that_is_gone_is_replaced_and_found_again() -> None:
    async with (
        provider() as (gone, one),
        provider() as (_, two),
        serving(openai_urls=(f"{one}/v1", f"{two}/v1"), breaker_pause=0.2) as served,
    ):
        await taken(served.openai(hello()))
        await gone.stop()
        for _ in range(12):
            assert (await taken(served.openai(hello(stream=True)))).text == SENTENCE
        await gone.start(port=int(one.rpartition(":")[2]))
        before = gone.stats.requests
        await asyncio.sleep(0.5)
        for _ in range(12):
            await taken(served.openai(hello()))
        assert gone.stats.requests > before


async def test_the_breaker_opens_after_five_failures_and_answers_at_once() -> None:
    async with provider() as (fake, url), serving(openai_urls=(f"{url}/v1",)) as served:
        await taken(served.openai(hello()))
        fake.break_next("error", -1)
        for _ in range(5):
            assert (await taken(served.openai(hello()))).head.status == 500
        asked, began = fake.stats.requests, time.monotonic()
        for _ in range(20):
            with pytest.raises(BackendUnreachable):
                await taken(served.openai(hello()))
        assert fake.stats.requests == asked
        assert time.monotonic() - began < 1.0


async def test_a_connection_refused_once_is_tried_again() -> None:
    async with provider() as (fake, url), serving(openai_urls=(f"{url}/v1",)) as served:
        await taken(served.openai(hello()))
        fake.break_next("refuse", 2)
        assert (await taken(served.openai(hello(stream=True)))).text == SENTENCE


@pytest.mark.parametrize(
    ("fault", "kind"),
    [("cut", "backend_unreachable"), ("hang_mid", "backend_timeout"), ("garbage_mid", "backend_refused")],
)
async def test_a_broken_stream_keeps_what_came_and_says_so(fault: str, kind: str) -> None:
    async with provider() as (fake, url), serving(openai_urls=(f"{url}/v1",), **QUICK) as served:
        fake.break_next(fault)
        reply = await taken(served.openai(hello(stream=True)))
        *kept, last = reply.events
        assert Reply(reply.frames[:1]).head.streaming
        assert "".join(e["choices"][0]["delta"].get("content", "") for e in kept) == "Greetings from"
        assert last["error"]["type"] == kind
        assert fake.stats.by_path["/v1/chat/completions"] == 1


@pytest.mark.parametrize("model", ["fake-gpt", "fake-llama"])
async def test_a_broken_ollama_stream_ends_with_an_error_line(model: str) -> None:

    async with (
        provider() as (fake, url),
        serving(openai_urls=(f"{url}/v1",), ollama_urls=(url,), **QUICK) as served,
    ):
        fake.break_next("cut")
        request = ollama_pb2.OllamaChatRequest(body=dump(hello(model)))
        *kept, last = (await taken(served.Ollama.Chat(request, USER))).events
        assert "".join(line["message"]["content"] for line in kept).startswith("Greetings from")
        assert set(last) == {"error"}


async def test_broken_streams_open_the_breaker_too() -> None:
    async with provider() as (fake, url), serving(openai_urls=(f"{url}/v1",)) as served:
        await taken(served.openai(hello()))
        fake.break_next("cut", -1)
        for _ in range(5):
            await taken(served.openai(hello(stream=True)))
        with pytest.raises(BackendUnreachable):
            await taken(served.openai(hello(stream=True)))


async def test_one_byte_a_second_does_not_hold_a_call_beyond_its_total() -> None:
    async with provider(trickle=0.05) as (fake, url), serving(openai_urls=(f"{url}/v1",), **QUICK) as served:
        fake.break_next("trickle", -1)
        began = time.monotonic()
        reply = await taken(served.openai(hello(stream=True)))
        assert reply.events[-1]["error"]["type"] == "backend_timeout"
        assert time.monotonic() - began < 2.0


@pytest.mark.parametrize("stream", [False, True])
async def test_a_backend_that_hangs_is_given_up_in_time(stream: bool) -> None:
    async with provider() as (fake, url), serving(openai_urls=(f"{url}/v1",), **QUICK) as served:
        fake.break_next("hang", -1)
        began = time.monotonic()
        with pytest.raises(BackendTimeout):
            await taken(served.openai(hello(stream=stream)))
        assert time.monotonic() - began < 1.5


@pytest.mark.parametrize("fault", ["garbage", "html"])
async def test_nonsense_instead_of_an_answer_is_refused(fault: str) -> None:
    async with provider() as (fake, url), serving(openai_urls=(f"{url}/v1",)) as served:
        await taken(served.openai(hello()))
        fake.break_next(fault, -1)
        for stream in (False, True):
            with pytest.raises(BackendRefused) as caught:
                await taken(served.openai(hello(stream=stream)))
            assert caught.value.status == 502


async def test_a_whole_answer_that_is_cut_is_an_error() -> None:
    async with provider() as (fake, url), serving(openai_urls=(f"{url}/v1",)) as served:
        fake.break_next("cut", -1)
        with pytest.raises(BackendUnreachable):
            await taken(served.openai(hello()))


async def test_a_caller_that_leaves_ends_the_upstream_request() -> None:
    async with provider(delay=0.02) as (fake, url), serving(openai_urls=(f"{url}/v1",)) as served:
        frames = served.openai(hello(stream=True, max_tokens=1000))
        await anext(frames)
        await frames.aclose()
        await eventually(lambda: fake.stats.aborted == 1, within=2.0)
        assert served.backends[0].in_flight == 0


async def test_a_cancelled_call_ends_the_upstream_request_before_the_first_byte() -> None:
    async with provider() as (fake, url), serving(openai_urls=(f"{url}/v1",)) as served:
        await taken(served.openai(hello()))
        fake.break_next("hang")
        task = asyncio.create_task(taken(served.openai(hello())))
        await eventually(lambda: fake.stats.active == 1)
        task.cancel()
        await eventually(lambda: fake.stats.aborted == 1, within=2.0)
        assert served.backends[0].in_flight == 0
        assert served.backends[0].breaker.failures == 0


async def test_a_slow_caller_slows_the_backend_instead_of_filling_memory() -> None:
    async with provider() as (_fake, url), serving(openai_urls=(f"{url}/v1",)) as served:
        frames = served.openai(hello(stream=True, max_tokens=20_000))
        first = await anext(frames)
        await asyncio.sleep(0.2)
        second = await anext(frames)
        assert len(second.events) < 10_000
        total = len(first.events) + len(second.events) + len((await taken(frames)).events)
        assert total == 20_002


async def test_calls_go_to_the_backend_with_the_fewest_under_way() -> None:
    async with (
        provider(delay=0.2) as (a, one),
        provider(delay=0.2) as (b, two),
        serving(openai_urls=(f"{one}/v1", f"{two}/v1")) as served,
    ):
        await served.backends[0].fetch("/models")
        await asyncio.gather(*(taken(served.openai(hello())) for _ in range(10)))
        assert a.stats.by_path["/v1/chat/completions"] == 5
        assert b.stats.by_path["/v1/chat/completions"] == 5


async def test_a_dead_backend_is_left_out_of_the_lists_but_its_models_are_known() -> None:

    async with provider() as (fake, url), serving(openai_urls=(f"{url}/v1",)) as served:

        async def listed() -> Any:
            return (await served.Models.ListModels(models_pb2.ListModelsRequest(refresh=True), USER)).json

        assert b"fake-gpt" in await listed()
        await fake.stop()
        assert await listed() == b'{"data":[]}'
        with pytest.raises(BackendUnreachable):
            await taken(served.openai(hello()))


async def test_a_backend_that_is_back_is_used_as_soon_as_it_lists_its_models_again() -> None:
    async with provider() as (fake, url), serving(openai_urls=(f"{url}/v1",), breaker_pause=60.0) as served:
        await taken(served.openai(hello()))
        await fake.stop()
        for _ in range(6):
            with pytest.raises(BackendUnreachable):
                await taken(served.openai(hello()))
        refresh = models_pb2.ListModelsRequest(refresh=True)
        await served.Models.ListModels(refresh, USER)
        await fake.start(port=int(url.rpartition(":")[2]))
        await served.Models.ListModels(refresh, USER)
        assert (await taken(served.openai(hello(stream=True)))).text == SENTENCE
