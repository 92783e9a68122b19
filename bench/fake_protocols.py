"""What the fake provider does with each path: the OpenAI and the Ollama protocol."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bench import fake_answers as say

if TYPE_CHECKING:
    from bench.fake_provider import Connection, FakeProvider


def fixed(provider: FakeProvider, path: str) -> bytes | None:
    """Answers that depend on nothing but the options."""
    o = provider.options
    if path == "/v1/models":
        models = [{"id": m, "object": "model", "created": say.CREATED, "owned_by": "fake"} for m in o.models]
        return say.answer(200, say.dump({"object": "list", "data": models}))
    if path in ("/api/tags", "/api/ps"):
        rows: list[dict[str, Any]] = [
            {
                "name": m,
                "model": m,
                "modified_at": say.WHEN,
                "size": 123456,
                "digest": "sha256:" + "ab" * 32,
                "details": say.DETAILS,
            }
            for m in o.ollama_models
        ]
        if path == "/api/ps":
            rows = [{**row, "expires_at": "2030-01-01T00:00:00Z", "size_vram": 0} for row in rows]
        return say.answer(200, say.dump({"models": rows}))
    if path == "/api/version":
        return say.answer(200, b'{"version":"0.5.1"}')
    if path == "/_stats":
        return say.answer(200, say.dump(vars(provider.stats)))
    return None


def _count(provider: FakeProvider, asked: Any) -> int:
    return asked if isinstance(asked, int) and 0 < asked <= 100_000 else provider.options.chunks


def _openai_chat(to: Connection, path: str, body: dict[str, Any], fault: str) -> None:
    count = _count(to.provider, body.get("max_tokens") or body.get("max_completion_tokens"))
    model = str(body.get("model", ""))
    if body.get("stream"):
        usage = bool((body.get("stream_options") or {}).get("include_usage"))
        events = say.openai_stream(model, count, usage)
        if fault == "silent":
            events, fault = events[:1] + events[-3 if usage else -2 :], ""
        to.stream("text/event-stream", events, fault)
    elif fault == "cut":
        to.transport.write(say.openai_chat(model, count)[:-20])
        to.transport.close()
    elif fault:
        to.begin()
    elif to.provider.options.delay:
        to.begin()
        to.task = asyncio.ensure_future(_late(to, say.openai_chat(model, count)))
    else:
        to.transport.write(say.openai_chat(model, count))


async def _late(to: Connection, answer: bytes) -> None:
    await asyncio.sleep(to.provider.options.delay)
    to.transport.write(answer)
    to.done()


def _openai_completion(to: Connection, path: str, body: dict[str, Any], fault: str) -> None:
    choice = {"index": 0, "text": " fake completion", "finish_reason": "stop", "logprobs": None}
    reply = {
        "id": "cmpl-fake",
        "object": "text_completion",
        "created": say.CREATED,
        "model": body.get("model", ""),
        "choices": [choice],
        "usage": {"prompt_tokens": 2, "completion_tokens": 2, "total_tokens": 4},
    }
    to.transport.write(say.answer(200, say.dump(reply)))


def _texts(value: Any) -> list[str]:
    return [str(t) for t in value] if isinstance(value, list) else [str(value)]


def _openai_embeddings(to: Connection, path: str, body: dict[str, Any], fault: str) -> None:
    texts, size = _texts(body.get("input", "")), to.provider.options.dimensions
    rows = [
        f'{{"object":"embedding","index":{i},"embedding":{say.embedding(t, size)}}}'
        for i, t in enumerate(texts)
    ]
    usage = f'"usage":{{"prompt_tokens":{len(texts)},"total_tokens":{len(texts)}}}'
    model = json.dumps(body.get("model", ""))
    reply = f'{{"object":"list","model":{model},"data":[{",".join(rows)}],{usage}}}'
    to.transport.write(say.answer(200, reply.encode()))


def _ollama_chat(to: Connection, path: str, body: dict[str, Any], fault: str) -> None:
    count = _count(to.provider, (body.get("options") or {}).get("num_predict"))
    model = str(body.get("model", ""))
    if model not in to.provider.options.ollama_models:
        to.transport.write(say.answer(404, say.dump({"error": f'model "{model}" is not here'})))
    elif body.get("stream", True):
        to.stream("application/x-ndjson", say.ollama_stream(path, model, count), fault)
    else:
        to.transport.write(say.ollama_whole(path, model, count))


def _ollama_embed(to: Connection, path: str, body: dict[str, Any], fault: str) -> None:
    size = to.provider.options.dimensions
    if path.endswith("embeddings"):
        reply = f'{{"embedding":{say.embedding(str(body.get("prompt", "")), size)}}}'
    else:
        texts = _texts(body.get("input", ""))
        rows = ",".join(say.embedding(t, size) for t in texts)
        tail = f'"total_duration":1000,"load_duration":100,"prompt_eval_count":{len(texts)}'
        reply = f'{{"model":{json.dumps(body.get("model", ""))},"embeddings":[{rows}],{tail}}}'
    to.transport.write(say.answer(200, reply.encode()))


def _ollama_show(to: Connection, path: str, body: dict[str, Any], fault: str) -> None:
    name = body.get("model") or body.get("name")
    if name not in to.provider.options.ollama_models:
        to.transport.write(say.answer(404, say.dump({"error": f"model '{name}' not found"})))
        return
    reply = {
        "modelfile": "FROM fake",
        "parameters": "",
        "template": "{{ .Prompt }}",
        "details": say.DETAILS,
        "model_info": {"general.architecture": "llama"},
        "capabilities": ["completion"],
    }
    to.transport.write(say.answer(200, say.dump(reply)))


Handler = Callable[["Connection", str, dict[str, Any], str], None]
HANDLERS: dict[str, Handler] = {
    "/v1/chat/completions": _openai_chat,
    "/v1/completions": _openai_completion,
    "/v1/embeddings": _openai_embeddings,
    "/api/chat": _ollama_chat,
    "/api/generate": _ollama_chat,
    "/api/embed": _ollama_embed,
    "/api/embeddings": _ollama_embed,
    "/api/show": _ollama_show,
}
