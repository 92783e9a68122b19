"""Typed model access for other services."""

from __future__ import annotations

import array
import asyncio
import math
from typing import Any

import pytest
from parlance.inference.v1 import engine_pb2 as pb

from services.inference.domain.errors import (
    BackendRefused,
    BackendUnreachable,
    BadRequest,
    ModelAccessDenied,
    ModelNotFound,
)
from tests.integration.inference.harness import ADMIN, USER, dump, provider, serving

MESSAGES = dump([{"role": "user", "content": "hi"}])


async def complete(served: Any, **request: Any) -> list[pb.CompleteReply]:
    """All replies of a completion."""
    request.setdefault("messages", MESSAGES)
    return [reply async for reply in served.Engine.Complete(pb.CompleteRequest(**request), USER)]


def rows(reply: pb.EmbedReply) -> list[list[float]]:
    """The vectors of a reply."""
    values = array.array("f", reply.vectors).tolist()
    return [values[i : i + reply.dimensions] for i in range(0, len(values), reply.dimensions)]


@pytest.mark.parametrize("model", ["fake-gpt", "fake-llama"])
async def test_text_streams_and_ends_with_reason_and_usage(model: str) -> None:
    async with provider() as (fake, url), serving(openai_urls=(f"{url}/v1",), ollama_urls=(url,)) as served:
        *replies, last = await complete(served, model=model, parameters=dump({"temperature": 0}))
        assert "".join(r.text for r in replies) == "Greetings from the pretended model."
        assert replies[0].model == model
        assert (last.finish_reason, last.usage.prompt_tokens, last.usage.completion_tokens) == ("stop", 7, 5)
        parameters = fake.last_body.get("options", fake.last_body)
        assert parameters["temperature"] == 0


async def test_without_a_model_the_first_one_that_chats_answers() -> None:
    models = ("text-embedding-3", "chatty")
    async with provider(models=models) as (_, url), serving(openai_urls=(f"{url}/v1",)) as served:
        assert (await complete(served))[0].model == "chatty"
    async with (
        provider() as (_, url),
        serving(openai_urls=(f"{url}/v1",), default_model="fake-embed") as served,
    ):
        assert (await complete(served))[0].model == "fake-embed"


async def test_refusals_of_a_completion() -> None:
    async with provider() as (fake, url), serving(openai_urls=(f"{url}/v1",)) as served:
        with pytest.raises(ModelNotFound):
            await complete(served, model="nope")
        for wrong in (b"", b"{}", b"[]", b"nonsense"):
            with pytest.raises(BadRequest):
                await complete(served, messages=wrong)
        fake.options.key = "k"
        with pytest.raises(BackendRefused, match="no such key"):
            await complete(served)


async def test_a_completion_that_breaks_off_gives_its_text_and_then_the_reason() -> None:
    async with provider() as (fake, url), serving(openai_urls=(f"{url}/v1",)) as served:
        await complete(served)
        fake.break_next("cut")
        texts: list[str] = []
        with pytest.raises(BackendUnreachable):
            async for reply in served.Engine.Complete(pb.CompleteRequest(messages=MESSAGES), USER):
                texts.append(reply.text)
        assert "".join(texts) == "Greetings from"


@pytest.mark.parametrize("kind", ["openai", "ollama"])
async def test_vectors_have_length_one_and_keep_their_order(kind: str) -> None:
    backend: dict[str, Any] = {"ollama_urls": ("",)}
    async with provider(dimensions=32) as (_, url):
        backend = {"openai_urls": (f"{url}/v1",)} if kind == "openai" else {"ollama_urls": (url,)}
        model = "fake-embed" if kind == "openai" else "fake-llama"
        async with serving(embedding_model=model, **backend) as served:
            request = pb.EmbedRequest(texts=["red apple", "blue sky", "red apple"])
            reply = await served.Engine.Embed(request, USER)
            first, second, third = rows(reply)
            assert (reply.dimensions, reply.model) == (32, model)
            assert first == third != second
            assert all(math.isclose(math.hypot(*row), 1, rel_tol=1e-5) for row in (first, second))


async def test_a_question_asked_again_is_not_embedded_again() -> None:
    async with (
        provider() as (fake, url),
        serving(openai_urls=(f"{url}/v1",), embedding_model="fake-embed") as served,
    ):
        replies = [await served.Engine.Embed(pb.EmbedRequest(texts=["why?"]), USER) for _ in range(3)]
        assert fake.stats.by_path["/v1/embeddings"] == 1
        assert replies[0] == replies[2]


async def test_questions_asked_at_once_share_calls() -> None:
    async with (
        provider() as (fake, url),
        serving(openai_urls=(f"{url}/v1",), embedding_model="fake-embed") as served,
    ):
        await served.Models.ListModels(None or _list(), USER)
        asked = [served.Engine.Embed(pb.EmbedRequest(texts=[f"question {i}"]), USER) for i in range(64)]
        replies = await asyncio.gather(*asked)
        assert fake.stats.by_path["/v1/embeddings"] < 32
        alone = await served.Engine.Embed(pb.EmbedRequest(texts=["question 7", "x"]), USER)
        assert rows(alone)[0] == rows(replies[7])[0]


async def test_a_failure_reaches_all_who_wait_and_the_next_one_works() -> None:
    async with (
        provider() as (fake, url),
        serving(openai_urls=(f"{url}/v1",), embedding_model="fake-embed") as served,
    ):
        await served.Models.ListModels(_list(), USER)
        fake.break_next("error", 3)
        asked = [served.Engine.Embed(pb.EmbedRequest(texts=[f"q{i}"]), USER) for i in range(3)]
        results = await asyncio.gather(*asked, return_exceptions=True)
        assert all(isinstance(r, BackendRefused) for r in results)
        fake.break_next("", 0)
        assert (await served.Engine.Embed(pb.EmbedRequest(texts=["q0"]), USER)).dimensions == 384


async def test_limits_of_embedding() -> None:
    async with (
        provider() as (_, url),
        serving(openai_urls=(f"{url}/v1",), embedding_model="fake-embed") as served,
    ):
        assert (await served.Engine.Embed(pb.EmbedRequest(), USER)).vectors == b""
        assert len(rows(await served.Engine.Embed(pb.EmbedRequest(texts=["t"] * 256), USER))) == 256
        with pytest.raises(BadRequest):
            await served.Engine.Embed(pb.EmbedRequest(texts=["t"] * 257), USER)


async def test_everybody_may_use_the_configured_embedding_model_but_no_other() -> None:
    settings = {"embedding_model": "fake-embed", "model_access": "admin"}
    async with provider() as (_, url), serving(openai_urls=(f"{url}/v1",), **settings) as served:
        assert (await served.Engine.Embed(pb.EmbedRequest(texts=["a"]), USER)).dimensions
        with pytest.raises(ModelAccessDenied):
            await served.Engine.Embed(pb.EmbedRequest(texts=["a"], model="fake-gpt"), USER)
        assert (await served.Engine.Embed(pb.EmbedRequest(texts=["a"], model="fake-gpt"), ADMIN)).dimensions


def _list() -> Any:
    from parlance.inference.v1.models_pb2 import ListModelsRequest

    return ListModelsRequest()
