"""Embeddings for the platform's own use: one model, unit vectors, questions remembered.

Single texts that are asked for while calls are under way wait and go together: at most `LANES` calls run at
once, each takes everything that waits. The last questions' vectors are kept. Vectors are float32,
little-endian, scaled to length 1 unless the model did.
"""

from __future__ import annotations

import asyncio
import base64
import math
import sys
from array import array
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kernel.context import Caller
from services.inference.adapters.catalog import Catalog
from services.inference.adapters.dialects import Embedding
from services.inference.adapters.readers import decode
from services.inference.adapters.relay import Relay
from services.inference.domain.errors import BackendRefused, BadRequest
from services.inference.settings import LOCAL_EMBEDDING_MODEL, Settings

MAX_TEXTS = 256
LANES = 4
BATCH = 64
_UNIT = 1e-3


@dataclass(frozen=True, slots=True)
class Vectors:
    """Rows of float32, one for each text, in order."""

    rows: list[bytes]
    dimensions: int
    model: str


class Embedder:
    """Embeds texts with any model of the catalog."""

    def __init__(self, catalog: Catalog, relay: Relay, settings: Settings) -> None:
        self._catalog = catalog
        self._relay = relay
        self._model = settings.embedding_model or LOCAL_EMBEDDING_MODEL
        self._kept = _Kept(settings.embedding_cache)
        self._waiting: dict[str, list[tuple[str, asyncio.Future[bytes]]]] = {}
        self._running: set[asyncio.Task[None]] = set()

    async def embed(self, model: str, texts: Sequence[str], caller: Caller) -> Vectors:
        """The vectors of at most 256 texts; model "" means the configured one, which everybody may use."""
        if len(texts) > MAX_TEXTS:
            raise BadRequest(f"at most {MAX_TEXTS} texts at once")
        name = model or self._model
        if model and model != self._model:
            await self._catalog.find(model, caller)
        if not texts:
            return Vectors([], 0, name)
        rows = [await self._single(name, texts[0])] if len(texts) == 1 else await self._ask(name, texts)
        sizes = {len(row) for row in rows}
        if len(sizes) != 1:
            raise BackendRefused("the embedding model's vectors differ in length", 502)
        return Vectors(rows, sizes.pop() // 4, name)

    async def close(self) -> None:
        """Stop the calls under way."""
        for task in tuple(self._running):
            task.cancel()

    async def _single(self, name: str, text: str) -> bytes:
        kept = self._kept.get((name, text))
        if kept is not None:
            return kept
        future: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(name, []).append((text, future))
        if len(self._running) < LANES:
            task = asyncio.create_task(self._work())
            self._running.add(task)
            task.add_done_callback(self._running.discard)
        return await future

    async def _work(self) -> None:
        """Take what waits, until nothing does."""
        while self._waiting:
            name, waiting = self._waiting.popitem()
            if len(waiting) > BATCH:
                self._waiting[name] = waiting[BATCH:]
                waiting = waiting[:BATCH]
            texts = list(dict.fromkeys(text for text, future in waiting if not future.done()))
            if not texts:
                continue
            try:
                rows = dict(zip(texts, await self._ask(name, texts), strict=True))
            except BaseException as error:
                for _, future in waiting:
                    if not future.done():
                        if isinstance(error, Exception):
                            future.set_exception(error)
                        else:
                            future.cancel()
                if not isinstance(error, Exception):
                    raise
                continue
            for text, row in rows.items():
                self._kept.put((name, text), row)
            for text, future in waiting:
                if not future.done():
                    future.set_result(rows[text])

    async def _ask(self, name: str, texts: Sequence[str]) -> list[bytes]:
        places = await self._catalog.places(name)
        request: dict[str, Any] = {"input": list(texts)}
        if all(place.backend.local for place in places):
            request["encoding_format"] = "base64"
        answer = await self._relay.document(
            Embedding("openai", name, request, 0.0), places, errors_pass=False
        )
        data = decode(answer).get("data")
        if not isinstance(data, list) or len(data) != len(texts):
            raise BackendRefused("the embedding model did not answer with one vector for each text", 502)
        try:
            ordered = sorted(data, key=lambda row: row["index"])
            return [unit(row["embedding"]) for row in ordered]
        except (KeyError, TypeError, ValueError) as error:
            raise BackendRefused("the embedding model's answer holds no vectors", 502) from error


def unit(vector: Any) -> bytes:
    """A vector (numbers, or base64 of little-endian float32) as float32 bytes of length 1.
    Raises TypeError or ValueError for anything else and for a vector of zeros."""
    values = array("f")
    if isinstance(vector, str):
        values.frombytes(base64.b64decode(vector, validate=True))
        if sys.byteorder == "big":
            values.byteswap()
    else:
        values.extend(vector)
    length = math.hypot(*values)
    if not 0 < length < math.inf:
        raise ValueError("a vector must have a finite length above 0")
    if abs(length - 1) > _UNIT:
        values = array("f", [value / length for value in values])
    if sys.byteorder == "big":
        values.byteswap()
    return values.tobytes()


class _Kept:
    """The vectors used last."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._rows: OrderedDict[tuple[str, str], bytes] = OrderedDict()

    def get(self, key: tuple[str, str]) -> bytes | None:
        row = self._rows.get(key)
        if row is not None:
            self._rows.move_to_end(key)
        return row

    def put(self, key: tuple[str, str], row: bytes) -> None:
        if len(key[1]) > 2048:
            return  # a document's text is not asked for twice
        self._rows[key] = row
        while len(self._rows) > self._size:
            self._rows.popitem(last=False)
