"""The token a client holds for a session: a JWT that names it, signed with EdDSA.

Claims: iss `parlance`, aud `parlance-clients`, typ `session`, sub (user id), sid, iat, exp. Nothing
else is believed of it: role and rights come from the account when it is exchanged. The same session
and key always give the same text, so the token need not be stored to be shown again.
"""

from __future__ import annotations

from dataclasses import dataclass

import jwt

from kernel.errors import Refusal
from services.auth.adapters.signing_keys import SigningKeys

ALGORITHM = "EdDSA"
ISSUER = "parlance"
AUDIENCE = "parlance-clients"
TYPE = "session"
_LEEWAY = 60


@dataclass(frozen=True, slots=True)
class SessionClaims:
    """Whom and which session a token names. Times are epoch seconds."""

    user_id: str
    session_id: str
    started_at: int
    expires_at: int


def sign(claims: SessionClaims, keys: SigningKeys) -> str:
    """The token of a session."""
    payload = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "typ": TYPE,
        "sub": claims.user_id,
        "sid": claims.session_id,
        "iat": claims.started_at,
        "exp": claims.expires_at,
    }
    key = keys.current
    return jwt.encode(payload, key.private, algorithm=ALGORITHM, headers={"kid": key.kid})


async def verify(token: str, keys: SigningKeys) -> SessionClaims:
    """The claims of a token signed here that has not expired. Raises Refusal INVALID_CREDENTIAL."""
    try:
        header = jwt.get_unverified_header(token)
        key = await keys.verifying_key(str(header.get("kid", "")))
        if key is None:
            raise Refusal("INVALID_CREDENTIAL")
        payload = jwt.decode(
            token,
            key,
            algorithms=[ALGORITHM],
            audience=AUDIENCE,
            issuer=ISSUER,
            leeway=_LEEWAY,
            options={"require": ["iss", "aud", "sub", "sid", "iat", "exp", "typ"], "strict_aud": True},
        )
        if payload["typ"] != TYPE:
            raise Refusal("INVALID_CREDENTIAL")
        return SessionClaims(
            str(payload["sub"]), str(payload["sid"]), int(payload["iat"]), int(payload["exp"])
        )
    except (jwt.InvalidTokenError, TypeError, ValueError) as error:
        raise Refusal("INVALID_CREDENTIAL") from error
