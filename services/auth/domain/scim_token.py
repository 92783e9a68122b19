"""SCIM tokens: what an identity provider shows when it provisions accounts.

A token is made for one provider and shows either what that provider provisioned or everything. It
stands for the provider, not for a person: all tokens act as one built-in account that may do nothing
else, and a token stays when its maker leaves. Several per provider work at a time, so that one can be
replaced without a gap.
"""

from __future__ import annotations

from services.auth.domain import key_events as happened
from services.auth.domain.identity import provider_name
from services.auth.domain.refusals import ValueInvalid

ACCOUNT_ID = "00000000-0000-4000-8000-000000005c13"
"""Id of the built-in account; its stream holds the tokens' events."""
PREFIX = "scim-"
OWN, ALL = "own", "all"
SCOPE_ALL = "scim:all"
"""Held, beside `scim`, by a token that sees every account and group."""


def scopes(view: str) -> tuple[str, ...]:
    """What the access token of a SCIM token carries."""
    return ("scim", SCOPE_ALL) if view == ALL else ("scim",)


def create(
    key_id: str, provider: str, view: str, name: str, hint: str, created_by: str, expires_at: int
) -> list[object]:
    """A new token. Raises ValueInvalid."""
    if view not in (OWN, ALL):
        raise ValueInvalid("view", "a token sees own or all")
    provider = provider_name(provider)
    return [happened.ScimTokenCreated(ACCOUNT_ID, key_id, provider, view, name, hint, created_by, expires_at)]


def revoke(key_id: str) -> list[object]:
    """A token ends."""
    return [happened.ScimTokenRevoked(ACCOUNT_ID, key_id)]
