"""Contract: models and completions of the `/openai`, `/ollama` and `/api` prefixes."""

from __future__ import annotations

from typing import Any

from tests.contract.runner import Case, scenario

DENIED = {"detail": "string"}
CHAT = {"model": "fake-gpt", "messages": [{"role": "user", "content": "Which way to the mill?"}]}
LLAMA = {**CHAT, "model": "fake-llama:latest"}
PROMPT = {"model": "fake-llama:latest", "prompt": "Which way to the mill?"}
CHUNK = {
    "id": "string",
    "object": "string",
    "created": "integer",
    "model": "string",
    "choices": [{"index": "integer", "delta": "any", "finish_reason": "any"}],
}
STREAM = {"content_type": "text/event-stream"}


def chunks(body: Any) -> None:
    """A stream of completion chunks that ends with a reason."""
    assert len(body) > 1
    assert all(chunk["object"] == "chat.completion.chunk" for chunk in body)
    text = "".join(choice["delta"].get("content") or "" for chunk in body for choice in chunk["choices"])
    assert text
    assert [c["finish_reason"] for chunk in body for c in chunk["choices"]][-1] == "stop"


def chunks_with_usage(body: Any) -> None:
    """As `chunks`, and the tokens are counted."""
    chunks([chunk for chunk in body if chunk["choices"]])
    assert body[-1]["usage"]["completion_tokens"] > 0


def lines(body: Any) -> None:
    """A stream of objects of which only the last is done."""
    assert [line["done"] for line in body] == [False] * (len(body) - 1) + [True]
    assert all(line["model"] == "fake-llama:latest" for line in body)


def lists_the_model(name: str) -> Any:
    """A list that holds this model."""

    def check(body: Any) -> None:
        rows = body.get("data", body.get("models"))
        assert name in {row.get("id", row.get("model")) for row in rows}

    return check


