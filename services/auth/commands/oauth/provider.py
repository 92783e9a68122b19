"""The provider a command is about."""

from __future__ import annotations

from kernel.errors import Refusal
from services.auth.commands.parts import Parts
from services.auth.domain.oauth.provider import Provider


async def named(parts: Parts, provider_id: str) -> Provider:
    """A provider people may use now. Raises Refusal NOT_FOUND."""
    found = (await parts.oauth.providers.now()).find(provider_id)
    if found is None:
        raise Refusal("NOT_FOUND")
    return found


def identity_of(issuer: str, subject: str) -> str:
    """The subject of an identity: OpenID Connect promises uniqueness for issuer and subject together, so
    that another provider under the same id cannot speak for the accounts of the one before."""
    return f"{issuer}|{subject}"
