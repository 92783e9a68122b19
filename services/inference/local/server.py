"""OpenAI's /v1/embeddings and /v1/models over the local embedding model.

Source: OpenAI's API reference, "Create embeddings"; `encoding_format` float and base64.
"""

from __future__ import annotations

import asyncio
import base64
from array import array
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

import msgspec
from aiohttp import web

from services.inference.settings import LOCAL_EMBEDDING_MODEL

MAX_TEXTS = 2048
MAX_BODY = 16 * 1024 * 1024


class Model(Protocol):
    """What the server needs."""

    def embed(self, texts: Sequence[str]) -> tuple[list[bytes], int]:
        """Vectors and the number of tokens."""
        ...


class Request(msgspec.Struct):
    """The body of a request."""

    input: str | list[str]
    model: str = LOCAL_EMBEDDING_MODEL
    encoding_format: str = "float"


class Row(msgspec.Struct):
    """One vector."""

    object: str
    index: int
    embedding: list[float] | str


_request = msgspec.json.Decoder(Request).decode


class EmbeddingServer:
    """One model behind one thread: requests wait for each other, the event loop does not."""

    def __init__(self, load: Callable[[], Model]) -> None:
        self._load = load
        self._model: Model | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="embed")

    def application(self) -> web.Application:
        """The routes."""
        app = web.Application(client_max_size=MAX_BODY)
        app.router.add_get("/health", self._health)
        app.router.add_get("/v1/models", self._models)
        app.router.add_post("/v1/embeddings", self._embeddings)
        return app

    async def _health(self, request: web.Request) -> web.Response:
        return _json({"status": "ok", "loaded": self._model is not None})

    async def _models(self, request: web.Request) -> web.Response:
        row = {
            "id": LOCAL_EMBEDDING_MODEL,
            "object": "model",
            "created": 0,
            "owned_by": "parlance",
            "capabilities": ["embedding"],
        }
        return _json({"object": "list", "data": [row]})

    async def _embeddings(self, request: web.Request) -> web.Response:
        try:
            asked = _request(await request.read())
        except msgspec.DecodeError as error:
            return _refused(f"the body does not fit: {error}")
        if asked.model != LOCAL_EMBEDDING_MODEL:
            return _refused(f"there is no model {asked.model!r} here", 404)
        if asked.encoding_format not in ("float", "base64"):
            return _refused("encoding_format must be float or base64")
        texts = [asked.input] if isinstance(asked.input, str) else asked.input
        if not texts or len(texts) > MAX_TEXTS:
            return _refused(f"input must hold 1 to {MAX_TEXTS} texts")
        rows, tokens = await asyncio.get_running_loop().run_in_executor(self._thread, self._embed, texts)
        plain = asked.encoding_format == "float"
        data = [
            Row("embedding", index, array("f", row).tolist() if plain else base64.b64encode(row).decode())
            for index, row in enumerate(rows)
        ]
        usage = {"prompt_tokens": tokens, "total_tokens": tokens}
        return _json({"object": "list", "model": asked.model, "data": data, "usage": usage})

    def _embed(self, texts: Sequence[str]) -> tuple[list[bytes], int]:
        if self._model is None:
            self._model = self._load()
        return self._model.embed(texts)


def _json(value: object, status: int = 200) -> web.Response:
    return web.Response(body=msgspec.json.encode(value), status=status, content_type="application/json")


def _refused(message: str, status: int = 400) -> web.Response:
    return _json({"error": {"message": message, "type": "invalid_request_error", "code": None}}, status)
