"""Accounts as the view has them: for commands (in their transaction) and for reads (from a cache).

The cache is bounded by memory. A change drops the account here at once and at other replicas by a
message; for two seconds after that the account is read from the database, so that a read that began
before the change, or a change that becomes visible a moment later, leaves nothing stale behind. An
entry lives a minute at most, in case a message was lost.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from kernel.eventstore.model import EventStore, Transaction
from services.auth.domain.user import User
from services.auth.projections.users import COLLECTION, PREFIX

_SETTLING = 2.0
_LIFE = 60.0
_OVERHEAD = 1500
_FIELDS = tuple(field.name for field in fields(User) if field.name != "id")


@dataclass(frozen=True, slots=True)
class Account:
    """An account with what the view knows about it beyond its state."""

    user: User
    version: int
    epoch: int
    created_at: int
    updated_at: int

    @property
    def stream(self) -> str:
        """Its stream."""
        return stream_of(self.user.id)


def stream_of(user_id: str) -> str:
    """The stream of an account."""
    return f"{PREFIX}{user_id}"


def account_of(document: Mapping[str, Any]) -> Account:
    """From a document of the view."""
    known = {name: document[name] for name in _FIELDS if name in document}
    for blob in ("info", "settings", "variables"):
        if blob in known:
            known[blob] = bytes(known[blob])
    return Account(
        User(id=document["_id"], **known),
        document["version"],
        document["epoch"],
        document["created_at"],
        document["updated_at"],
    )


async def load(tx: Transaction, user_id: str) -> Account | None:
    """The account in a transaction's snapshot; its version is what to append at."""
    document = await tx.view(COLLECTION).find_one({"_id": user_id})
    return account_of(document) if document else None


class Accounts:
    """Reads outside transactions."""

    def __init__(self, store: EventStore, memory: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._memory = memory
        self._clock = clock
        self._used = 0
        self._entries: OrderedDict[str, tuple[Account, float, int]] = OrderedDict()
        self._settling: dict[str, float] = {}

    def cached(self, user_id: str) -> Account | None:
        """The account if it is at hand."""
        entry = self._entries.get(user_id)
        if entry is None or entry[1] < self._clock():
            return None
        self._entries.move_to_end(user_id)
        return entry[0]

    async def get(self, user_id: str) -> Account | None:
        """The account, from the cache when it is warm."""
        return self.cached(user_id) or await self.fresh(user_id)

    async def fresh(self, user_id: str) -> Account | None:
        """The account as the database has it now."""
        document = await self._store.view(COLLECTION).find_one({"_id": user_id})
        if document is None:
            return None
        account = account_of(document)
        self._keep(account)
        return account

    async def by_email(self, email: str) -> Account | None:
        """The account with an address (in lower case), as the database has it now."""
        document = await self._store.view(COLLECTION).find_one({"email": email})
        return account_of(document) if document else None

    async def by_name(self, name: str) -> Account | None:
        """The account somebody signs in to with an address or a username (in lower case), as the
        database has it now. Both are unique together."""
        either = {"$or": [{"email": name}, {"username": name}]}
        document = await self._store.view(COLLECTION).find_one(either)
        return account_of(document) if document else None

    def forget(self, user_id: str) -> None:
        """An account changed."""
        now = self._clock()
        entry = self._entries.pop(user_id, None)
        if entry is not None:
            self._used -= entry[2]
        self._settling[user_id] = now + _SETTLING
        if len(self._settling) > 1000:
            self._settling = {who: until for who, until in self._settling.items() if until > now}

    def _keep(self, account: Account) -> None:
        user_id = account.user.id
        if self._settling.get(user_id, 0.0) > self._clock():
            return
        user = account.user
        size = (
            _OVERHEAD
            + len(user.profile_image_url)
            + len(user.settings)
            + len(user.info)
            + len(user.bio)
            + len(user.variables)
        )
        before = self._entries.pop(user_id, None)
        self._used += size - (before[2] if before else 0)
        self._entries[user_id] = (account, self._clock() + _LIFE, size)
        while self._used > self._memory and self._entries:
            self._used -= self._entries.popitem(last=False)[1][2]
