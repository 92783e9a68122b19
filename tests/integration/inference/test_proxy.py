"""Requests that reach a backend, in both protocols, over both kinds of backend."""

from __future__ import annotations

import json
from typing import Any

import pytest
from parlance.inference.v1 import models_pb2, ollama_pb2, openai_pb2

from kernel.context import CallContext
from services.inference.domain.errors import (
    BackendNotFound,
    BackendRefused,
    BadRequest,
    ModelAccessDenied,
    ModelNotFound,
)
from tests.integration.inference.harness import ADMIN, USER, dump, hello, provider, serving, taken

SENTENCE = "Greetings from the pretended model."


def chat(body: Any, url_idx: int | None = None) -> ollama_pb2.OllamaChatRequest:
    """A request of /ollama/api/chat or /ollama/v1."""
    return ollama_pb2.OllamaChatRequest(body=dump(body), url_idx=url_idx)


async def test_a_whole_answer_passes_byte_for_byte() -> None:
    async with (
        provider() as (fake, url),
        serving(openai_urls=(f"{url}/v1",), openai_keys=("sk-1",)) as served,
    ):
        reply = await taken(served.openai(hello()))
        assert not reply.head.streaming
        assert reply.events[0]["choices"][0]["message"]["content"] == SENTENCE
        assert fake.last_body == hello()
        assert fake.last_headers["authorization"] == "Bearer sk-1"


async def test_a_stream_passes_and_its_first_event_leaves_before_the_last_came() -> None:
    async with provider(delay=0.05) as (fake, url), serving(openai_urls=(f"{url}/v1",)) as served:
        frames = served.openai(hello(stream=True))
        first = await anext(frames)
        assert first.head.streaming
        assert fake.stats.active == 1
        rest = await taken(frames)
        events = [json.loads(e) for e in first.events] + rest.events
        assert "".join(e["choices"][0]["delta"].get("content", "") for e in events) == SENTENCE
        assert events[-1]["choices"][0]["finish_reason"] == "stop"
        assert [name for name, _ in served.first_tokens] == ["openai-0"]


async def test_what_arrives_together_leaves_together() -> None:
    async with provider() as (_, url), serving(openai_urls=(f"{url}/v1",)) as served:
        reply = await taken(served.openai(hello(stream=True, max_tokens=500)))
        assert len(reply.events) == 502
        assert len(reply.frames) < 50


async def test_connections_are_kept() -> None:
    async with provider() as (fake, url), serving(openai_urls=(f"{url}/v1",)) as served:
        for stream in (False, True) * 5:
            await taken(served.openai(hello(stream=stream)))
        assert fake.stats.connections == 1


async def test_an_ollama_model_answers_openai_requests() -> None:
    async with provider() as (fake, url), serving(ollama_urls=(url,)) as served:
        reply = await taken(served.openai(hello("fake-llama", stream=True, max_tokens=3)))
        assert reply.text == "Greetings from the"
        assert reply.events[-1]["usage"]["completion_tokens"] == 3
        assert fake.last_body["model"] == "fake-llama:latest"
        assert fake.last_body["options"] == {"num_predict": 3}
        whole = (await taken(served.openai(hello("fake-llama:latest")))).events[0]
        assert whole["object"] == "chat.completion"
        assert whole["choices"][0]["message"]["content"] == SENTENCE
        assert whole["usage"]["total_tokens"] == 12


@pytest.mark.parametrize("path", ["chat", "generate"])
async def test_an_openai_model_answers_ollama_requests(path: str) -> None:
    def said(line: Any) -> str:
        return str(line["message"]["content"] if path == "chat" else line["response"])

    async with provider() as (fake, url), serving(openai_urls=(f"{url}/v1",)) as served:

        def ask(**more: Any) -> Any:
            if path == "chat":
                return served.Ollama.Chat(chat(hello(**more)), USER)
            form = ollama_pb2.OllamaGenerateRequest.Form(model="fake-gpt:latest", prompt="hi", **more)
            return served.Ollama.Generate(ollama_pb2.OllamaGenerateRequest(form=form), USER)

        reply = await taken(ask())
        assert reply.head.streaming
        assert "".join(map(said, reply.events)) == SENTENCE
        last = reply.events[-1]
        assert (last["done"], last["prompt_eval_count"], last["eval_count"]) == (True, 7, 5)
        whole = await taken(ask(stream=False))
        assert not whole.head.streaming
        assert said(whole.events[0]) == SENTENCE
        assert fake.last_body["messages"] == hello()["messages"]


