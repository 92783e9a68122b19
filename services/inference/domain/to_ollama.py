"""OpenAI requests for an Ollama backend, and its answers in OpenAI's form.

Sources: OpenAI's API reference (chat completions) and Ollama's docs/api.md (chat). What the other side has
no word for is dropped: `n`, `logit_bias`, `user`, `metadata`. Pure: values in, values out; nothing that
comes in is changed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from services.inference.domain.errors import BadRequest

Json = dict[str, Any]

OPTIONS = {
    "temperature": "temperature",
    "top_p": "top_p",
    "top_k": "top_k",
    "min_p": "min_p",
    "seed": "seed",
    "stop": "stop",
    "frequency_penalty": "frequency_penalty",
    "presence_penalty": "presence_penalty",
    "repeat_penalty": "repeat_penalty",
    "num_ctx": "num_ctx",
    "max_tokens": "num_predict",
    "max_completion_tokens": "num_predict",
}
"""OpenAI parameter -> Ollama option."""


def chat_request(body: Mapping[str, Any], model: str) -> Json:
    """An OpenAI chat completion request as the body of Ollama's /api/chat."""
    messages = body.get("messages")
    if not isinstance(messages, list):
        raise BadRequest("messages must be a list")
    names: dict[str, str] = {}
    out: Json = {
        "model": model,
        "messages": [_message(m, names) for m in messages],
        "stream": bool(body.get("stream")),
    }
    options = dict(body["options"]) if isinstance(body.get("options"), dict) else {}
    for name, option in OPTIONS.items():
        value = body.get(name)
        if value is not None:
            options[option] = [value] if option == "stop" and isinstance(value, str) else value
    if options:
        out["options"] = options
    if body.get("tools"):
        out["tools"] = body["tools"]
    form = _format(body.get("response_format"))
    if form is not None:
        out["format"] = form
    if body.get("reasoning_effort") is not None:
        out["think"] = body["reasoning_effort"] != "none" and body["reasoning_effort"]
    for name in ("think", "keep_alive"):
        if body.get(name) is not None:
            out[name] = body[name]
    return out


def embed_request(body: Mapping[str, Any], model: str) -> Json:
    """An OpenAI embeddings request as the body of Ollama's /api/embed."""
    texts = body.get("input")
    listed = isinstance(texts, list) and bool(texts) and all(isinstance(t, str) for t in texts)
    if not isinstance(texts, str) and not listed:
        raise BadRequest("input must be a text or a list of texts")
    out: Json = {"model": model, "input": texts}
    if body.get("dimensions") is not None:
        out["dimensions"] = body["dimensions"]
    return out


class ChatStream:
    """The lines of one Ollama chat answer as OpenAI chunks."""

    def __init__(self, answer_id: str, model: str, created: int) -> None:
        self._frame: Json = {"id": answer_id, "created": created, "model": model}
        self._spoke = False
        self._tools = 0
        self.ended = False

    def feed(self, line: Mapping[str, Any]) -> list[Json]:
        """The chunks one line becomes; the last line also carries the usage."""
        if "error" in line:
            self.ended = True
            return [{"error": {"message": str(line["error"]), "type": "backend_error", "code": None}}]
        message = line.get("message") or {}
        delta: Json = {}
        if message.get("content"):
            delta["content"] = message["content"]
        if message.get("thinking"):
            delta["reasoning_content"] = message["thinking"]
        calls = _calls(message.get("tool_calls"), self._tools)
        if calls:
            self._tools += len(calls)
            delta["tool_calls"] = calls
        chunks = []
        if delta:
            if not self._spoke:
                delta["role"] = "assistant"
                self._spoke = True
            chunks.append(self._chunk(delta, None))
        if line.get("done"):
            self.ended = True
            chunks.append({**self._chunk({}, finish_reason(line, self._tools > 0)), "usage": usage(line)})
        return chunks

    def _chunk(self, delta: Json, finish: str | None) -> Json:
        choice = {"index": 0, "logprobs": None, "finish_reason": finish, "delta": delta}
        return {**self._frame, "choices": [choice], "object": "chat.completion.chunk"}


def chat_reply(reply: Mapping[str, Any], answer_id: str, model: str, created: int) -> Json:
    """A whole Ollama chat answer as an OpenAI chat completion."""
    said = reply.get("message") or {}
    message: Json = {"role": "assistant", "content": said.get("content") or ""}
    if said.get("thinking"):
        message["reasoning_content"] = said["thinking"]
    calls = _calls(said.get("tool_calls"), 0)
    if calls:
        message["tool_calls"] = calls
    choice = {
        "index": 0,
        "logprobs": None,
        "finish_reason": finish_reason(reply, bool(calls)),
        "message": message,
    }
    return {
        "id": answer_id,
        "created": created,
        "model": model,
        "choices": [choice],
        "object": "chat.completion",
        "usage": usage(reply),
    }


