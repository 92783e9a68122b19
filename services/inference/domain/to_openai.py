"""Ollama requests for an OpenAI-type backend, and its answers in Ollama's form.

Sources: Ollama's docs/api.md (chat, generate, embed) and OpenAI's API reference (chat completions). What the
other side has no word for is dropped: `keep_alive`, `truncate`, `template`, `context`, most options. Pure:
values in, values out; nothing that comes in is changed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Literal

from services.inference.domain.errors import BadRequest

Json = dict[str, Any]
Kind = Literal["chat", "generate"]

PARAMETERS = {
    "temperature": "temperature",
    "top_p": "top_p",
    "seed": "seed",
    "stop": "stop",
    "frequency_penalty": "frequency_penalty",
    "presence_penalty": "presence_penalty",
    "num_predict": "max_tokens",
}
"""Ollama option -> OpenAI parameter."""


def chat_request(body: Mapping[str, Any], model: str) -> Json:
    """The body of /api/chat as an OpenAI chat completion request."""
    messages = body.get("messages") or []
    if not isinstance(messages, list):
        raise BadRequest("messages must be a list")
    out = _request(body, model)
    pending: list[str] = []
    out["messages"] = [_message(m, i, pending) for i, m in enumerate(messages)]
    if body.get("tools"):
        out["tools"] = body["tools"]
    return out


def generate_request(body: Mapping[str, Any], model: str) -> Json:
    """The body of /api/generate as an OpenAI chat completion request."""
    if body.get("suffix"):
        raise BadRequest("this model cannot fill in text before a suffix")
    out = _request(body, model)
    messages: list[Json] = []
    if body.get("system"):
        messages.append({"role": "system", "content": body["system"]})
    asked = {"role": "user", "content": body.get("prompt") or "", "images": body.get("images")}
    messages.append(_message(asked, 0, []))
    out["messages"] = messages
    return out


def embed_request(body: Mapping[str, Any], model: str) -> Json:
    """The body of /api/embed or /api/embeddings as an OpenAI embeddings request."""
    texts = body.get("input", body.get("prompt"))
    if not isinstance(texts, str) and not (
        isinstance(texts, list) and all(isinstance(t, str) for t in texts)
    ):
        raise BadRequest("input must be a text or a list of texts")
    out: Json = {"model": model, "input": texts}
    if body.get("dimensions") is not None:
        out["dimensions"] = body["dimensions"]
    return out


class TextStream:
    """The chunks of one OpenAI chat completion as the lines of Ollama's chat or generate."""

    def __init__(self, kind: Kind, model: str, began: float) -> None:
        self._kind = kind
        self._model = model
        self._began = began
        self._first: float | None = None
        self._finish = ""
        self._usage: Mapping[str, Any] = {}
        self._calls: dict[int, Json] = {}

    def feed(self, chunk: Mapping[str, Any], now: float) -> list[Json]:
        """The lines one chunk becomes; `now` is epoch seconds."""
        if "error" in chunk:
            problem = chunk["error"]
            text = problem.get("message") if isinstance(problem, dict) else problem
            return [{"error": str(text)}]
        if chunk.get("usage"):
            self._usage = chunk["usage"]
        choice = next(iter(chunk.get("choices") or ()), None)
        if not choice:
            return []
        delta = choice.get("delta") or {}
        self._finish = choice.get("finish_reason") or self._finish
        for call in delta.get("tool_calls") or ():
            self._add_call(call)
        content, thinking = delta.get("content"), delta.get("reasoning_content")
        if not content and not thinking:
            return []
        if self._first is None:
            self._first = now
        return [{**self._head(now), **said(self._kind, content or "", thinking), "done": False}]

    def finish(self, now: float) -> list[Json]:
        """The closing lines: tool calls, then counts and durations (ns)."""
        lines: list[Json] = []
        if self._calls and self._kind == "chat":
            calls = [self._calls[i] for i in sorted(self._calls)]
            message = {"role": "assistant", "content": "", "tool_calls": [_parsed(c) for c in calls]}
            lines.append({**self._head(now), "message": message, "done": False})
        counts = end(self._usage, self._finish, self._began, self._first or now, now)
        lines.append({**self._head(now), **said(self._kind, "", None), **counts})
        return lines

    def _head(self, now: float) -> Json:
        return {"model": self._model, "created_at": stamp(now)}

    def _add_call(self, part: Mapping[str, Any]) -> None:
        call = self._calls.setdefault(int(part.get("index") or 0), {"name": "", "arguments": ""})
        function = part.get("function") or {}
        call["name"] += function.get("name") or ""
        call["arguments"] += function.get("arguments") or ""


