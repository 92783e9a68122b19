"""Sessions as their views have them, and the tokens clients hold for them."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kernel.eventstore.model import EventStore
from kernel.mongo import rows
from services.auth.adapters import session_tokens
from services.auth.adapters.session_tokens import SessionClaims
from services.auth.adapters.signing_keys import SigningKeys
from services.auth.domain.session import is_over
from services.auth.projections.sessions import REVOKED, SESSIONS

_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class StartedSession:
    """A session and its token. Times are epoch seconds."""

    id: str
    user_id: str
    token: str
    expires_at: int


class Sessions:
    """`is_open` is what an exchange asks, `started` what the session user route shows."""

    def __init__(self, store: EventStore, keys: SigningKeys, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._keys = keys
        self._clock = clock
        self._tokens: OrderedDict[str, StartedSession] = OrderedDict()

    async def is_open(self, session_id: str, user_id: str, account_epoch: int) -> bool:
        """Whether a session of an account counts now, as the database has it."""
        session, revoked = await asyncio.gather(
            self._store.view(SESSIONS).find_one({"_id": session_id}),
            self._store.view(REVOKED).find_one({"_id": session_id}),
        )
        if session is None or session["user_id"] != user_id:
            return False
        now = int(self._clock())
        return not is_over(session["epoch"], session["expires_at"], account_epoch, now, revoked is not None)

    async def open_among(self, session_ids: Sequence[str], user_id: str, account_epoch: int) -> set[str]:
        """Those of an account's sessions that count now, as the database has them."""
        wanted = {"_id": {"$in": list(session_ids)}}
        begun, over = await asyncio.gather(
            rows(self._store.view(SESSIONS).find({**wanted, "user_id": user_id})),
            rows(self._store.view(REVOKED).find(wanted, {"_id": 1})),
        )
        revoked, now = {one["_id"] for one in over}, int(self._clock())
        return {
            one["_id"]
            for one in begun
            if not is_over(one["epoch"], one["expires_at"], account_epoch, now, one["_id"] in revoked)
        }

    def remember(self, claims: SessionClaims) -> StartedSession:
        """A session that began just now, with its token."""
        token = session_tokens.sign(claims, self._keys)
        started = StartedSession(claims.session_id, claims.user_id, token, claims.expires_at)
        self._tokens[claims.session_id] = started
        if len(self._tokens) > _REMEMBERED:
            self._tokens.popitem(last=False)
        return started

    async def started(self, session_id: str) -> StartedSession | None:
        """A session that began, with its token; whether it is still open is not looked at."""
        known = self._tokens.get(session_id)
        if known is not None:
            self._tokens.move_to_end(session_id)
            return known
        document = await self._store.view(SESSIONS).find_one({"_id": session_id})
        if document is None:
            return None
        return self.remember(
            SessionClaims(document["user_id"], session_id, document["started_at"], document["expires_at"])
        )