def embed_reply(reply: Mapping[str, Any], model: str) -> Json:
    """Ollama's embeddings as OpenAI's."""
    rows = reply.get("embeddings") or []
    counted = int(reply.get("prompt_eval_count") or 0)
    return {
        "object": "list",
        "model": model,
        "data": [{"object": "embedding", "index": i, "embedding": row} for i, row in enumerate(rows)],
        "usage": {"prompt_tokens": counted, "total_tokens": counted},
    }


def usage(reply: Mapping[str, Any]) -> Json:
    """Ollama's counts and durations (ns) as a usage object; durations stay beside the token counts."""
    asked, said = int(reply.get("prompt_eval_count") or 0), int(reply.get("eval_count") or 0)
    asked_ns, said_ns = int(reply.get("prompt_eval_duration") or 0), int(reply.get("eval_duration") or 0)
    total_ns = int(reply.get("total_duration") or 0)
    seconds = total_ns // 1_000_000_000
    return {
        "input_tokens": asked,
        "output_tokens": said,
        "total_tokens": asked + said,
        "prompt_tokens": asked,
        "completion_tokens": said,
        "response_token/s": _rate(said, said_ns),
        "prompt_token/s": _rate(asked, asked_ns),
        "total_duration": total_ns,
        "load_duration": int(reply.get("load_duration") or 0),
        "prompt_eval_count": asked,
        "prompt_eval_duration": asked_ns,
        "eval_count": said,
        "eval_duration": said_ns,
        "approximate_total": f"{seconds // 3600}h{seconds % 3600 // 60}m{seconds % 60}s",
        "completion_tokens_details": {
            "reasoning_tokens": 0,
            "accepted_prediction_tokens": 0,
            "rejected_prediction_tokens": 0,
        },
    }


def finish_reason(reply: Mapping[str, Any], called: bool) -> str:
    """stop, length or tool_calls."""
    if called:
        return "tool_calls"
    return "length" if reply.get("done_reason") == "length" else "stop"


def _rate(count: int, nanoseconds: int) -> float:
    return round(count / nanoseconds * 1e9, 2) if nanoseconds else 0.0


def _format(wanted: Any) -> Any:
    if not isinstance(wanted, dict):
        return None
    if wanted.get("type") == "json_object":
        return "json"
    if wanted.get("type") == "json_schema":
        return (wanted.get("json_schema") or {}).get("schema")
    return None


def _message(message: Any, names: dict[str, str]) -> Json:
    """One message; `names` remembers the tool behind each call id, which Ollama asks for by name."""
    if not isinstance(message, dict) or not isinstance(message.get("role"), str):
        raise BadRequest("each message must be an object with a role")
    text, images = _content(message.get("content"))
    role = "system" if message["role"] == "developer" else message["role"]
    out: Json = {"role": role, "content": text}
    if images:
        out["images"] = images
    calls = message.get("tool_calls")
    if isinstance(calls, list) and calls:
        out["tool_calls"] = [_call(call, names) for call in calls]
    if role == "tool":
        name = message.get("name") or names.get(str(message.get("tool_call_id")))
        if name:
            out["tool_name"] = name
    return out


def _content(content: Any) -> tuple[str, list[str]]:
    if content is None:
        return "", []
    if isinstance(content, str):
        return content, []
    if not isinstance(content, list):
        raise BadRequest("content must be text or a list of parts")
    texts: list[str] = []
    images: list[str] = []
    for part in content:
        kind = part.get("type") if isinstance(part, dict) else None
        if kind == "text":
            texts.append(str(part.get("text", "")))
        elif kind == "image_url":
            image = part.get("image_url")
            url = str(image.get("url", "")) if isinstance(image, dict) else str(image)
            head, comma, data = url.partition(",")
            if not (comma and head.startswith("data:") and head.endswith(";base64")):
                raise BadRequest("an image for this model must be a base64 data: URL")
            images.append(data)
        else:
            raise BadRequest("a content part must be of type text or image_url")
    return "\n".join(texts), images


def _call(call: Any, names: dict[str, str]) -> Json:
    function = call.get("function") if isinstance(call, dict) else None
    if not isinstance(function, dict):
        raise BadRequest("a tool call must name a function")
    if call.get("id"):
        names[str(call["id"])] = str(function.get("name", ""))
    arguments = function.get("arguments")
    if isinstance(arguments, str):
        try:
            arguments = json.loads(arguments or "{}")
        except ValueError:
            raise BadRequest("the arguments of a tool call must be JSON") from None
    return {"function": {"name": function.get("name", ""), "arguments": arguments or {}}}


def _calls(calls: Any, before: int) -> list[Json]:
    out: list[Json] = []
    for index, call in enumerate(calls if isinstance(calls, Sequence) else (), before):
        function = call.get("function") or {}
        arguments = function.get("arguments")
        out.append(
            {
                "index": index,
                "id": call.get("id") or f"call_{index}",
                "type": "function",
                "function": {
                    "name": function.get("name", ""),
                    "arguments": arguments if isinstance(arguments, str) else json.dumps(arguments or {}),
                },
            }
        )
    return out
