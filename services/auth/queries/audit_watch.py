"""The trail as it grows: every entry once per cursor, however late it arrives.

Entries of one service arrive in the order of its log, so a cursor holds a position for each service
(`auth:120,chat:44`), and what comes late from one is not passed over because another was faster.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

from kernel.mongo import rows
from services.auth.domain.refusals import ValueInvalid
from services.auth.projections.audit_trail import COLLECTION
from services.auth.queries.audit_entries import Entries, Entry

_PAUSE = 0.5
_BATCH = 200
_PART = re.compile(r"([a-z]{1,40}):(\d{1,15})")


async def watch(
    store: Any, opener: Entries, cursor: str, *, from_start: bool = False
) -> AsyncIterator[tuple[Entry, str]]:
    """Entries with the cursor after each, for ever. Raises ValueInvalid for a cursor that is none."""
    reached = _read(cursor)
    if not cursor and not from_start:
        reached = await _heads(store, opener.services)
    while True:
        documents = await _next(store, opener.services, reached)
        for entry in await opener.open(documents):
            reached[entry.service] = entry.position
            yield entry, _written(reached)
        if len(documents) < _BATCH:
            await asyncio.sleep(_PAUSE)


async def _heads(store: Any, services: Sequence[str]) -> dict[str, int]:
    heads: dict[str, int] = {}
    for service in services:
        query = store.view(COLLECTION).find({"n": service}, {"p": 1}).sort("p", -1).limit(1)
        for last in await rows(query):
            heads[service] = int(last["p"])
    return heads


async def _next(store: Any, services: Sequence[str], reached: Mapping[str, int]) -> list[Any]:
    """What follows, of each service in order, all in all roughly by time; complete per service."""
    found: list[Any] = []
    for service in services:
        query = {"n": service, "p": {"$gt": reached.get(service, 0)}}
        found += await rows(store.view(COLLECTION).find(query).sort("p", 1).limit(_BATCH))
    return _merged(found)[:_BATCH]


def _merged(documents: list[Any]) -> list[Any]:
    """By time, without changing the order within a service: a clock that was set back would."""
    latest: dict[str, int] = {}
    keyed = []
    for document in documents:
        service = document["n"]
        latest[service] = max(latest.get(service, 0), int(document["t"]))
        keyed.append((latest[service], service, int(document["p"]), document))
    return [document for *_, document in sorted(keyed, key=lambda one: one[:3])]


def _written(reached: Mapping[str, int]) -> str:
    return ",".join(f"{service}:{reached[service]}" for service in sorted(reached))


def _read(cursor: str) -> dict[str, int]:
    reached: dict[str, int] = {}
    for part in cursor.split(",") if cursor else ():
        matched = _PART.fullmatch(part)
        if matched is None:
            raise ValueInvalid("cursor", "not a cursor of this stream")
        reached[matched[1]] = int(matched[2])
    return reached