async def test_ollama_requests_pass_unchanged_to_ollama() -> None:
    async with provider() as (fake, url), serving(ollama_urls=(url,)) as served:
        reply = await taken(served.Ollama.Chat(chat(hello("fake-llama:latest", keep_alive="5m")), USER))
        assert [e["message"]["content"] for e in reply.events] == [
            "Greetings",
            " from",
            " the",
            " pretended",
            " model.",
            "",
        ]
        assert fake.last_body["keep_alive"] == "5m"
        form = ollama_pb2.OllamaGenerateRequest.Form(
            model="fake-llama", prompt="hi", options=b'{"num_predict":2}', stream=False, context=[1, 2]
        )
        whole = await taken(served.Ollama.Generate(ollama_pb2.OllamaGenerateRequest(form=form), USER))
        assert whole.events[0]["response"] == "Greetings from"
        assert fake.last_body["context"] == [1, 2]


@pytest.mark.parametrize("kind", ["openai", "ollama"])
async def test_the_openai_form_on_the_ollama_surface(kind: str) -> None:
    async with provider() as (_, url), serving(**backends(kind, url)) as served:
        model = "fake-gpt" if kind == "openai" else "fake-llama"
        reply = await taken(served.Ollama.V1ChatCompletions(chat(hello(model, stream=True)), USER))
        assert reply.text == SENTENCE
        text = await taken(served.Ollama.V1Completions(chat({"model": model, "prompt": "hi"}), USER))
        assert text.events[0]["object"] == "text_completion"
        listed = await served.Ollama.V1Models(ollama_pb2.OllamaBackend(), USER)
        assert model in [row["id"].removesuffix(":latest") for row in json.loads(listed.json)["data"]]


@pytest.mark.parametrize("kind", ["openai", "ollama"])
async def test_embeddings_in_every_form(kind: str) -> None:
    async with provider(dimensions=16) as (_, url), serving(**backends(kind, url)) as served:
        model = "fake-embed" if kind == "openai" else "fake-llama"
        form = ollama_pb2.OllamaEmbedRequest.Form(model=model, input=b'["a","b"]')
        ollama = json.loads((await served.Ollama.Embed(ollama_pb2.OllamaEmbedRequest(form=form), USER)).json)
        assert [len(row) for row in ollama["embeddings"]] == [16, 16]
        old_form = ollama_pb2.OllamaEmbeddingsRequest.Form(model=model, prompt="b")
        old = await served.Ollama.Embeddings(ollama_pb2.OllamaEmbeddingsRequest(form=old_form), USER)
        assert json.loads(old.json)["embedding"] == ollama["embeddings"][1]
        request = openai_pb2.OpenAIRequest(body=dump({"model": model, "input": "a"}))
        openai = json.loads((await served.OpenAI.Embeddings(request, USER)).json)
        assert openai["data"][0]["embedding"] == ollama["embeddings"][0]


@pytest.mark.parametrize("body", [b"[]", b'"x"', b'{"model": 1}', b'{"model":"fake-gpt","stream":"yes"}'])
async def test_a_body_of_the_wrong_form_is_refused(body: bytes) -> None:
    async with provider() as (_, url), serving(openai_urls=(f"{url}/v1",)) as served:
        with pytest.raises(BadRequest):
            await taken(served.openai(body))


async def test_an_unknown_model_is_not_found() -> None:
    async with provider() as (_, url), serving(openai_urls=(f"{url}/v1",)) as served:
        for body in (hello("nope"), {"messages": []}):
            with pytest.raises(ModelNotFound):
                await taken(served.openai(body))


async def test_a_model_added_to_a_backend_can_be_used_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.inference.adapters.catalog.MISS_PAUSE", 0.0)
    async with provider() as (fake, url), serving(openai_urls=(f"{url}/v1",)) as served:
        await taken(served.openai(hello()))
        fake.options.models = ("fresh",)
        assert (await taken(served.openai(hello("fresh", stream=True)))).text == SENTENCE


