"""Tokens that providers sign: the ID token of a sign-in, the logout token of a sign-out.

A token counts when it is signed with a published key of the provider by an asymmetric algorithm of the
list (never `none`, never a shared secret), is of the right issuer, for this client, of this moment, and
bound to what it belongs to: the nonce of the attempt, the access token it came with.
OpenID Connect Core 1.0, 3.1.3.7; OpenID Connect Back-Channel Logout 1.0, 2.6.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from authlib.oauth2.claims import JWTClaims
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError

from services.auth.adapters.oauth.discovery import Metadata
from services.auth.adapters.oauth.key_sets import KeySets
from services.auth.domain.oauth.failures import AnswerInvalid
from services.auth.domain.oauth.provider import Provider

LONGEST = 32 * 1024
LEEWAY = 60
_OLDEST = 600
"""Seconds after which a token that was made is no longer taken for one of now."""
_FAMILIES = {"RS": "RSA", "PS": "RSA", "ES": "EC", "Ed": "OKP"}
_EDWARDS = ("EdDSA", "Ed25519")
ALGORITHMS = (
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"),
    *_EDWARDS,
)
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"


@dataclass(frozen=True, slots=True)
class LogoutToken:
    """Who signed out at the provider: a person, one of their sessions there, or both."""

    subject: str
    session: str
    id: str
    """`jti`: counts once."""


class Tokens:
    """Checks tokens of any provider."""

    def __init__(self, keys: KeySets, clock: Callable[[], float] = time.time) -> None:
        self._keys = keys
        self._clock = clock

    async def id_token(
        self, provider: Provider, metadata: Metadata, token: str, nonce: str, access_token: str
    ) -> Mapping[str, Any]:
        """The claims of an ID token. Raises AnswerInvalid, ProviderUnreachable."""
        header, claims = await self._signed(provider, metadata, token)
        params = {"nonce": nonce, "client_id": provider.client_id}
        # The library knows the hashes of the other algorithms.
        edwards = header["alg"] in _EDWARDS
        if access_token and not edwards:
            params["access_token"] = access_token
        self._validate(CodeIDToken(claims, header, _expected(provider, metadata), params))
        if edwards and "at_hash" in claims and not _at_hash_fits(claims["at_hash"], access_token):
            raise AnswerInvalid("at_hash does not fit the access token")
        self._recent(claims)
        return claims

    async def logout_token(self, provider: Provider, metadata: Metadata, token: str) -> LogoutToken:
        """What a logout token says. Raises AnswerInvalid, ProviderUnreachable."""
        header, claims = await self._signed(provider, metadata, token)
        if header.get("typ", "JWT").lower().removeprefix("application/") not in ("jwt", "logout+jwt"):
            raise AnswerInvalid("another type of token")
        self._validate(JWTClaims(claims, header, _expected(provider, metadata)))
        self._recent(claims)
        events = claims.get("events")
        if not isinstance(events, dict) or not isinstance(events.get(LOGOUT_EVENT), dict):
            raise AnswerInvalid("the token is not about a sign-out")
        if "nonce" in claims:
            raise AnswerInvalid("a logout token has no nonce")
        subject, session, token_id = (claims.get(name, "") for name in ("sub", "sid", "jti"))
        if not all(isinstance(one, str) for one in (subject, session, token_id)):
            raise AnswerInvalid("sub, sid and jti are texts")
        if not token_id or not (subject or session):
            raise AnswerInvalid("a logout token has an id, and names a person or a session")
        return LogoutToken(subject, session, token_id)

    async def _signed(
        self, provider: Provider, metadata: Metadata, token: str
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        header = _header(token)
        algorithm, kid = header.get("alg"), header.get("kid")
        if algorithm not in ALGORITHMS or (metadata.algorithms and algorithm not in metadata.algorithms):
            raise AnswerInvalid("the token is signed in a way that is not taken")
        if kid is not None and not isinstance(kid, str):
            raise AnswerInvalid("the token names no key")
        failure: Exception | None = None
        for key in await self._keys.find(provider, metadata.keys, kid, _FAMILIES[algorithm[:2]]):
            try:
                found = jwt.decode(token, key, algorithms=[algorithm])
            except (JoseError, ValueError, TypeError) as error:
                failure = error
            else:
                return dict(found.header), dict(found.claims)
        raise AnswerInvalid(f"the signature does not hold: {failure}")

    def _validate(self, claims: Any) -> None:
        try:
            claims.validate(now=int(self._clock()), leeway=LEEWAY)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise AnswerInvalid(f"a claim does not hold: {error}") from error

    def _recent(self, claims: Mapping[str, Any]) -> None:
        if claims["iat"] < self._clock() - _OLDEST - LEEWAY:
            raise AnswerInvalid("the token was made long ago")


def unverified_issuer(token: str) -> str:
    """The issuer a token names, to find the provider that has to have signed it; "" for none."""
    parts = token.split(".")
    try:
        claims = json.loads(_decoded(parts[1])) if len(parts) == 3 and len(token) <= LONGEST else None
    except (ValueError, RecursionError):
        return ""
    issuer = claims.get("iss") if isinstance(claims, dict) else None
    return issuer if isinstance(issuer, str) else ""


def _expected(provider: Provider, metadata: Metadata) -> dict[str, Any]:
    return {
        "iss": {"essential": True, "value": metadata.issuer},
        "aud": {"essential": True, "value": provider.client_id},
        "exp": {"essential": True},
        "iat": {"essential": True},
    }


def _header(token: str) -> dict[str, Any]:
    if len(token) > LONGEST or token.count(".") != 2:
        raise AnswerInvalid("not a signed token")
    try:
        header = json.loads(_decoded(token.partition(".")[0]))
    except (ValueError, RecursionError):
        raise AnswerInvalid("not a signed token") from None
    if not isinstance(header, dict) or not isinstance(header.get("typ", ""), str):
        raise AnswerInvalid("not a signed token")
    return header


def _decoded(part: str) -> bytes:
    try:
        return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except binascii.Error:
        raise ValueError("not base64url") from None


def _at_hash_fits(given: Any, access_token: str) -> bool:
    """For Ed25519, whose hash is SHA-512."""
    half = hashlib.sha512(access_token.encode()).digest()[:32]
    wanted = base64.urlsafe_b64encode(half).rstrip(b"=")
    return isinstance(given, str) and hmac.compare_digest(wanted, given.encode("utf-8", "replace"))
