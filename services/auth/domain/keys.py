"""Named API keys of an account: at most 50, each with scopes and mostly an expiry."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from services.auth.domain import key_events as happened
from services.auth.domain.refusals import ValueInvalid
from services.auth.domain.values import display_name

MOST = 50
LONGEST_SECONDS = 10 * 365 * 86_400


def expiry(expires_at: int, now: int) -> int:
    """A moment in the future, or 0 for a key that does not expire. Raises ValueInvalid."""
    if expires_at and not now < expires_at <= now + LONGEST_SECONDS:
        raise ValueInvalid("expires_at", "a key expires in the future, in seconds since the epoch")
    return expires_at


def add(
    user_id: str,
    key_id: str,
    name: str,
    scopes: Sequence[str],
    expires_at: int,
    hint: str,
    *,
    known: Collection[str],
    held: int,
) -> list[object]:
    """A new key. `known` are the scopes there are, `held` how many keys the account has."""
    strange = sorted(set(scopes) - set(known))
    if strange:
        raise ValueInvalid("scopes", f"there is no scope {', '.join(strange)[:100]}")
    if held >= MOST:
        raise ValueInvalid("name", f"an account has at most {MOST} keys")
    kept = tuple(dict.fromkeys(scopes))
    return [happened.ApiKeyAdded(user_id, key_id, display_name(name), kept, expires_at, hint)]


def remove(user_id: str, key_id: str) -> list[object]:
    """A key ends."""
    return [happened.ApiKeyRemoved(user_id, key_id)]
