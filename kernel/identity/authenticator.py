"""Who is behind an `authorization` value: from a cache in a microsecond, else by asking.

An access token is verified here; another credential is exchanged at auth. Both are cached until
shortly before the token expires, and looked at again whenever something was revoked. While the
revocation feed is out, what is cached counts for less than a second and access tokens are confirmed
by auth: a revoked credential has no effect a second later, whatever part is down.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from parlance.auth.v1 import tokens_pb2

from kernel.context import Caller
from kernel.errors import Refusal
from kernel.identity import service_credential, tokens
from kernel.identity.revocations import Revocations
from kernel.identity.service_credential import ServiceCredential
from kernel.refusals import Act, Refusals

CACHED = 20_000
"""Identities kept; the oldest goes first."""
EARLY = 30
"""Seconds before its expiry at which an exchanged token is replaced."""
_LONGEST = 4096


class Exchanging(Protocol):
    """What is asked of auth (kernel.identity.exchange.Exchange)."""

    keys: dict[str, Ed25519PublicKey]

    async def exchange(self, credential: str, address: str = "") -> tokens_pb2.ExchangeReply:
        """See Exchange.exchange."""

    async def load_keys(self) -> None:
        """See Exchange.load_keys."""


class Identity:
    """A verified caller and the access token to forward on its behalf."""

    __slots__ = ("caller", "checked", "claims", "generation", "token", "until")

    def __init__(self, caller: Caller, token: str, claims: tokens.AccessClaims | None, until: float) -> None:
        self.caller = caller
        self.token = token
        self.claims = claims
        self.until = until
        self.checked = 0.0
        self.generation = -1


class Authenticator:
    """Turns `authorization` values into identities. One per process and service."""

    def __init__(
        self,
        exchange: Exchanging,
        revocations: Revocations,
        credential: ServiceCredential,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
        refusals: Refusals | None = None,
    ) -> None:
        self.revocations = revocations
        self.refusals = refusals or Refusals()
        """Where credentials that were refused here are noted; auth notes those it refuses itself."""
        self._exchange = exchange
        self._credential = credential
        self._clock = clock
        self._wall = wall
        self._entries: dict[str, Identity] = {}

    def cached(self, authorization: str) -> Identity | None:
        """The identity if it is known and still good, without any waiting."""
        found = self._entries.get(authorization)
        if found is None or found.generation != self.revocations.generation:
            return None
        now = self._clock()
        if now >= found.until or now - found.checked >= self.revocations.max_age:
            return None
        return found

    async def identify(self, authorization: str, address: str = "") -> Identity:
        """The identity behind an `authorization` value (`Bearer …` or `Service …`).

        Raises Refusal: INVALID_CREDENTIAL, SESSION_REVOKED, TOKEN_STALE, or what auth answers.
        """
        found = self.cached(authorization)
        if found is not None:
            return found
        if authorization.startswith(service_credential.SCHEME):
            with self._noting(address):
                caller = self._credential.caller(authorization)
            return self._keep(authorization, Identity(caller, authorization, None, float("inf")))
        scheme, _, credential = authorization.partition(" ")
        credential = credential.strip()
        if scheme.lower() != "bearer" or not credential or len(authorization) > _LONGEST:
            raise Refusal("INVALID_CREDENTIAL")
        if tokens.key_id(credential) is not None:
            return await self._access_token(authorization, credential, address)
        return await self._exchanged(authorization, credential, address)

    def forget(self, authorization: str) -> None:
        """Drop a credential from the cache: the next use asks again."""
        self._entries.pop(authorization, None)

    def doubt(self, user: str | None = None) -> None:
        """Drop what is cached of a user, or of everybody: auth is asked again, whatever the feed has told."""
        if user is None:
            self._entries.clear()
            return
        for authorization, identity in list(self._entries.items()):
            if identity.caller.id == user:
                del self._entries[authorization]

    def edge_address(self, metadata: Mapping[str, str]) -> str | None:
        """The client address the gateway names; None when nobody trustworthy names one."""
        address = metadata.get("x-client-address")
        if address and self._credential.is_edge(metadata.get("x-edge", "")):
            return address
        return None

    async def _access_token(self, authorization: str, token: str, address: str) -> Identity:
        with self._noting(address):
            claims = await self._verified(token)
        verdict = self._verdict(claims)
        if verdict:
            self._entries.pop(authorization, None)
            with self._noting(address, claims.user_id, f"{claims.kind}:{claims.session}"):
                raise Refusal(verdict)
        if not self.revocations.healthy or claims.groups is None:
            return await self._exchanged(authorization, token, address)
        left = claims.expires_at + tokens.LEEWAY - self._wall()
        identity = Identity(claims.caller(), token, claims, self._clock() + left)
        return self._keep(authorization, identity)

    @contextmanager
    def _noting(self, address: str, user_id: str = "", credential: str = "") -> Iterator[None]:
        try:
            yield
        except Refusal as refusal:
            act = Act(refusal.reason, user_id=user_id, credential=credential, address=address)
            self.refusals.note(act)
            raise

    async def _verified(self, token: str) -> tokens.AccessClaims:
        if tokens.key_id(token) not in self._exchange.keys:
            await self._exchange.load_keys()
        return tokens.verify(token, self._exchange.keys)

    async def _exchanged(self, authorization: str, credential: str, address: str) -> Identity:
        known = self._entries.pop(authorization, None)
        if known is not None and self._still_good(known):
            return self._keep(authorization, known)
        for _ in range(2):
            # An answer that was on its way while something was revoked is asked for once more.
            reply = await self._exchange.exchange(credential, address)
            claims = _claims(reply)
            verdict = self._verdict(claims)
            if not verdict:
                left = claims.expires_at - EARLY - self._wall()
                identity = Identity(
                    claims.caller(), reply.access_token, claims, self._clock() + max(left, 0.0)
                )
                return self._keep(authorization, identity)
        raise Refusal(verdict)

    def _still_good(self, known: Identity) -> bool:
        """Something was revoked, but perhaps not this one: then there is nothing to ask."""
        if known.claims is None or self._clock() >= known.until or not self.revocations.healthy:
            return False
        return not self._verdict(known.claims)

    def _verdict(self, claims: tokens.AccessClaims) -> str:
        return self.revocations.verdict(
            claims.user_id,
            claims.session,
            claims.user_version,
            claims.rights_version,
            claims.membership_version,
        )

    def _keep(self, authorization: str, identity: Identity) -> Identity:
        identity.generation = self.revocations.generation
        identity.checked = self._clock()
        if len(self._entries) >= CACHED and authorization not in self._entries:
            del self._entries[next(iter(self._entries))]
        self._entries[authorization] = identity
        return identity


def _claims(reply: tokens_pb2.ExchangeReply) -> tokens.AccessClaims:
    who = reply.caller
    return tokens.AccessClaims(
        user_id=who.user_id,
        role=who.role,
        kind=who.kind,
        session=who.session_id,
        permissions=who.permissions,
        user_version=who.user_version,
        issued_at_ms=who.issued_at_ms,
        expires_at=reply.expires_at,
        groups=frozenset(who.groups),
        membership_version=who.membership_version,
        rights_version=who.rights_version,
        scopes=tuple(who.scopes),
        provider=who.provider,
        job_priority=who.job_priority or 5,
    )
