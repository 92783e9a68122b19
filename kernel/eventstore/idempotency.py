"""First answers: a repeated call with the same key gets the answer of the first, and changes nothing.

The answer is stored in the transaction of the command itself: `once` opens it, the handler's
`store.execute` joins it, so a committed command always has its answer and an answer its command.
Refusals are kept too once the command began (it called `execute`), but not those for a malformed
request or for a fault that passes. Kept for at least 24 hours.

Within `once`, the handler runs again when its transaction must be retried, `store.view` and
`store.load` see the open transaction, and nothing it wrote shows elsewhere before its answer.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol

from kernel.context import CallContext
from kernel.errors import Refusal
from kernel.eventstore.ambient import joined

KEPT = 25 * 3600
"""Seconds an answer is kept."""
LEASE = 60.0
"""Seconds after which a call that left no answer is taken for dead."""
LONG_LEASE = 900.0
"""The same for a call that lasts; a holder whose process is gone is noticed before."""
NOT_KEPT = frozenset(
    {
        *("INVALID_ARGUMENT", "VALIDATION_FAILED", "CONFLICT", "IDEMPOTENCY_IN_FLIGHT"),
        *("UNAVAILABLE", "OVERLOADED", "RATE_LIMITED", "DEADLINE_EXCEEDED", "INTERNAL", "STORAGE_FULL"),
    }
)
"""Reasons that a later try may get past: the key stays free."""

Run = Callable[[], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of a key: who holds it, and the answer if there is one."""

    fingerprint: str
    holder: str
    until: float
    """End of the holder's lease, epoch seconds."""
    answer: bytes | None = None
    refusal: str = ""
    """JSON of [reason, message, details]."""


class Answers(Protocol):
    """Where a store keeps first answers. Every change is conditional on the holder.

    `refuse` and `free` may fail silently when the store is out of reach: the holder is known to be gone
    once `over` was called, and the lease ends by itself.
    """

    def over(self, holder: str) -> None:
        """A holder of this process will do nothing more."""

    async def take(self, key: str, entry: Entry) -> Entry | None:
        """Store `entry` if the key is free; else the entry that stands, `until` 0 if its holder is gone."""

    async def take_over(self, key: str, old: Entry, new: Entry) -> bool:
        """Replace a dead holder's entry; False when another was faster."""

    async def keep(self, transaction: Any, key: str, holder: str, answer: bytes) -> bool:
        """Store the answer in the transaction; False when the lease was lost."""

    async def refuse(self, key: str, holder: str, refusal: str) -> None:
        """Store a refusal as the answer."""

    async def free(self, key: str, holder: str) -> None:
        """Forget an entry without an answer."""


class AnsweringStore(Protocol):
    """A store that `once` works with."""

    @property
    def answers(self) -> Answers:
        """Where first answers are kept."""

    async def atomically(self, ctx: CallContext, work: Callable[[Any], Awaitable[bytes]]) -> bytes:
        """Run work in a transaction of its own."""


async def once(
    store: AnsweringStore, ctx: CallContext, key: str, fingerprint: str, run: Run, *, long: bool = False
) -> bytes:
    """The answer of `run`, or of the first call that had this key from the same caller.

    `fingerprint` is a hash of method, body and caller. `long`: the call lasts longer than a transaction
    may; its answer is stored after it. Raises the refusal the first call got,
    Refusal("IDEMPOTENCY_KEY_REUSED") for another fingerprint, Refusal("IDEMPOTENCY_IN_FLIGHT") while
    the first call runs.
    """
    place = f"{ctx.actor}:{key}"
    mine = Entry(fingerprint, uuid.uuid4().hex, time.time() + (LONG_LEASE if long else LEASE))
    try:
        standing = await store.answers.take(place, mine)
        if standing is not None:
            _check(standing, fingerprint)
            if standing.answer is not None:
                return standing.answer
            if standing.refusal:
                raise _refusal(standing.refusal)
            if standing.until > time.time() or not await store.answers.take_over(place, standing, mine):
                raise Refusal("IDEMPOTENCY_IN_FLIGHT", "the first request with this key is still running")
        return await _first(store, ctx, place, mine.holder, run, long)
    finally:
        store.answers.over(mine.holder)


async def _first(
    store: AnsweringStore, ctx: CallContext, place: str, holder: str, run: Run, long: bool
) -> bytes:
    began = long

    async def kept(transaction: Any, answer: bytes) -> bytes:
        if not await store.answers.keep(transaction, place, holder, answer):
            raise Refusal("IDEMPOTENCY_IN_FLIGHT", "another request took over this key")
        return answer

    async def work(transaction: Any) -> bytes:
        nonlocal began
        try:
            with joined(store, transaction):
                answer = await run()
        finally:
            began = transaction.began
        return await kept(transaction, answer)

    try:
        if not long:
            return await store.atomically(ctx, work)
        answer = await run()
        return await store.atomically(ctx, lambda transaction: kept(transaction, answer))
    except BaseException as error:
        reason = getattr(error, "reason", None)
        if began and isinstance(reason, str) and reason not in NOT_KEPT:
            await store.answers.refuse(place, holder, _stored(error, reason))
        else:
            await store.answers.free(place, holder)
        raise


def _check(standing: Entry, fingerprint: str) -> None:
    if standing.fingerprint != fingerprint:
        raise Refusal("IDEMPOTENCY_KEY_REUSED", "this key was used for a different request")


def _stored(error: BaseException, reason: str) -> str:
    return json.dumps([reason, str(error), dict(getattr(error, "details", None) or {})])


def _refusal(stored: str) -> Refusal:
    reason, message, details = json.loads(stored)
    return Refusal(reason, message, details)
