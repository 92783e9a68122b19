"""What the backends offer, kept in memory.

Lists are younger than `models_ttl` or asked for anew; up to six times that age the old list is answered at
once and refreshed beside. Refreshes are single-flight. A backend that does not answer keeps its last known
models for routing, so that a request for one of them says "out of reach" and not "no such model", but it is
left out of what clients see.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import msgspec

from kernel.context import Caller
from services.inference.adapters.backend import Backend
from services.inference.adapters.model_defaults import ModelDefaults
from services.inference.domain import catalog
from services.inference.domain.catalog import Kind, Listing, Model
from services.inference.domain.errors import (
    BackendNotFound,
    BackendTimeout,
    InferenceRefusal,
    ModelAccessDenied,
    ModelNotFound,
)
from services.inference.settings import Settings

log = logging.getLogger("parlance.inference")
STALE_FACTOR = 6
MISS_PAUSE = 1.0
"""Seconds between two refreshes caused by unknown models."""


@dataclass(frozen=True, slots=True)
class Place:
    """A backend that has the model, and the model as that backend knows it."""

    backend: Backend
    model: Model


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All lists at one moment, with the documents clients get, already written."""

    listings: tuple[Listing, ...] = ()
    at: float = float("-inf")
    places: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    merged: bytes = b'{"data":[]}'
    openai: bytes = b'{"data":[]}'
    tags: bytes = b'{"models":[]}'
    running: bytes = b'{"models":[]}'
    v1: bytes = b'{"data":[],"object":"list"}'


