"""Begin a sign-in: where the browser goes, and what it has to bring back."""

from __future__ import annotations

from dataclasses import dataclass

from services.auth.commands.oauth.provider import named
from services.auth.commands.parts import Parts
from services.auth.domain.oauth.failures import AnswerInvalid


@dataclass(frozen=True, slots=True)
class BeginSignIn:
    provider: str
    origin: str
    """Scheme and host the browser called."""


@dataclass(frozen=True, slots=True)
class Begun:
    """Address of the provider, and the sealed attempt for the browser's cookie."""

    location: str
    attempt: str


async def handle(parts: Parts, command: BeginSignIn) -> Begun:
    """Raises Refusal NOT_FOUND, SignInFailed."""
    oauth = parts.oauth
    provider = await named(parts, command.provider)
    metadata = await oauth.discovery.of(provider)
    redirect_uri = provider.callback(command.origin)
    if not redirect_uri.startswith(("https://", "http://")):
        raise AnswerInvalid("there is no redirect URI, and the browser named no host")
    attempt = oauth.attempts.begin(provider.id, metadata.issuer, redirect_uri)
    location = await oauth.exchange.authorization_url(provider, metadata, attempt)
    return Begun(location, await oauth.attempts.sealed(attempt))
