"""The installation as its view has it, with what is derived from it, kept at hand.

Dropped on a change like accounts are (see adapters.accounts), read again after ten seconds at most.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kernel.eventstore.model import EventStore
from kernel.identity.permissions import to_mask
from services.auth.domain.installation import STREAM, Installation
from services.auth.domain.permissions import as_json
from services.auth.projections.installation import COLLECTION

_SETTLING = 2.0
_LIFE = 10.0


@dataclass(frozen=True, slots=True)
class Current:
    """The installation and what follows from it for a plain user."""

    installation: Installation
    permissions: bytes
    """The tree of permissions as JSON."""
    mask: str
    """The same as an access token carries it."""


class Installations:
    """Reads; `initial` is what counts where nothing was ever changed."""

    def __init__(
        self,
        store: EventStore,
        initial: Installation,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.initial = initial
        self._store = store
        self._clock = clock
        self._current: Current | None = None
        self._until = 0.0
        self._settling = 0.0

    async def get(self) -> Current:
        """The installation, as it was ten seconds ago at most."""
        if self._current is not None and self._until > self._clock():
            return self._current
        return await self.fresh()

    async def fresh(self) -> Current:
        """The installation as the database has it now."""
        document = await self._store.view(COLLECTION).find_one({"_id": STREAM})
        installation = self._of(document or {})
        known = self._current
        if known is None or known.installation != installation:
            granted = installation.granted
            known = Current(installation, as_json(granted), to_mask(granted))
        if self._settling <= self._clock():
            self._current, self._until = known, self._clock() + _LIFE
        return known

    def forget(self) -> None:
        """It changed."""
        self._current = None
        self._settling = self._clock() + _SETTLING

    def _of(self, document: Mapping[str, Any]) -> Installation:
        settings = self.initial.settings
        if "settings" in document:
            settings = {**settings, **json.loads(document["settings"])}
        granted = document.get("granted")
        return Installation(
            settings,
            self.initial.granted if granted is None else frozenset(granted),
            document.get("owner", ""),
        )
