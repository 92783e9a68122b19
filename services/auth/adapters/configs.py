"""Sections of settings as they are now, kept at hand.

Dropped on a change like accounts are (see adapters.accounts), read again after ten seconds at most.
Secrets are opened from the section's last event; the view has none.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from google.protobuf.message import Message

from kernel.eventstore.model import EventStore, Transaction
from kernel.livesettings.sections import all_sections, rule_of
from services.auth.adapters.sections import to_message
from services.auth.domain.config import section as domain
from services.auth.domain.config.schema import Schema
from services.auth.domain.config.section import Section, SectionUnknown, stream_of
from services.auth.projections.config import SECTIONS

M = TypeVar("M", bound=Message)
Before = Callable[[Callable[[str], Any]], Awaitable[Mapping[str, Any]]]
_SETTLING = 2.0
_LIFE = 10.0


@dataclass(frozen=True, slots=True)
class Current:
    """A section now. `version` is that of its stream, 0 while nothing was changed."""

    schema: Schema
    values: Mapping[str, Any]
    """Secrets included."""
    version: int
    message: Message
    """The same, typed."""
    time: int = 0
    """Of the last change, epoch milliseconds."""
    actor: str = ""


class Configs:
    """Reads of sections. `schemas` hold what counts until a section is changed; `before` what was set
    before there were sections, read from a view."""

    def __init__(
        self,
        store: EventStore,
        schemas: Mapping[str, Schema],
        before: Mapping[str, Before] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.schemas = schemas
        self._store = store
        self._before = before or {}
        self._clock = clock
        self._known: dict[str, tuple[Current, float]] = {}
        self._settling: dict[str, float] = {}

    async def section(self, section: type[M]) -> M:
        """A section as its message, as it was ten seconds ago at most. Do not change it."""
        message = (await self.current(rule_of(section).name)).message
        assert isinstance(message, section)
        return message

    async def current(self, name: str) -> Current:
        """A section as it was ten seconds ago at most. Raises SectionUnknown."""
        known = self._known.get(name)
        if known is not None and known[1] > self._clock():
            return known[0]
        return await self.fresh(name)

    async def fresh(self, name: str) -> Current:
        """A section as the database has it now. Raises SectionUnknown."""
        self.schema(name)
        return await self._take(name, await self._store.view(SECTIONS).find_one({"_id": name}) or {})

    async def all_fresh(self) -> list[Current]:
        """Every section as the database has it now, by name."""
        found = await self._store.view(SECTIONS).find({}).to_list(None)
        documents = {document["_id"]: document for document in found}
        return [await self._take(name, documents.get(name, {})) for name in sorted(self.schemas)]

    async def _take(self, name: str, document: Mapping[str, Any]) -> Current:
        known, until = self._known.get(name, (None, 0.0))
        if known is None or known.version != document.get("version", 0):
            current = await self._read(self.schemas[name], document)
        elif document or name not in self._before:
            current = known
        elif until > self._clock():
            return known
        else:  # a process of an older version may have written the older way
            current = await self._read(self.schemas[name], document)
        if self._settling.get(name, 0.0) <= self._clock():
            self._known[name] = current, self._clock() + _LIFE
        return current

    async def load(self, tx: Transaction, name: str) -> tuple[Section, int]:
        """State and version of a section within a transaction. Raises SectionUnknown."""
        schema = self.schema(name)
        document = await tx.view(SECTIONS).find_one({"_id": name}) or {}
        version: int = document.get("version", 0)
        state = Section(await self._first(schema, tx.view) if not version else {})
        # Each event holds the whole, so the last one is enough, however long the stream is.
        for recorded in await tx.load(stream_of(name), max(version - 1, 0)):
            state, version = domain.evolve(schema, state, recorded.event), recorded.version
        return state, version

    def schema(self, name: str) -> Schema:
        """Raises SectionUnknown."""
        if name not in self.schemas:
            raise SectionUnknown(f"there is no section {name}")
        return self.schemas[name]

    def forget(self, name: str) -> None:
        """A section changed."""
        self._known.pop(name, None)
        self._settling[name] = self._clock() + _SETTLING

    async def _first(self, schema: Schema, view: Callable[[str], Any]) -> dict[str, Any]:
        older = await self._before[schema.name](view) if schema.name in self._before else {}
        known = {field.key for field in schema.fields}
        return {**schema.defaults, **{key: value for key, value in older.items() if key in known}}

    async def _read(self, schema: Schema, document: Mapping[str, Any]) -> Current:
        version = document.get("version", 0)
        if not version:
            values = await self._first(schema, self._store.view)
        else:
            sealed = b""
            if document["secret"]:
                (last,) = (await self._store.load(stream_of(schema.name), version - 1))[:1]
                sealed = last.event.secrets
            values = domain.values_of(schema, document["values"], sealed)
        message = to_message(all_sections()[schema.name], schema, values)
        when, who = document.get("time", 0), document.get("actor", "")
        return Current(schema, values, version, message, when, who)