async def test_an_error_of_the_backend_comes_back_with_status_and_body() -> None:
    async with (
        provider(key="right") as (fake, url),
        serving(openai_urls=(f"{url}/v1",), openai_keys=("right",)) as served,
    ):
        await served.Models.ListModels(models_pb2.ListModelsRequest(), USER)
        fake.options.key = "changed"
        for stream in (False, True):
            reply = await taken(served.openai(hello(stream=stream)))
            assert (reply.head.streaming, reply.head.status) == (False, 401)
            assert reply.events[0]["error"]["code"] == "invalid_api_key"
        with pytest.raises(BackendRefused, match="no such key"):
            await taken(served.completion(hello()))


@pytest.mark.parametrize(("ctx", "allowed"), [(USER, False), (ADMIN, True)])
async def test_models_for_administrators_only(ctx: CallContext, allowed: bool) -> None:
    async with provider() as (_, url), serving(openai_urls=(f"{url}/v1",), model_access="admin") as served:
        listed = json.loads((await served.Models.ListModels(models_pb2.ListModelsRequest(), ctx)).json)
        assert bool(listed["data"]) is allowed
        tags = json.loads((await served.Ollama.Tags(ollama_pb2.OllamaBackend(), ctx)).json)
        assert bool(tags["models"]) is allowed
        if allowed:
            await taken(served.openai(hello(), ctx))
        else:
            with pytest.raises(ModelAccessDenied):
                await taken(served.openai(hello(), ctx))


async def test_one_backend_by_its_index() -> None:
    async with (
        provider(models=("one",)) as (_, a),
        provider(models=("two",)) as (_, b),
        serving(openai_urls=(f"{a}/v1", f"{b}/v1"), ollama_urls=(a,)) as served,
    ):

        async def ids(index: int) -> list[str]:
            request = openai_pb2.OpenAIModelsRequest(url_idx=index)
            return [r["id"] for r in json.loads((await served.OpenAI.ListModels(request, USER)).json)["data"]]

        assert [await ids(i) for i in range(3)] == [["one"], ["two"], ["fake-llama:latest"]]
        for index in (3, -1):
            with pytest.raises(BackendNotFound):
                await ids(index)
        with pytest.raises(ModelNotFound):
            await taken(served.Ollama.Chat(chat(hello("one"), url_idx=0), USER))
        assert (await taken(served.Ollama.Chat(chat(hello("one"), url_idx=1), USER))).events


async def test_what_is_known_of_a_model() -> None:
    async with provider() as (_, url), serving(openai_urls=(f"{url}/v1",), ollama_urls=(url,)) as served:

        async def show(model: str) -> Any:
            form = ollama_pb2.OllamaShowRequest.Form(model=model)
            return json.loads((await served.Ollama.Show(ollama_pb2.OllamaShowRequest(form=form), USER)).json)

        llama, gpt = await show("fake-llama"), await show("fake-gpt")
        assert set(llama) == set(gpt)
        assert llama["modelfile"] == "FROM fake"
        with pytest.raises(ModelNotFound):
            await show("nope")
        info = await served.Ollama.Info(ollama_pb2.OllamaInfoRequest(model="fake-llama"), USER)
        assert json.loads(info.json) == llama
        version = await served.Ollama.Info(ollama_pb2.OllamaInfoRequest(), USER)
        assert json.loads(version.json) == {"version": "0.5.1"}


async def test_loaded_models_are_told() -> None:
    async with provider() as (_, url), serving(ollama_urls=(url,)) as served:
        row = json.loads((await served.Ollama.Ps(ollama_pb2.OllamaBackend(), USER)).json)["models"][0]
        assert (row["urls"], row["size_vram"]) == ([0], 0)
        tags = json.loads((await served.Ollama.Tags(ollama_pb2.OllamaBackend(), USER)).json)["models"][0]
        assert tags["expires_at"] == 1893456000


def backends(kind: str, url: str) -> dict[str, Any]:
    """Settings with one backend."""
    return {"openai_urls": (f"{url}/v1",)} if kind == "openai" else {"ollama_urls": (url,)}
