"""Access tokens: what they claim, how auth signs them, how every service verifies them.

A compact JWT (RFC 7519, profile of RFC 9068): EdDSA over Ed25519 and nothing else, typ `at+jwt`,
kid of a key from Tokens/Keys, iss `parlance`, aud `parlance-services`, at most five minutes long.
Claims: sub (user id), sid (session or key id), knd (kind), rol (role), prm (hexadecimal permission
mask), ver (version of the stream `user-<id>` the token was made from), iat, exp (seconds; iat with
milliseconds), grp (group ids, packed; see kernel.identity.memberships), mbv (version of the
account's memberships), rgv (version of the stream `installation`), dml (questions to a model a day,
where there is a limit). `ver`, `mbv` and `rgv` are read before the state the token is made from, so a
change that comes in between makes the token stale and not the other way round. Of keys also scp (what
a key is limited to, if it is) and prv (provider of a SCIM token); pri is the job priority where it is
not 5.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kernel.context import Caller
from kernel.errors import Refusal
from kernel.identity import memberships
from kernel.identity.permissions import from_mask

ALGORITHM = "EdDSA"
TYPE = "at+jwt"
ISSUER = "parlance"
AUDIENCE = "parlance-services"
LIFETIME = 300
"""Seconds an access token lives."""
LEEWAY = 60
"""Seconds two clocks may differ."""
NOT_CONCERNED = 2**53 - 1
"""`rights_version` of what does not depend on what everybody may do: keys that stand for no person."""
_REQUIRED = ("iss", "aud", "sub", "sid", "knd", "rol", "prm", "ver", "iat", "exp")
_JOB_PRIORITY = 5
_ROLES = frozenset({"admin", "user", "pending"})
_KINDS = frozenset({"session", "api_key", "developer_key", "scim_token"})


@dataclass(frozen=True, slots=True)
class AccessClaims:
    """What an access token says. `permissions` is the hexadecimal mask.

    `groups` None: there are more than a token holds, auth tells them (Tokens/Exchange).
    """

    user_id: str
    role: str
    kind: str
    session: str
    permissions: str
    user_version: int
    issued_at_ms: int
    expires_at: int
    groups: frozenset[str] | None = frozenset()
    membership_version: int = 0
    rights_version: int = NOT_CONCERNED
    scopes: tuple[str, ...] = ()
    provider: str = ""
    job_priority: int = _JOB_PRIORITY
    daily_limit: int = 0

    def caller(self) -> Caller:
        """The identity the token speaks for."""
        return Caller(
            id=self.user_id,
            role=self.role,
            kind=self.kind,
            session=self.session,
            permissions=from_mask(self.permissions),
            groups=self.groups or frozenset(),
            scopes=frozenset(self.scopes),
            provider=self.provider,
            job_priority=self.job_priority,
            daily_limit=self.daily_limit,
        )


def sign(claims: AccessClaims, kid: str, key: Ed25519PrivateKey) -> str:
    """The token of some claims. Only auth has the key."""
    payload: dict[str, Any] = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": claims.user_id,
        "sid": claims.session,
        "knd": claims.kind,
        "rol": claims.role,
        "prm": claims.permissions,
        "ver": claims.user_version,
        "iat": claims.issued_at_ms / 1000,
        "exp": claims.expires_at,
        "grp": memberships.pack(claims.groups),
        "mbv": claims.membership_version,
        "rgv": claims.rights_version,
    }
    if claims.scopes:
        payload["scp"] = list(claims.scopes)
    if claims.job_priority != _JOB_PRIORITY:
        payload["pri"] = claims.job_priority
    if claims.provider:
        payload["prv"] = claims.provider
    if claims.daily_limit:
        payload["dml"] = claims.daily_limit
    return jwt.encode(payload, key, algorithm=ALGORITHM, headers={"kid": kid, "typ": TYPE})


def key_id(token: str) -> str | None:
    """The kid of an access token; None when the text is not one (some other credential)."""
    if token.count(".") != 2:
        return None
    try:
        header = jwt.get_unverified_header(token)
    except jwt.InvalidTokenError:
        return None
    if header.get("typ") != TYPE:
        return None
    return str(header.get("kid") or "")


def verify(token: str, keys: Mapping[str, Ed25519PublicKey]) -> AccessClaims:
    """The claims of a token signed with one of `keys`.

    Raises Refusal: TOKEN_STALE when it has expired, INVALID_CREDENTIAL for everything else.
    """
    key = keys.get(key_id(token) or "")
    if key is None:
        raise Refusal("INVALID_CREDENTIAL")
    try:
        payload: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=[ALGORITHM],
            audience=AUDIENCE,
            issuer=ISSUER,
            leeway=LEEWAY,
            options={"require": list(_REQUIRED), "strict_aud": True},
        )
    except jwt.ExpiredSignatureError as error:
        raise Refusal("TOKEN_STALE") from error
    except jwt.InvalidTokenError as error:
        raise Refusal("INVALID_CREDENTIAL") from error
    return _claims(payload)


def _claims(payload: Mapping[str, Any]) -> AccessClaims:
    try:
        claims = AccessClaims(
            user_id=str(payload["sub"]),
            role=str(payload["rol"]),
            kind=str(payload["knd"]),
            session=str(payload["sid"]),
            permissions=str(payload["prm"]),
            user_version=int(payload["ver"]),
            issued_at_ms=round(float(payload["iat"]) * 1000),
            expires_at=int(payload["exp"]),
            groups=memberships.unpack(str(payload.get("grp", ""))),
            membership_version=int(payload.get("mbv", 0)),
            rights_version=int(payload.get("rgv", 0)),
            scopes=tuple(str(scope) for scope in payload.get("scp", ())),
            provider=str(payload.get("prv", "")),
            job_priority=int(payload.get("pri", _JOB_PRIORITY)),
            daily_limit=int(payload.get("dml", 0)),
        )
        from_mask(claims.permissions)
    except (TypeError, ValueError) as error:
        raise Refusal("INVALID_CREDENTIAL") from error
    if claims.role not in _ROLES or claims.kind not in _KINDS or not claims.user_id:
        raise Refusal("INVALID_CREDENTIAL")
    return claims