class Catalog:
    """The models of a set of backends."""

    def __init__(
        self, backends: Sequence[Backend], settings: Settings, defaults: ModelDefaults | None = None
    ) -> None:
        self._defaults = defaults or ModelDefaults()
        self._defaults.on_reorder(self._reorder)
        self._backends = tuple(backends)
        self._settings = settings
        self._snapshot = Snapshot()
        self._refresh: asyncio.Task[Snapshot] | None = None
        self._ttl = settings.models_ttl

    @property
    def backends(self) -> tuple[Backend, ...]:
        """All backends."""
        return self._backends

    def may_use(self, caller: Caller) -> bool:
        """Whether a caller may use models that have no grants of their own."""
        return self._settings.model_access == "open" or caller.is_admin

    async def snapshot(self, *, refresh: bool = False) -> Snapshot:
        """The lists; with `refresh`, asked for now."""
        age = time.monotonic() - self._snapshot.at
        if refresh or age > self._settings.models_ttl * STALE_FACTOR:
            return await self._refreshed()
        if age > self._ttl:
            self._start()
        return self._snapshot

    async def find(self, name: str, caller: Caller) -> tuple[Place, ...]:
        """The backends that have a model. Raises ModelNotFound or ModelAccessDenied."""
        found = await self.places(name)
        if not self.may_use(caller):
            raise ModelAccessDenied(name)
        return found

    async def places(self, name: str) -> tuple[Place, ...]:
        """The backends that have a model, whoever asks. Raises ModelNotFound."""
        if not name:
            raise ModelNotFound(name)
        now = time.monotonic()
        found = self._lookup(name)
        if found is None and now - self._snapshot.at > MISS_PAUSE:
            await self._refreshed()
            found = self._lookup(name)
        elif now - self._snapshot.at > self._ttl:
            self._start()
        if found is None:
            raise ModelNotFound(name)
        return found

    async def default_model(self) -> str:
        """The chat model of callers that name none. Raises ModelNotFound when there is none."""
        if self._settings.default_model:
            return self._settings.default_model
        for listing in catalog.surface_order((await self.snapshot()).listings, "openai"):
            for model in listing.models if listing.reachable else ():
                if not model.embeds_only:
                    return model.id
        raise ModelNotFound("")

    async def listing(self, surface: Kind, index: int) -> Listing:
        """The list of one backend as a surface counts them. Raises BackendNotFound."""
        ordered = catalog.surface_order((await self.snapshot()).listings, surface)
        if not 0 <= index < len(ordered):
            raise BackendNotFound(index)
        if not ordered[index].reachable:
            raise BackendTimeout("the model backend did not list its models")
        return ordered[index]

    def backend(self, surface: Kind, index: int) -> Backend:
        """One backend as a surface counts them. Raises BackendNotFound."""
        ordered = sorted(self._backends, key=lambda b: (b.kind != surface, b.index))
        if not 0 <= index < len(ordered):
            raise BackendNotFound(index)
        return ordered[index]

    async def close(self) -> None:
        """Stop a refresh that is under way; close the connections."""
        if self._refresh is not None:
            self._refresh.cancel()
        for backend in self._backends:
            await backend.close()

    def _reorder(self) -> None:
        merged = {"data": catalog.merged(self._snapshot.listings, self._defaults.order)}
        self._snapshot = replace(self._snapshot, merged=msgspec.json.encode(merged))

    def _lookup(self, name: str) -> tuple[Place, ...] | None:
        places = self._snapshot.places
        return next((places[n] for n in catalog.spellings(name) if n in places), None)

    async def _refreshed(self) -> Snapshot:
        # Shielded: a caller that goes away must not stop the refresh others wait for.
        return await asyncio.shield(self._start())

    def _start(self) -> asyncio.Task[Snapshot]:
        if self._refresh is None or self._refresh.done():
            self._refresh = asyncio.create_task(self._load())
        return self._refresh

    async def _load(self) -> Snapshot:
        known = {(each.kind, each.index): each for each in self._snapshot.listings}
        before = [known.get((b.kind, b.index)) for b in self._backends]
        within = self._settings.backend_list
        lists = await asyncio.gather(*map(self._list, self._backends, before, [within] * len(before)))
        self._snapshot = self._compose(tuple(lists))
        missing = not all(listing.reachable for listing in lists)
        self._ttl = min(self._settings.models_ttl, MISS_PAUSE) if missing else self._settings.models_ttl
        return self._snapshot

    async def _list(self, backend: Backend, before: Listing | None, within: float) -> Listing:
        empty = Listing(backend.kind, backend.index, local=backend.local, reachable=False)
        try:
            rows, running = await _ask(backend, within)
        except (InferenceRefusal, ValueError) as error:
            if before is None or before.reachable:
                log.warning("backend %s lists no models: %s", backend.name, error)
            return replace(before, reachable=False) if before else empty
        if before is not None and not before.reachable:
            backend.breaker.succeed()  # it was away and is back: no need to wait for the pause to end
        loaded = {str(row.get("model") or row.get("name")): _epoch(row.get("expires_at")) for row in running}
        models = tuple(m for row in rows if (m := catalog.model(backend.kind, row, loaded)) is not None)
        return replace(empty, models=models, running=tuple(running), reachable=True)

    def _compose(self, listings: tuple[Listing, ...]) -> Snapshot:
        places: dict[str, tuple[Place, ...]] = {}
        for backend, listing in zip(self._backends, listings, strict=True):
            for model in listing.models:
                places[model.id] = (*places.get(model.id, ()), Place(backend, model))
        encode = msgspec.json.encode
        return Snapshot(
            listings=listings,
            at=time.monotonic(),
            places=places,
            merged=encode({"data": catalog.merged(listings, self._defaults.order)}),
            openai=encode({"data": catalog.openai_list(listings)}),
            tags=encode({"models": catalog.tags(listings)}),
            running=encode({"models": catalog.running(listings)}),
            v1=encode({"data": catalog.v1_models(listings, int(time.time())), "object": "list"}),
        )


async def _ask(backend: Backend, within: float) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rows of a backend's list and, for Ollama, of what is loaded."""
    if backend.kind == "openai":
        return _rows(await backend.fetch("/models", within=within), "data"), []
    tags, running = await asyncio.gather(backend.fetch("/api/tags", within=within), _running(backend, within))
    return _rows(tags, "models"), running


async def _running(backend: Backend, within: float) -> list[dict[str, Any]]:
    try:
        return _rows(await backend.fetch("/api/ps", within=within), "models")
    except (InferenceRefusal, ValueError):
        return []  # older servers do not have it, and nothing but `loaded` depends on it


def _rows(document: bytes, key: str) -> list[dict[str, Any]]:
    decoded = msgspec.json.decode(document)
    rows = decoded.get(key) if isinstance(decoded, dict) else decoded
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _epoch(stamp: Any) -> int:
    try:
        return int(datetime.fromisoformat(str(stamp)).timestamp())
    except ValueError:
        return 0
