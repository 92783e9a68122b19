"""Refused acts as events: written in batches on a stream of this process and day.

An account is told by its id; a name that no account has by a keyed hash, so that tries on one name can
be counted together and the name not read. An address is sealed with the account's key, or for strangers
with a key of the day, which is dropped when the trail forgets the day.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from kernel.context import system
from kernel.eventstore.model import EventStore, Transaction
from kernel.privacy import KeyRing, SubjectKeyMissing
from kernel.refusals import Counted, Sum
from services.auth.adapters.accounts import Accounts
from services.auth.domain.audit_events import AccessRefused, RefusalsSummed, SignInRefused

SUBJECT = "installation:audit"
_STRANGERS = "strangers-"
_LOOK_BACK = 60
"""Days before the retention in which a key may be left over."""


class RefusedActs:
    """`record` keeps what was refused; `forget_strangers` drops the keys of days that are past."""

    def __init__(
        self, store: EventStore, accounts: Accounts, keys: KeyRing, clock: Callable[[], float] = time.time
    ) -> None:
        self._store = store
        self._accounts = accounts
        self._keys = keys
        self._clock = clock
        self._stream = ""
        self._version = 0

    async def record(self, service: str, counted: Sequence[Counted], summed: Sum | None) -> None:
        """Append one commit. Raises what the store raises; then nothing of it stands or all."""
        day = self._day(0)
        events: list[Any] = [await self._event(service, one, day) for one in counted]
        if summed is not None:
            events.append(RefusalsSummed(service, summed.first_at, summed.last_at, dict(summed.counts)))
        # A stream of its own needs no look at the log; after an unknown outcome a new one is begun.
        stream, self._stream = self._stream, ""
        if not stream.startswith(f"refusals-{day}-"):
            stream, self._version = f"refusals-{day}-{secrets.token_hex(4)}", 0
        version = self._version

        async def work(tx: Transaction) -> int:
            return await tx.append(stream, version, events)

        self._version = await self._store.execute(system("refused acts"), work)
        self._stream = stream

    async def account_hash(self, name: str) -> str:
        """What stands for a name that no account has."""
        key = self._keys.cached(SUBJECT) or await self._keys.get_or_create(SUBJECT)
        return key.digest(name.strip().lower().encode("utf-8", "replace")).hex()[:32]

    async def forget_strangers(self, days: int) -> int:
        """Drop the keys of days more than `days` ago; how many there were."""
        dropped = 0
        for back in range(days + 1, days + 1 + _LOOK_BACK):
            subject = _STRANGERS + self._day(back)
            try:
                key = (await self._keys.fetch((subject,)))[subject]
            except SubjectKeyMissing:
                continue
            if key.digest(b""):
                await self._keys.forget(subject)
                dropped += 1
        return dropped

    async def _event(self, service: str, one: Counted, day: str) -> SignInRefused | AccessRefused:
        act = one.act
        span = (one.count, one.first_at, one.last_at)
        if not act.sign_in:
            subject = act.user_id or _STRANGERS + day
            return AccessRefused(
                *(subject, act.user_id, act.credential, act.method, act.reason, act.address, *span), service
            )
        user_id, account = act.user_id, ""
        if not user_id and act.account:
            found = await self._accounts.by_email(act.account.strip().lower())
            if found is not None:
                user_id = found.user.id
            else:
                account = await self.account_hash(act.account)
        subject = user_id or _STRANGERS + day
        return SignInRefused(subject, user_id, account, act.method, act.reason, act.address, *span)

    def _day(self, back: int) -> str:
        return f"{datetime.fromtimestamp(self._clock(), UTC) - timedelta(days=back):%Y-%m-%d}"
