"""Sign-ins under way, between the browser's way to the provider and its way back.

What has to be known then travels in a cookie of that browser, sealed with a key of the key ring: any
replica can finish, nothing is stored for those who never come back, and an answer brought by another
browser has no attempt. That an attempt was used is stored, so that it counts once on all replicas.
"""

from __future__ import annotations

import base64
import binascii
import datetime
import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec
from cryptography.exceptions import InvalidTag
from pymongo import IndexModel
from pymongo.errors import DuplicateKeyError

from services.auth.domain.oauth.failures import AttemptOver

COLLECTION = "oauth_used"
SUBJECT = "installation:oauth-attempts"
LIFETIME = 600
_CONTEXT = b"parlance oauth attempt"
_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Attempt:
    """One sign-in under way. `begun` is epoch seconds."""

    provider: str
    issuer: str
    redirect_uri: str
    state: str
    nonce: str
    verifier: str
    begun: int


class Attempts:
    """Begins, recognises and uses up attempts."""

    def __init__(self, database: Any, ring: Any, clock: Callable[[], float] = time.time) -> None:
        self._used = database[COLLECTION]
        self._ring = ring
        self._clock = clock

    async def ensure_indexes(self) -> None:
        """Let MongoDB drop what can no longer be used anyway."""
        await self._used.create_indexes([IndexModel([("until", 1)], expireAfterSeconds=60)])

    def begin(self, provider: str, issuer: str, redirect_uri: str) -> Attempt:
        """A new attempt: state and nonce of 256 bits, a PKCE verifier of 384 (RFC 7636)."""
        return Attempt(
            provider=provider,
            issuer=issuer,
            redirect_uri=redirect_uri,
            state=secrets.token_urlsafe(32),
            nonce=secrets.token_urlsafe(32),
            verifier=secrets.token_urlsafe(48),
            begun=int(self._clock()),
        )

    async def sealed(self, attempt: Attempt) -> str:
        """The attempt as the value of a cookie."""
        key = await self._ring.get_or_create(SUBJECT)
        return base64.urlsafe_b64encode(key.seal(msgspec.json.encode(attempt), _CONTEXT)).decode().rstrip("=")

    async def recognise(self, cookie: str, provider: str, state: str) -> Attempt:
        """The attempt of a browser that came back. Raises AttemptOver."""
        attempt = await self._opened(cookie)
        if attempt.provider != provider or not hmac.compare_digest(attempt.state.encode(), state.encode()):
            raise AttemptOver("the state is not that of this browser")
        if not attempt.begun <= self._clock() + 60 or attempt.begun + LIFETIME < self._clock():
            raise AttemptOver("the attempt is older than ten minutes")
        return attempt

    async def use(self, attempt: Attempt) -> None:
        """From now on the attempt is over. Raises AttemptOver when it was before."""
        if not await self.once("state", attempt.state, attempt.begun + LIFETIME):
            raise AttemptOver("the attempt was used before")

    async def once(self, kind: str, value: str, until: int) -> bool:
        """Whether this is the first time this value comes, on any replica; remembered until a moment."""
        moment = datetime.datetime.fromtimestamp(until, datetime.UTC)
        try:
            await self._used.insert_one({"_id": _mark(kind, value), "until": moment})
        except DuplicateKeyError:
            return False
        return True

    async def came(self, kind: str, value: str) -> bool:
        """Whether `once` was asked about this value; asks nothing."""
        return await self._used.find_one({"_id": _mark(kind, value)}) is not None

    async def _opened(self, cookie: str) -> Attempt:
        if not cookie or len(cookie) > _LONGEST:
            raise AttemptOver("this browser has begun no sign-in")
        key = await self._ring.get_or_create(SUBJECT)
        try:
            sealed = base64.b64decode(cookie + "=" * (-len(cookie) % 4), altchars=b"-_", validate=True)
            return msgspec.json.decode(key.open(sealed, _CONTEXT), type=Attempt)
        except (binascii.Error, InvalidTag, ValueError) as error:
            raise AttemptOver("the cookie of the attempt is not one of ours") from error


def _mark(kind: str, value: str) -> str:
    return f"{kind}:{hashlib.sha256(value.encode('utf-8', 'replace')).hexdigest()}"
