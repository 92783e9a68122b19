"""The local models, as the process that runs them."""

from __future__ import annotations

import array
import asyncio
import os
import re
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import ollama
import openai
import pytest
from parlance.inference.v1 import engine_pb2 as pb

from services.inference.local.weights import EMBEDDING, Weights, WeightsMissing, verified
from tests.integration.inference.harness import USER, dump, hello, rest, serving, taken


@asynccontextmanager
async def runner(
    folder: Path, **environ: str
) -> AsyncIterator[tuple[asyncio.subprocess.Process, dict[str, int]]]:
    """The runner on free ports, ready."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith("PARLANCE_")}
    free = {"PARLANCE_LOCAL_CHAT_PORT": "0", "PARLANCE_LOCAL_EMBEDDING_PORT": "0"}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "services.inference.local"),
        env={**clean, **free, "PARLANCE_DATA_DIR": str(folder), **environ},
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        line = (await asyncio.wait_for(process.stdout.readline(), 60)).decode()
        assert line.startswith("local models ready")
        found = {name: int(port) for name, port in re.findall(r"(\S+) http://127.0.0.1:(\d+)/v1", line)}
        names = {"smollm2-135m-instruct": "local_chat_port", "all-minilm-l6-v2": "local_embedding_port"}
        ports = {names[name]: port for name, port in found.items()}
        yield process, ports
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


@pytest.fixture(scope="module")
async def local(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Any]:
    """The service over the local models only."""
    async with (
        runner(tmp_path_factory.mktemp("local")) as (process, ports),
        serving(local_model="auto", **ports) as served,
    ):
        yield process, served


async def test_the_local_model_answers_a_question(local: Any) -> None:
    body = hello("smollm2-135m-instruct", max_tokens=24, temperature=0, stream=True)
    body["messages"][0]["content"] = "What is the capital of France? Answer in one sentence."
    reply = await taken(local[1].openai(body))
    assert "Paris" in reply.text
    assert len(reply.frames) > 3


async def test_it_is_the_default_and_the_embedding_model_is_not(local: Any) -> None:
    messages = dump([{"role": "user", "content": "Say yes."}])
    request = pb.CompleteRequest(messages=messages, parameters=dump({"max_tokens": 4}))
    replies = [reply async for reply in local[1].Engine.Complete(request, USER)]
    assert replies[0].model == "smollm2-135m-instruct"
    assert replies[-1].usage.completion_tokens > 0


async def test_texts_of_like_meaning_have_like_vectors(local: Any) -> None:
    texts = ["A cat sits on the mat.", "A kitten rests on a rug.", "Revenue grew by ten percent."]
    reply = await local[1].Engine.Embed(pb.EmbedRequest(texts=texts), USER)
    assert (reply.dimensions, reply.model) == (384, "all-minilm-l6-v2")
    values = array.array("f", reply.vectors).tolist()
    a, b, c = (values[i : i + 384] for i in (0, 384, 768))

    def alike(x: list[float], y: list[float]) -> float:
        return sum(p * q for p, q in zip(x, y, strict=True))

    assert alike(a, b) > 0.5 > 0.2 > alike(a, c)
    alone = await local[1].Engine.Embed(pb.EmbedRequest(texts=texts[1:2]), USER)
    assert alike(array.array("f", alone.vectors).tolist(), b) > 0.999


async def test_many_texts_at_once_keep_their_order(local: Any) -> None:
    texts = [f"number {i} " + "word " * (i % 40) for i in range(40)]
    together = await local[1].Engine.Embed(pb.EmbedRequest(texts=texts), USER)
    one = await local[1].Engine.Embed(pb.EmbedRequest(texts=[texts[33]]), USER)
    row = array.array("f", together.vectors)[33 * 384 : 34 * 384]
    other = array.array("f", one.vectors)
    assert sum(x * y for x, y in zip(row, other, strict=True)) > 0.99


async def test_stock_clients_use_it_on_every_surface(local: Any) -> None:
    name = "smollm2-135m-instruct"
    messages: Any = [{"role": "user", "content": "Say hello."}]
    async with rest(local[1]) as edge:
        for base in ("/openai", "/ollama/v1", "/api"):
            async with openai.AsyncOpenAI(base_url=edge.url + base, api_key="user", max_retries=0) as client:
                whole = await client.chat.completions.create(model=name, messages=messages, max_tokens=8)
                assert whole.choices[0].message.content
                vectors = await client.embeddings.create(model="all-minilm-l6-v2", input="a")
                assert len(vectors.data[0].embedding) == 384
        client_o = ollama.AsyncClient(host=edge.url + "/ollama", headers={"Authorization": "Bearer user"})
        listed = {m.model: m for m in (await client_o.list()).models}
        assert listed[name].details is not None and listed[name].details.quantization_level == "Q4_1"
        options = {"num_predict": 8}
        stream = await client_o.chat(model=name, messages=messages, stream=True, options=options)
        parts = [part async for part in stream]
        assert parts[-1].done and 0 < (parts[-1].eval_count or 0) <= 8
        assert (await client_o.generate(model=name, prompt="Say hello.", options=options)).response
        assert len((await client_o.embed(model="all-minilm-l6-v2", input="a")).embeddings[0]) == 384
        assert (await client_o.show(name)).capabilities == ["completion"]


async def test_a_caller_that_leaves_frees_its_place(local: Any) -> None:
    for _ in range(8):
        body = hello("smollm2-135m-instruct", max_tokens=2000, stream=True)
        frames = local[1].openai(body)
        await anext(frames)
        await frames.aclose()
    reply = await taken(local[1].openai(hello("smollm2-135m-instruct", max_tokens=2, stream=True)))
    assert reply.head.streaming
    assert "error" not in reply.events[-1]


async def test_it_ends_soon_after_a_signal_and_needs_no_hash_the_second_time(tmp_path: Path) -> None:
    async with runner(tmp_path) as (process, _):
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0
        assert time.monotonic() - began < 5
    record = (tmp_path / "local" / "verified.json").read_text()
    async with runner(tmp_path):
        assert (tmp_path / "local" / "verified.json").read_text() == record


async def test_with_a_backend_configured_only_the_embeddings_run(tmp_path: Path) -> None:
    async with runner(tmp_path, PARLANCE_OLLAMA_URLS="http://127.0.0.1:9") as (_, ports):
        assert set(ports) == {"local_embedding_port"}


async def test_a_taken_port_is_named(tmp_path: Path) -> None:
    async with runner(tmp_path) as (_, ports):
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "services.inference.local"),
            env={
                **os.environ,
                "PARLANCE_DATA_DIR": str(tmp_path),
                "PARLANCE_LOCAL_CHAT_PORT": str(ports["local_chat_port"]),
                "PARLANCE_LOCAL_EMBEDDING_PORT": "0",
            },
            stderr=asyncio.subprocess.PIPE,
        )
        _, told = await asyncio.wait_for(process.communicate(), 60)
        assert process.returncode == 1
        assert str(ports["local_chat_port"]) in told.decode()
        assert "Traceback" not in told.decode()


def test_weights_that_are_missing_or_others_are_refused(tmp_path: Path) -> None:
    with pytest.raises(WeightsMissing, match="no-such"):
        verified(Weights("no_such_package", "no-such", "x.gguf"), tmp_path)
    other = Weights(EMBEDDING.package, EMBEDDING.distribution, EMBEDDING.path, "0" * 64)
    with pytest.raises(WeightsMissing, match="not the file"):
        verified(other, tmp_path)