CASES = [
    # Lists
    Case(
        "models",
        "GET /api/models",
        ("0.12.4#339", "0.8.12#336"),
        as_="ada",
        check=lists_the_model("fake-gpt"),
    ),
    Case("models without a token", "GET /api/models", ("0.12.4#341", "0.8.12#338")),
    Case(
        "models of a user",
        "GET /api/models",
        ("0.12.4#339", "0.8.12#336"),
        as_="bob",
        check=lists_the_model("fake-llama:latest"),
    ),
    Case("models, pending", "GET /api/models", status=401, shape=DENIED, as_="cy"),
    Case("the documented spelling", "GET /api/v1/models/", ("0.12.4#339", "0.8.12#336"), as_="ada"),
    Case("the documented spelling, a user", "GET /api/v1/models/", ("0.12.4#339", "0.8.12#336"), as_="bob"),
    Case("the documented spelling, nobody", "GET /api/v1/models/", ("0.12.4#341", "0.8.12#338")),
    Case("the spelling of the openai client", "GET /api/v1/models", ("0.12.4#340", "0.8.12#337"), as_="ada"),
    Case(
        "models of the first protocol",
        "GET /openai/models",
        ("0.12.4#603", "0.8.12#601"),
        as_="ada",
        check=lists_the_model("fake-gpt"),
    ),
    Case(
        "models of the first protocol, a user", "GET /openai/models", ("0.12.4#603", "0.8.12#602"), as_="bob"
    ),
    Case(
        "models of the second protocol",
        "GET /ollama/api/tags",
        ("0.12.4#554", "0.8.12#552"),
        as_="ada",
        check=lists_the_model("fake-llama:latest"),
    ),
    Case("models of the second protocol, a user", "GET /ollama/api/tags", "0.12.4#555", as_="bob"),
    Case("models of the second protocol, nobody", "GET /ollama/api/tags", status=401, shape=DENIED),
    # /openai/chat/completions
    Case("completion", "POST /openai/chat/completions", ("0.12.4#607", "0.8.12#605"), as_="ada", body=CHAT),
    Case(
        "completion of a user",
        "POST /openai/chat/completions",
        ("0.12.4#610", "0.8.12#608"),
        as_="bob",
        body=CHAT,
    ),
    Case(
        "completion, streamed",
        "POST /openai/chat/completions",
        ("0.12.4#608", "0.8.12#606"),
        as_="bob",
        body={**CHAT, "stream": True},
        check=chunks,
    ),
    Case(
        "completion, unknown model",
        "POST /openai/chat/completions",
        ("0.12.4#609", "0.8.12#607"),
        as_="bob",
        body={"model": "none", "messages": []},
    ),
    Case(
        "completion without a token",
        "POST /openai/chat/completions",
        "0.8.12#609",
        body={"model": "fake-gpt", "messages": []},
    ),
    # /ollama
    Case(
        "chat",
        "POST /ollama/api/chat",
        ("0.12.4#564", "0.8.12#562"),
        as_="bob",
        body={**LLAMA, "stream": False},
    ),
    Case(
        "chat, streamed",
        "POST /ollama/api/chat",
        "0.8.12#561",
        as_="bob",
        body={**LLAMA, "stream": True},
        check=lines,
    ),
    Case(
        "chat is streamed unless told otherwise",
        "POST /ollama/api/chat",
        "0.8.12#561",
        as_="bob",
        body=LLAMA,
        check=lines,
    ),
    Case(
        "chat, unknown model",
        "POST /ollama/api/chat",
        "0.8.12#564",
        as_="bob",
        body={**LLAMA, "model": "none"},
    ),
    Case("chat without a model", "POST /ollama/api/chat", "0.8.12#565", as_="bob", body={"messages": []}),
    Case("chat without a token", "POST /ollama/api/chat", status=401, shape=DENIED, body=LLAMA),
    Case(
        "generate, streamed",
        "POST /ollama/api/generate",
        ("0.12.4#568", "0.8.12#566"),
        as_="bob",
        body={**PROMPT, "stream": True},
        check=lines,
    ),
    Case(
        "generate",
        "POST /ollama/api/generate",
        status=200,
        as_="bob",
        body={**PROMPT, "stream": False},
        shape="any",
    ),
    Case(
        "generate without a model",
        "POST /ollama/api/generate",
        ("0.12.4#570", "0.8.12#568"),
        as_="bob",
        body={"prompt": "Which way?"},
    ),
    Case(
        "embed",
        "POST /ollama/api/embed",
        ("0.12.4#571", "0.8.12#569"),
        as_="bob",
        body={"model": "fake-llama:latest", "input": ["north", "south"]},
    ),
    Case(
        "embeddings",
        "POST /ollama/api/embeddings",
        ("0.12.4#573", "0.8.12#571"),
        as_="bob",
        body={"model": "fake-llama:latest", "prompt": "north"},
    ),
    Case(
        "the openai client at the second protocol",
        "POST /ollama/v1/chat/completions",
        ("0.12.4#590", "0.8.12#588"),
        as_="bob",
        body=LLAMA,
    ),
    Case(
        "the openai client at the second protocol, streamed",
        "POST /ollama/v1/chat/completions",
        as_="bob",
        body={**LLAMA, "stream": True},
        check=chunks,
        **STREAM,
    ),
    # /api/chat/completions
    Case("any model", "POST /api/chat/completions", ("0.12.4#616", "0.8.12#614"), as_="bob", body=CHAT),
    Case(
        "any model, streamed",
        "POST /api/chat/completions",
        ("0.12.4#617", "0.8.12#615"),
        as_="bob",
        body={**CHAT, "stream": True},
        check=chunks,
    ),
    Case(
        "any model, usage",
        "POST /api/v1/chat/completions",
        ("0.12.4#618", "0.8.12#616"),
        as_="bob",
        body={**CHAT, "stream": True, "stream_options": {"include_usage": True}},
        check=chunks_with_usage,
    ),
    Case(
        "any model of the second protocol",
        "POST /api/chat/completions",
        ("0.12.4#620", "0.8.12#618"),
        as_="bob",
        body=LLAMA,
    ),
    Case(
        "any model of the second protocol, streamed",
        "POST /api/chat/completions",
        "0.12.4#621",
        as_="bob",
        body={**LLAMA, "stream": True},
        check=chunks,
    ),
    Case(
        "any model, unknown",
        "POST /api/chat/completions",
        ("0.12.4#624", "0.8.12#622"),
        as_="bob",
        body={**CHAT, "model": "none"},
    ),
    Case("any model without a token", "POST /api/chat/completions", status=401, shape=DENIED, body=CHAT),
    Case("any model, pending", "POST /api/chat/completions", status=401, shape=DENIED, as_="cy", body=CHAT),
    # /api/embeddings
    Case(
        "embeddings of any model",
        "POST /api/embeddings",
        "0.8.12#631",
        as_="bob",
        body={"model": "fake-embed", "input": ["north"]},
    ),
    Case(
        "embeddings of no model",
        "POST /api/v1/embeddings",
        status=404,
        shape=DENIED,
        as_="bob",
        body={"model": "none", "input": "north"},
    ),
]

test_rows = scenario(CASES)
