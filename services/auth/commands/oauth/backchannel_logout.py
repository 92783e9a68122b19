"""Back-channel logout: the provider's word that somebody signed out there ends their sessions here."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass

from kernel.context import CallContext
from services.auth.adapters.oauth.tokens import unverified_issuer
from services.auth.commands import revoke_idp_sessions
from services.auth.commands.oauth.provider import identity_of, named
from services.auth.commands.parts import Parts
from services.auth.domain.oauth.failures import LogoutTokenInvalid, ProviderUnreachable, SignInFailed
from services.auth.domain.oauth.provider import Provider

_log = logging.getLogger(__name__)
_REMEMBERED = 1800
"""Seconds a token is known to have come: longer than one is taken."""


@dataclass(frozen=True, slots=True)
class BackchannelLogout:
    """`provider` empty: the one that has the token's issuer."""

    provider: str
    logout_token: str


async def handle(parts: Parts, ctx: CallContext, command: BackchannelLogout) -> int:
    """How many sessions ended. Raises Refusal NOT_FOUND, LogoutTokenInvalid."""
    oauth = parts.oauth
    provider = await _provider(parts, command)
    try:
        if not provider.speaks_openid:
            raise LogoutTokenInvalid("this provider signs no tokens")
        metadata = await oauth.discovery.of(provider)
        token = await oauth.tokens.logout_token(provider, metadata, command.logout_token)
    except ProviderUnreachable as failed:
        _log.warning("a logout token of %s cannot be checked: %s", provider.id, failed.cause)
        raise LogoutTokenInvalid("the token cannot be checked now") from failed
    except SignInFailed as failed:
        raise LogoutTokenInvalid(failed.cause) from failed
    seen = f"{metadata.issuer}|{token.id}"
    if await oauth.attempts.came("jti", seen):
        raise LogoutTokenInvalid("this token came before")
    ended = await revoke_idp_sessions.handle(
        parts,
        ctx,
        revoke_idp_sessions.RevokeIdpSessions(
            provider=provider.id,
            idp_session=token.session,
            subject=identity_of(metadata.issuer, token.subject) if token.subject else "",
        ),
    )
    await oauth.sessions.drop(ended)
    # Only now: a provider that got no answer tries again with the same token.
    await oauth.attempts.once("jti", seen, int(time.time()) + _REMEMBERED)
    return len(ended)


async def _provider(parts: Parts, command: BackchannelLogout) -> Provider:
    if command.provider:
        return await named(parts, command.provider)
    issuer = unverified_issuer(command.logout_token).rstrip("/")
    settings = await parts.oauth.providers.now()
    for provider in settings.providers.values():
        if settings.enabled and issuer and provider.issuer == issuer:
            return provider
    raise LogoutTokenInvalid("no provider has this issuer")