def text_reply(kind: Kind, reply: Mapping[str, Any], model: str, began: float, now: float) -> Json:
    """A whole OpenAI chat completion as the answer of Ollama's chat or generate."""
    choice = next(iter(reply.get("choices") or ()), None) or {}
    message = choice.get("message") or {}
    out: Json = {"model": model, "created_at": stamp(now)}
    out |= said(kind, message.get("content") or "", message.get("reasoning_content"))
    calls = message.get("tool_calls") or []
    if calls and kind == "chat":
        out["message"]["tool_calls"] = [_parsed(call.get("function") or {}) for call in calls]
    return out | end(reply.get("usage") or {}, choice.get("finish_reason") or "", began, began, now)


def embed_reply(reply: Mapping[str, Any], model: str, began: float, now: float) -> Json:
    """OpenAI's embeddings as the answer of /api/embed."""
    rows = sorted(reply.get("data") or [], key=lambda row: row.get("index") or 0)
    return {
        "model": model,
        "embeddings": [row.get("embedding") for row in rows],
        "total_duration": _ns(now - began),
        "load_duration": 0,
        "prompt_eval_count": int((reply.get("usage") or {}).get("prompt_tokens") or 0),
    }


def said(kind: Kind, content: str, thinking: str | None) -> Json:
    """The part of a line that carries text."""
    if kind == "chat":
        message: Json = {"role": "assistant", "content": content}
        if thinking:
            message["thinking"] = thinking
        return {"message": message}
    return {"response": content, "thinking": thinking} if thinking else {"response": content}


def end(usage: Mapping[str, Any], finish: str, began: float, first: float, now: float) -> Json:
    """The keys of the last line. Times are epoch seconds, durations nanoseconds."""
    return {
        "done": True,
        "done_reason": "length" if finish == "length" else "stop",
        "total_duration": _ns(now - began),
        "load_duration": 0,
        "prompt_eval_count": int(usage.get("prompt_tokens") or 0),
        "prompt_eval_duration": _ns(first - began),
        "eval_count": int(usage.get("completion_tokens") or 0),
        "eval_duration": _ns(now - first),
    }


def stamp(now: float) -> str:
    """Epoch seconds as RFC 3339 in UTC."""
    return datetime.fromtimestamp(now, UTC).isoformat().replace("+00:00", "Z")


def _ns(seconds: float) -> int:
    return max(0, int(seconds * 1_000_000_000))


def _request(body: Mapping[str, Any], model: str) -> Json:
    stream = body.get("stream") is not False
    out: Json = {"model": model, "stream": stream}
    if stream:
        out["stream_options"] = {"include_usage": True}
    options = body.get("options")
    for option, name in PARAMETERS.items():
        value = options.get(option) if isinstance(options, dict) else None
        # Ollama's -1 and -2 (no limit, fill the context) are OpenAI's absence of a limit.
        if value is not None and not (option == "num_predict" and isinstance(value, int) and value < 0):
            out[name] = value
    form = body.get("format")
    if form == "json":
        out["response_format"] = {"type": "json_object"}
    elif isinstance(form, dict) and form:
        out["response_format"] = {"type": "json_schema", "json_schema": {"name": "answer", "schema": form}}
    if isinstance(body.get("think"), str):
        out["reasoning_effort"] = body["think"]
    return out


def _message(message: Any, index: int, pending: list[str]) -> Json:
    """One message; `pending` holds the ids of tool calls not answered yet, which Ollama does not send."""
    if not isinstance(message, dict) or not isinstance(message.get("role"), str):
        raise BadRequest("each message must be an object with a role")
    out: Json = {"role": message["role"], "content": message.get("content") or ""}
    images = message.get("images")
    if isinstance(images, list) and images:
        urls = [{"url": f"data:{_image_type(str(image))};base64,{image}"} for image in images]
        parts: list[Json] = [{"type": "text", "text": out["content"]}]
        out["content"] = parts + [{"type": "image_url", "image_url": url} for url in urls]
    calls = message.get("tool_calls")
    if isinstance(calls, list) and calls:
        out["tool_calls"] = []
        for place, call in enumerate(calls):
            function = call.get("function") if isinstance(call, dict) else None
            if not isinstance(function, dict):
                raise BadRequest("a tool call must name a function")
            called = f"call_{index}_{place}"
            pending.append(called)
            arguments = json.dumps(function.get("arguments") or {})
            named = {"name": function.get("name", ""), "arguments": arguments}
            out["tool_calls"].append({"id": called, "type": "function", "function": named})
    if message["role"] == "tool":
        out["tool_call_id"] = pending.pop(0) if pending else "call_0"
    return out


def _image_type(data: str) -> str:
    """The media type of a base64 image by its first bytes."""
    for start, kind in (
        ("iVBOR", "image/png"),
        ("/9j/", "image/jpeg"),
        ("R0lG", "image/gif"),
        ("UklGR", "image/webp"),
    ):
        if data.startswith(start):
            return kind
    return "image/png"


def _parsed(function: Mapping[str, Any]) -> Json:
    try:
        arguments = json.loads(function.get("arguments") or "{}")
    except ValueError:
        arguments = {"text": function.get("arguments")}
    return {"function": {"name": function.get("name", ""), "arguments": arguments}}
