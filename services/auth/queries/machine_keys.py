"""What keys that stand for no person are good for: developer keys and SCIM tokens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kernel.errors import Refusal
from kernel.identity.permissions import to_mask
from kernel.identity.tokens import LIFETIME, AccessClaims
from services.auth.commands.parts import Parts
from services.auth.domain import developer, scim_token
from services.auth.projections.developer_keys import COLLECTION as DEVELOPER_KEYS
from services.auth.projections.scim_tokens import COLLECTION as SCIM_TOKENS

KINDS = {developer.ACCOUNT_ID: "developer_key", scim_token.ACCOUNT_ID: "scim_token"}
"""The built-in accounts such keys act as, and the kind of credential that is."""
_NOTHING = to_mask(())


def is_machine_key(credential: str) -> bool:
    """Whether a credential has the form of one."""
    return credential.startswith(scim_token.PREFIX) or developer.is_developer_key(credential)


async def claims_of(parts: Parts, secret: str, now_ms: int) -> AccessClaims:
    """Raises Refusal INVALID_CREDENTIAL (unknown, expired) or SESSION_REVOKED."""
    found = await parts.credentials.key(secret)
    kind = KINDS.get(found.user_id) if found is not None else None
    if found is None or kind is None:
        raise Refusal("INVALID_CREDENTIAL")
    return await claims_by_id(parts, kind, found.key_id, now_ms)


async def claims_by_id(parts: Parts, kind: str, key_id: str, now_ms: int) -> AccessClaims:
    """As `claims_of`, of a key that was recognised before."""
    collection = SCIM_TOKENS if kind == "scim_token" else DEVELOPER_KEYS
    key = await parts.store.view(collection).find_one({"_id": key_id})
    if key is None:
        raise Refusal("SESSION_REVOKED")
    until = not_after(key, now_ms)
    if kind == "scim_token":
        return AccessClaims(
            scim_token.ACCOUNT_ID, "pending", kind, key_id, _NOTHING, 0, now_ms, until,
            scopes=scim_token.scopes(key["view"]), provider=key["provider"],
        )  # fmt: skip
    return AccessClaims(developer.ACCOUNT_ID, "admin", kind, key_id, _NOTHING, 0, now_ms, until)


def not_after(key: Mapping[str, Any], now_ms: int) -> int:
    """When an access token of a key ends (epoch seconds). Raises INVALID_CREDENTIAL for an expired key."""
    now, expires_at = now_ms // 1000, key.get("expires_at", 0)
    if expires_at and expires_at <= now:
        raise Refusal("INVALID_CREDENTIAL")
    until = now + LIFETIME
    return min(until, expires_at) if expires_at else until
