"""Chat completions with files and knowledge."""

from __future__ import annotations

import json
from typing import Any

import pytest
from parlance.auth.v1.interface_settings_pb2 import ModelSettings
from parlance.inference.v1 import models_pb2

from kernel.errors import Refusal
from services.inference.adapters.model_defaults import ModelDefaults
from services.inference.domain.errors import BadRequest
from services.inference.domain.grounding import Passage
from tests.integration.inference.harness import USER, hello, provider, serving, taken

SENTENCE = "Greetings from the pretended model."
OTTER = Passage(
    "The otter is called Olive.",
    0.71,
    "file-f1",
    "f1",
    "animals.pdf",
    "animals.pdf",
    page=4,
    metadata={"size": 74, "hash": "h"},
)
FILES = [{"type": "file", "id": "f1"}]


async def test_sources_come_first_in_a_stream() -> None:
    async with provider() as (fake, url), serving(openai_urls=(f"{url}/v1",)) as served:
        served.knowledge.passages = [OTTER]
        reply = await taken(served.completion(hello(stream=True, files=FILES)))
        (source,) = reply.events[0]["sources"]
        assert source["source"] == {"type": "file", "id": "f1", "name": "animals.pdf"}
        assert source["document"] == [OTTER.text]
        assert source["distances"] == [0.71]
        metadata = source["metadata"][0]
        assert {"source", "name", "file_id", "collection_name", "start_index", "size", "hash"} <= set(
            metadata
        )
        assert (metadata["page"], metadata["page_label"]) == (3, "4")
        assert reply.text == SENTENCE
        asked = fake.last_body["messages"][-1]["content"]
        assert "[1] (animals.pdf, page 4)\nThe otter is called Olive." in asked
        assert asked.endswith("hi")
        assert "files" not in fake.last_body
        assert served.knowledge.asked == [(USER, ["file-f1"], "hi")]


async def test_sources_are_a_key_of_a_whole_answer() -> None:
    async with provider() as (_, url), serving(openai_urls=(f"{url}/v1",)) as served:
        served.knowledge.passages = [OTTER]
        reply = await taken(served.completion(hello(files=FILES)))
        assert next(iter(reply.events[0])) == "sources"
        assert reply.events[0]["choices"][0]["message"]["content"] == SENTENCE


async def test_an_ollama_model_gets_the_passages_too() -> None:
    async with provider() as (fake, url), serving(ollama_urls=(url,)) as served:
        served.knowledge.passages = [OTTER]
        reply = await taken(served.completion(hello("fake-llama:latest", stream=True, files=FILES)))
        assert "sources" in reply.events[0]
        assert reply.text == SENTENCE
        assert OTTER.text in fake.last_body["messages"][-1]["content"]


@pytest.mark.parametrize("files", [[], None, [{"type": "note", "id": "n"}]])
async def test_without_passages_there_are_no_sources(files: Any) -> None:
    async with provider() as (fake, url), serving(openai_urls=(f"{url}/v1",)) as served:
        reply = await taken(served.completion(hello(stream=True, files=files)))
        assert all("sources" not in event for event in reply.events)
        assert fake.last_body["messages"] == hello()["messages"]


async def test_a_collection_that_may_not_be_read_refuses_the_request() -> None:
    async with provider() as (fake, url), serving(openai_urls=(f"{url}/v1",)) as served:
        served.knowledge.refusal = Refusal("COLLECTION_NOT_FOUND")
        with pytest.raises(Refusal, match="COLLECTION_NOT_FOUND"):
            await taken(served.completion(hello(files=FILES)))
        assert "/v1/chat/completions" not in fake.stats.by_path


async def test_keys_for_the_page_do_not_reach_the_backend() -> None:
    page = {
        "session_id": "s",
        "chat_id": "c",
        "id": "m",
        "background_tasks": {"title_generation": True},
        "features": {},
        "variables": {},
        "params": {"temperature": 0.3, "max_tokens": 2, "system": "be kind", "function_calling": "native"},
        "tool_ids": None,
    }
    async with provider() as (fake, url), serving(openai_urls=(f"{url}/v1",)) as served:
        reply = await taken(served.completion(hello(stream=True, max_tokens=3, **page)))
        assert reply.text == "Greetings from the"
        system = {"role": "system", "content": "be kind"}
        expected = {**hello(stream=True, max_tokens=3, temperature=0.3)}
        assert fake.last_body == {**expected, "messages": [system, *expected["messages"]]}


async def test_a_plain_request_passes_byte_for_byte() -> None:
    async with provider() as (fake, url), serving(openai_urls=(f"{url}/v1",)) as served:
        await taken(served.completion(hello(tools=[{"type": "function"}], user="x")))
        assert fake.last_body == hello(tools=[{"type": "function"}], user="x")


@pytest.mark.parametrize("wrong", [{"files": "x"}, {"params": [1]}, {"files": FILES, "messages": {}}])
async def test_extras_of_the_wrong_type_are_refused(wrong: dict[str, Any]) -> None:
    async with provider() as (_, url), serving(openai_urls=(f"{url}/v1",)) as served:
        with pytest.raises(BadRequest):
            await taken(served.completion({**hello(), **wrong}))


async def test_a_broken_stream_keeps_its_sources() -> None:
    async with provider() as (fake, url), serving(openai_urls=(f"{url}/v1",)) as served:
        served.knowledge.passages = [OTTER]
        await taken(served.completion(hello()))
        fake.break_next("cut")
        reply = await taken(served.completion(hello(stream=True, files=FILES)))
        assert "sources" in reply.events[0]
        assert "error" in reply.events[-1]
        assert json.dumps(reply.events).count("sources") == 1


async def test_parameters_an_administrator_set_count_where_a_request_names_none() -> None:
    defaults = ModelDefaults()
    defaults.take(ModelSettings(default_model_params=b'{"temperature":0.1,"top_p":0.5,"system":"Be brief."}'))
    async with provider() as (fake, url), serving(defaults, openai_urls=(f"{url}/v1",)) as served:
        await taken(served.completion(hello(temperature=0.9)))
        assert (fake.last_body["temperature"], fake.last_body["top_p"]) == (0.9, 0.5)
        assert fake.last_body["messages"][0] == {"role": "system", "content": "Be brief."}
        await taken(served.completion(hello(params={"top_p": 0.7})))
        assert (fake.last_body["temperature"], fake.last_body["top_p"]) == (0.1, 0.7)


async def test_models_are_listed_in_the_order_an_administrator_set_and_at_once() -> None:
    defaults = ModelDefaults()
    async with provider() as (_, url), serving(defaults, openai_urls=(f"{url}/v1",)) as served:

        async def listed() -> list[str]:
            reply = await served.Models.ListModels(models_pb2.ListModelsRequest(), USER)
            return [row["id"] for row in json.loads(reply.json)["data"]]

        before = await listed()
        assert len(before) > 1
        defaults.take(ModelSettings(model_order_list=[before[-1], "unknown"]))
        assert await listed() == [before[-1], *before[:-1]]
