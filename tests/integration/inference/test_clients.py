"""Stock clients, through the gateway and gRPC."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import grpc
import grpc.aio
import ollama
import openai
import pytest
from parlance.inference.v1 import engine_pb2, engine_pb2_grpc

from services.inference.domain.grounding import Passage
from tests.integration.inference.harness import Rest, eventually, hello, provider, rest, serving

SENTENCE = "Greetings from the pretended model."
MESSAGES: Any = [{"role": "user", "content": "hi"}]


@pytest.fixture
async def both() -> AsyncIterator[tuple[Any, Rest]]:
    """A provider with both protocols behind the gateway."""
    async with (
        provider() as (fake, url),
        serving(openai_urls=(f"{url}/v1",), ollama_urls=(url,)) as served,
        rest(served) as edge,
    ):
        yield fake, edge


@pytest.mark.parametrize("base", ["/openai", "/ollama/v1", "/api", "/api/v1"])
@pytest.mark.parametrize("model", ["fake-gpt", "fake-llama:latest"])
async def test_the_openai_client_works_unmodified(both: Any, base: str, model: str) -> None:
    async with openai.AsyncOpenAI(base_url=both[1].url + base, api_key="user", max_retries=0) as client:
        assert model in [m.id async for m in client.models.list()]
        whole = await client.chat.completions.create(model=model, messages=MESSAGES)
        assert whole.choices[0].message.content == SENTENCE
        assert whole.usage is not None and whole.usage.total_tokens == 12
        stream = await client.chat.completions.create(model=model, messages=MESSAGES, stream=True)
        chunks = [chunk async for chunk in stream]
        assert "".join(c.choices[0].delta.content or "" for c in chunks if c.choices) == SENTENCE
        with pytest.raises((openai.NotFoundError, openai.BadRequestError)):
            await client.chat.completions.create(model="nope", messages=MESSAGES)


@pytest.mark.parametrize("base", ["/openai", "/ollama/v1", "/api", "/api/v1"])
async def test_the_openai_client_embeds(both: Any, base: str) -> None:
    async with openai.AsyncOpenAI(base_url=both[1].url + base, api_key="user", max_retries=0) as client:
        reply = await client.embeddings.create(model="fake-embed", input=["a", "b"], encoding_format="float")
        assert [len(row.embedding) for row in reply.data] == [384, 384]


@pytest.mark.parametrize("model", ["fake-gpt", "fake-llama"])
async def test_the_ollama_client_works_unmodified(both: Any, model: str) -> None:
    client = ollama.AsyncClient(host=both[1].url + "/ollama", headers={"Authorization": "Bearer user"})
    listed = await client.list()
    assert {"fake-gpt", "fake-llama:latest"} <= {m.model for m in listed.models}
    whole = await client.chat(model=model, messages=MESSAGES)
    assert whole.message.content == SENTENCE
    parts = [p async for p in await client.chat(model=model, messages=MESSAGES, stream=True)]
    assert "".join(p.message.content or "" for p in parts) == SENTENCE
    assert parts[-1].done and parts[-1].eval_count == 5
    assert (await client.generate(model=model, prompt="hi")).response == SENTENCE
    texts = [p.response async for p in await client.generate(model=model, prompt="hi", stream=True)]
    assert "".join(texts) == SENTENCE
    assert len((await client.embed(model=model, input=["a", "b"])).embeddings) == 2
    assert len((await client.embeddings(model=model, prompt="a")).embedding) == 384
    assert (await client.show(model)).details is not None
    admin = ollama.AsyncClient(host=both[1].url + "/ollama", headers={"Authorization": "Bearer admin"})
    assert (await admin.ps()).models[0].model == "fake-llama:latest"
    with pytest.raises(ollama.ResponseError):
        await client.chat(model="nope", messages=MESSAGES)


async def test_a_broken_stream_raises_in_stock_clients(both: Any) -> None:
    fake, edge = both
    async with openai.AsyncOpenAI(base_url=edge.url + "/openai", api_key="user", max_retries=0) as client:
        fake.break_next("cut")
        texts: list[str] = []
        with pytest.raises(openai.APIError):
            async for chunk in await client.chat.completions.create(
                model="fake-gpt", messages=MESSAGES, stream=True
            ):
                texts.append(chunk.choices[0].delta.content or "")
        assert "".join(texts) == "Greetings from"


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/openai/models/9", None, 404),
        ("GET", "/ollama/api/tags/9", None, 404),
        ("GET", "/ollama/api/tags/x", None, 422),
        ("POST", "/openai/chat/completions", hello("nope"), 404),
        ("POST", "/openai/chat/completions", [], 422),
        ("POST", "/ollama/api/chat", hello("nope"), 400),
        ("POST", "/ollama/api/chat", {"messages": []}, 400),
        ("POST", "/ollama/api/generate", {"prompt": "hi"}, 422),
        ("POST", "/ollama/api/embed", {"model": "fake-llama", "input": 5}, 400),
        ("POST", "/ollama/api/show", {"model": "nope"}, 400),
        ("GET", "/ollama/api/info?model=nope", None, 400),
        ("POST", "/api/chat/completions", hello("nope"), 400),
        ("POST", "/api/chat/completions", {"messages": []}, 400),
        ("POST", "/api/chat/completions", [], 422),
    ],
)
async def test_bad_requests_get_a_clear_error(
    both: Any, method: str, path: str, body: Any, status: int
) -> None:
    headers = {"Authorization": "Bearer user"}
    async with (
        aiohttp.ClientSession(both[1].url, headers=headers) as http,
        http.request(method, path, json=body) as reply,
    ):
        assert reply.status == status
        assert reply.content_type == "application/json"
        assert (await reply.json())["detail"]


LISTS = {
    "/api/models": "data",
    "/api/v1/models": "data",
    "/api/v1/models/": "data",
    "/openai/models": "data",
    "/openai/models/0": "data",
    "/ollama/api/tags": "models",
    "/ollama/api/tags/0": "models",
    "/ollama/api/ps": "models",
    "/ollama/api/ps/0": "models",
    "/ollama/v1/models": "data",
    "/ollama/v1/models/0": "data",
    "/ollama/api/version": "version",
    "/ollama/api/version/0": "version",
    "/ollama/api/info": "version",
    "/ollama/api/info/0": "version",
}

FOR_ADMINISTRATORS = ("/ollama/api/ps", "/ollama/api/ps/0")


@pytest.mark.parametrize(("path", "key"), LISTS.items())
async def test_every_spelling_of_a_list_answers_those_who_signed_in(both: Any, path: str, key: str) -> None:
    async with aiohttp.ClientSession(both[1].url) as http:
        async with http.get(path) as reply:
            assert reply.status == 401
        who = "admin" if path in FOR_ADMINISTRATORS else "user"
        async with http.get(path, headers={"Authorization": f"Bearer {who}"}) as reply:
            assert reply.status == 200
            assert (await reply.json())[key]


@pytest.mark.parametrize(
    ("path", "key"), [("chat", "message"), ("generate", "response"), ("embed", "embeddings")]
)
async def test_every_spelling_of_an_ollama_call_answers(both: Any, path: str, key: str) -> None:
    body = {**hello("fake-llama"), "prompt": "hi", "input": "hi", "stream": False}
    async with aiohttp.ClientSession(both[1].url, headers={"Authorization": "Bearer user"}) as http:
        for spelling in (f"/ollama/api/{path}", f"/ollama/api/{path}/0"):
            async with http.post(spelling, json=body) as reply:
                assert reply.status == 200
                assert (await reply.json())[key]


async def test_sources_are_the_first_event_on_the_wire(both: Any) -> None:
    _, edge = both
    edge.served.knowledge.passages = [Passage("text", 0.5, "k1", "f1", "a.md", "a.md")]
    body = hello(stream=True, files=[{"type": "collection", "id": "k1"}])
    headers = {"Authorization": "Bearer user"}
    async with (
        aiohttp.ClientSession(edge.url, headers=headers) as http,
        http.post("/api/chat/completions", json=body) as reply,
    ):
        assert reply.content_type == "text/event-stream"
        lines = [line async for line in reply.content]
    assert json.loads(lines[0].removeprefix(b"data: "))["sources"][0]["document"] == ["text"]
    assert lines[-2:] == [b"data: [DONE]\n", b"\n"]


async def test_a_client_that_leaves_ends_the_upstream_request(both: Any) -> None:
    fake, edge = both
    fake.options.delay = 0.02
    headers = {"Authorization": "Bearer user"}
    async with aiohttp.ClientSession(edge.url, headers=headers) as http:
        reply = await http.post("/openai/chat/completions", json=hello(stream=True, max_tokens=2000))
        await reply.content.readany()
        reply.close()
        await eventually(lambda: fake.stats.aborted == 1, within=2.0)


async def test_the_engine_over_grpc(both: Any) -> None:
    _, edge = both
    async with grpc.aio.insecure_channel(edge.target) as channel:
        engine = engine_pb2_grpc.EngineStub(channel)
        metadata = (("authorization", f"Bearer {edge.signer.token(role='user')}"),)
        request = engine_pb2.CompleteRequest(messages=json.dumps(MESSAGES).encode())
        texts = [reply.text async for reply in engine.Complete(request, metadata=metadata)]
        assert "".join(texts) == SENTENCE
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await engine.Embed(engine_pb2.EmbedRequest(texts=["a"]), metadata=metadata)
        assert caught.value.code() is grpc.StatusCode.NOT_FOUND
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await engine.Embed(engine_pb2.EmbedRequest(texts=["a"]))
        assert caught.value.code() is grpc.StatusCode.UNAUTHENTICATED
