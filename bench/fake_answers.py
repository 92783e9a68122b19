"""The bytes the fake provider answers with, built once per (model, length) and kept.

Shapes follow the OpenAI API reference (chat completions, embeddings) and Ollama's API reference.
"""

from __future__ import annotations

import json
import math
import zlib
from functools import lru_cache
from typing import Any

WHEN = "2025-01-01T00:00:00Z"
CREATED = 1_700_000_000
WORDS = ("Greetings", " from", " the", " pretended", " model.")
DETAILS = {
    "parent_model": "",
    "format": "gguf",
    "family": "llama",
    "families": ["llama"],
    "parameter_size": "1B",
    "quantization_level": "Q4_0",
}


def dump(value: Any) -> bytes:
    """A value as compact JSON."""
    return json.dumps(value, separators=(",", ":")).encode()


def answer(status: int, body: bytes, kind: str = "application/json") -> bytes:
    """A whole HTTP answer."""
    head = f"HTTP/1.1 {status} X\r\ncontent-type: {kind}\r\ncontent-length: {len(body)}\r\n\r\n"
    return head.encode() + body


def chunk(data: bytes) -> bytes:
    """One HTTP chunk."""
    return b"%x\r\n%b\r\n" % (len(data), data)


def stream_head(kind: str) -> bytes:
    """The head of a chunked answer."""
    return f"HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ntransfer-encoding: chunked\r\n\r\n".encode()


def words(count: int) -> list[str]:
    return [WORDS[i % len(WORDS)] for i in range(count or len(WORDS))]


@lru_cache(maxsize=4096)
def embedding(text: str, dimensions: int) -> str:
    """A unit vector as JSON text; shared words make vectors similar."""
    vector = [0.0] * dimensions
    for word in set(text.lower().split()):
        code = zlib.crc32(word.encode())
        for turn in range(4):
            place = (code >> (turn * 7)) % dimensions
            vector[place] += 1.0 if (code >> (31 - turn)) & 1 else -1.0
    if not any(vector):
        vector[0] = 1.0
    norm = math.hypot(*vector)
    return "[" + ",".join(f"{x / norm:.6g}" for x in vector) + "]"


@lru_cache(maxsize=256)
def openai_stream(model: str, count: int, usage: bool) -> tuple[bytes, ...]:
    """Server-sent events of a chat completion, each framed as one HTTP chunk."""
    head = {"id": "chatcmpl-fake", "object": "chat.completion.chunk", "created": CREATED, "model": model}

    def event(delta: dict[str, str], finish: str | None) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        return b"data: " + dump({**head, "choices": [choice]}) + b"\n\n"

    events = [event({"role": "assistant", "content": ""}, None)]
    events += [event({"content": word}, None) for word in words(count)]
    events.append(event({}, "stop"))
    if usage:
        events.append(b"data: " + dump({**head, "choices": [], "usage": openai_usage(count)}) + b"\n\n")
    events.append(b"data: [DONE]\n\n")
    return tuple(chunk(e) for e in events)


def openai_usage(count: int) -> dict[str, int]:
    """Token counts of an answer with `count` deltas."""
    done = count or len(WORDS)
    return {"prompt_tokens": 7, "completion_tokens": done, "total_tokens": 7 + done}


@lru_cache(maxsize=256)
def openai_chat(model: str, count: int) -> bytes:
    """A whole HTTP answer to a chat completion that is not streamed."""
    message = {"role": "assistant", "content": "".join(words(count))}
    body = {
        "id": "chatcmpl-fake",
        "object": "chat.completion",
        "created": CREATED,
        "model": model,
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": openai_usage(count),
    }
    return answer(200, dump(body))


def _ollama_end(count: int) -> dict[str, Any]:
    return {
        "done": True,
        "done_reason": "stop",
        "total_duration": 1000,
        "load_duration": 100,
        "prompt_eval_count": 7,
        "prompt_eval_duration": 300,
        "eval_count": count or len(WORDS),
        "eval_duration": 600,
    }


def _ollama_text(path: str, text: str) -> dict[str, Any]:
    if path.endswith("chat"):
        return {"message": {"role": "assistant", "content": text}}
    return {"response": text}


@lru_cache(maxsize=256)
def ollama_stream(path: str, model: str, count: int) -> tuple[bytes, ...]:
    """Lines of an Ollama answer, each framed as one HTTP chunk."""
    head = {"model": model, "created_at": WHEN}
    lines = [{**head, **_ollama_text(path, word), "done": False} for word in words(count)]
    lines.append({**head, **_ollama_text(path, ""), **_ollama_end(count)})
    return tuple(chunk(dump(line) + b"\n") for line in lines)


@lru_cache(maxsize=256)
def ollama_whole(path: str, model: str, count: int) -> bytes:
    """A whole HTTP answer of Ollama that is not streamed."""
    text = "".join(words(count))
    return answer(
        200, dump({"model": model, "created_at": WHEN, **_ollama_text(path, text), **_ollama_end(count)})
    )
