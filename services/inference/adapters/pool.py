"""Which backend gets a call, and another one when it fails.

Among the backends that have the model, those whose breaker lets calls through; first the ones not tried
yet, then the surface's own kind, then the one with the fewest calls under way. Tries end with the first
byte of an answer: after it nothing is repeated. An answer of 429 or 5xx goes to the caller when no other
backend is left. At most three tries, with a pause (full jitter, 50 ms to 1 s) before the same backend is
asked again; one that took too long is not.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from services.inference.adapters.backend import Exchange
from services.inference.adapters.catalog import Place
from services.inference.domain.catalog import Kind
from services.inference.domain.errors import (
    BackendRefused,
    BackendTimeout,
    BackendUnreachable,
    InferenceRefusal,
)

TRIES = 3
FIRST_PAUSE = 0.05
LONGEST_PAUSE = 1.0
STREAM_TYPES = frozenset(
    {"text/event-stream", "application/x-ndjson", "application/ndjson", "application/json-lines"}
)
DOCUMENT_TYPES = frozenset({"application/json", "text/json", ""})


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What one backend is asked."""

    path: str
    body: bytes
    stream: bool


@dataclass(slots=True)
class Answer:
    """An answer that has begun. `first` is what already arrived of a stream; `document` of anything else."""

    place: Place
    exchange: Exchange
    first: bytes = b""
    document: bytes | None = None

    @property
    def status(self) -> int:
        """HTTP status of the backend."""
        return self.exchange.status


async def call(places: Sequence[Place], ask: Callable[[Place], Outgoing], prefer: Kind) -> Answer:
    """Ask the best backend. Raises BackendUnreachable, BackendTimeout or BackendRefused."""
    tried: list[Place] = []
    problem: InferenceRefusal = BackendUnreachable("every model backend with this model is down")
    for attempt in range(max(TRIES, len(places))):
        place = choose(places, tried, prefer)
        if place is None or (place in tried and (attempt >= TRIES or isinstance(problem, BackendTimeout))):
            break
        if place in tried:
            await asyncio.sleep(random.uniform(FIRST_PAUSE, min(LONGEST_PAUSE, FIRST_PAUSE * 4**attempt)))
        tried.append(place)
        try:
            answer = await _try(place, ask(place))
        except (BackendUnreachable, BackendTimeout, BackendRefused) as error:
            problem = error
            continue
        if (answer.status == 429 or answer.status >= 500) and _others(places, tried):
            problem = BackendUnreachable(f"the model backend answered {answer.status}")
            continue
        return answer
    raise problem


def choose(places: Sequence[Place], tried: Sequence[Place], prefer: Kind) -> Place | None:
    """The backend to ask next; None when none may be asked."""
    now = time.monotonic()
    able = [place for place in places if place.backend.breaker.allows(now)]
    if not able:
        return None
    if len(able) == 1:
        return able[0]
    return min(
        able, key=lambda p: (p in tried, p.backend.kind != prefer, p.backend.in_flight, random.random())
    )


def _others(places: Sequence[Place], tried: Sequence[Place]) -> bool:
    now = time.monotonic()
    return any(place not in tried and place.backend.breaker.allows(now) for place in places)


async def _try(place: Place, out: Outgoing) -> Answer:
    exchange = await place.backend.send(out.path, out.body, stream=out.stream)
    answer = Answer(place, exchange)
    try:
        if exchange.status < 300 and out.stream and exchange.content_type in STREAM_TYPES:
            answer.first = await exchange.chunk()
            if not answer.first:
                raise BackendUnreachable("the model backend ended its answer before it began")
            return answer
        if 300 <= exchange.status < 400 or (
            exchange.status < 300 and exchange.content_type not in DOCUMENT_TYPES
        ):
            raise BackendRefused("the model backend's answer is not what was asked for", 502)
        answer.document = await exchange.read()
    except BaseException as error:
        await exchange.close("failed" if isinstance(error, InferenceRefusal) else "unknown")
        raise
    await exchange.close("failed" if exchange.status >= 500 else "ok")
    return answer
