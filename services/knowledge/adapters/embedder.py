"""Vectors of texts from the inference service."""

from __future__ import annotations

import asyncio
import random
import time
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import grpc
from parlance.inference.v1 import engine_pb2

from kernel.context import CallContext
from kernel.errors import Refusal

_PASSING = frozenset(
    {
        grpc.StatusCode.UNAVAILABLE,
        grpc.StatusCode.DEADLINE_EXCEEDED,
        grpc.StatusCode.RESOURCE_EXHAUSTED,
        grpc.StatusCode.ABORTED,
        grpc.StatusCode.CANCELLED,
    }
)


class EmbeddingUnavailable(Refusal):
    """The embedding model did not answer in time."""

    def __init__(self) -> None:
        super().__init__("UNAVAILABLE", "The embedding model cannot be reached.")


@dataclass(frozen=True, slots=True)
class Embedded:
    """One vector a text, in order; `model` made them."""

    model: str
    dimensions: int
    vectors: list[array[float]]


class Embedder:
    """Embeds queries (once) and documents (in batches, with patience)."""

    def __init__(self, engine: Any, model: str, batch: int, patience: float) -> None:
        self._engine = engine
        self._model = model
        self._batch = batch
        self._patience = patience

    async def query(self, ctx: CallContext, text: str) -> Embedded:
        """The vector of a query, on the caller's behalf."""
        return await self._call(ctx, [text], ctx.remaining(10.0))

    async def documents(
        self, ctx: CallContext, texts: Sequence[str], alive: Callable[[], None] = lambda: None
    ) -> Embedded:
        """The vectors of passages. Raises EmbeddingUnavailable when patience ends; `alive` is called
        between batches and may raise to stop."""
        vectors: list[array[float]] = []
        model, dimensions = "", 0
        for first in range(0, len(texts), self._batch):
            alive()
            part = await self._patiently(ctx, texts[first : first + self._batch])
            if model and part.model != model:
                return await self.documents(ctx, texts, alive)  # the model was changed half-way
            model, dimensions = part.model, part.dimensions
            vectors += part.vectors
        return Embedded(model, dimensions, vectors)

    async def _patiently(self, ctx: CallContext, texts: Sequence[str]) -> Embedded:
        until = time.monotonic() + self._patience
        pause = 0.2
        while True:
            try:
                return await self._call(ctx, texts, 60.0)
            except grpc.aio.AioRpcError as error:
                if error.code() not in _PASSING:
                    raise
                if time.monotonic() + pause > until:
                    raise EmbeddingUnavailable from error
            await asyncio.sleep(pause * random.uniform(0.5, 1.0))
            pause = min(pause * 2, 5.0)

    async def _call(self, ctx: CallContext, texts: Sequence[str], timeout: float | None) -> Embedded:
        request = engine_pb2.EmbedRequest(model=self._model, texts=texts)
        reply = await self._engine.Embed(request, metadata=ctx.outgoing(), timeout=timeout)
        size = reply.dimensions * 4
        if size <= 0 or len(reply.vectors) != size * len(texts):
            raise Refusal("UNAVAILABLE", "The embedding model gave an answer of the wrong size.")
        data = reply.vectors
        vectors = [array("f", data[i : i + size]) for i in range(0, len(data), size)]
        return Embedded(reply.model, reply.dimensions, vectors)
