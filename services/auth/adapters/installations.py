"""The installation with the settings of accounts and what is derived from both, kept at hand.

Dropped on a change like accounts are (see adapters.accounts), read again after ten seconds at most.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kernel.eventstore.model import EventStore, Transaction
from kernel.identity.permissions import to_mask
from services.auth.adapters.configs import Configs
from services.auth.domain.config import accounts
from services.auth.domain.installation import STREAM, Installation, evolve
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
    version: int
    """Of the installation's stream."""

    def mask_with(self, granted: frozenset[str]) -> str:
        """The mask of a plain user whose groups grant more."""
        own = self.installation.granted
        return self.mask if granted <= own else to_mask(own | granted)

    def permissions_with(self, granted: frozenset[str]) -> bytes:
        """The tree of a plain user whose groups grant more."""
        own = self.installation.granted
        return self.permissions if granted <= own else as_json(own | granted)


class Installations:
    """Reads; `initial` is what counts where nothing was ever changed."""

    def __init__(
        self,
        store: EventStore,
        config: Configs,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.initial = Installation(config.schema(accounts.NAME).defaults)
        self._config = config
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
        # In this order: the version must not be newer than the settings it comes with.
        document = await self._store.view(COLLECTION).find_one({"_id": STREAM}) or {}
        section = await self._config.fresh(accounts.NAME)
        installation, version = self._of(document, section.values), document.get("version", 0)
        known = self._current
        if known is None or known.installation != installation or known.version != version:
            granted = installation.granted
            known = Current(installation, as_json(granted), to_mask(granted), version)
        if self._settling <= self._clock():
            self._current, self._until = known, self._clock() + _LIFE
        return known

    def forget(self) -> None:
        """It changed."""
        self._current = None
        self._settling = self._clock() + _SETTLING

    async def load(self, tx: Transaction) -> tuple[Installation, int]:
        """The installation within a transaction and the version of its stream."""
        state, version = await tx.fold(STREAM, self.initial, evolve)
        section, _ = await self._config.load(tx, accounts.NAME)
        return replace(state, settings=section.values), version

    def _of(self, document: Mapping[str, Any], settings: Mapping[str, Any]) -> Installation:
        granted = document.get("granted")
        return Installation(
            settings,
            self.initial.granted if granted is None else frozenset(granted),
            document.get("owner", ""),
        )
