"""Where a browser goes to sign out at the provider too (OpenID Connect RP-Initiated Logout 1.0)."""

from __future__ import annotations

import asyncio
import logging
from urllib.parse import urlencode

from services.auth.commands.parts import Parts
from services.auth.domain.oauth.failures import SignInFailed

_LONGEST_HINT = 4000
_PATIENCE = 3.0
"""Seconds somebody who signs out waits for a provider whose document is not at hand."""
_log = logging.getLogger(__name__)


async def handle(parts: Parts, session_id: str) -> str:
    """The address for a session that ends now; "" when no provider vouched for it, or has no such
    address. What the provider gave is forgotten."""
    oauth = parts.oauth
    kept = await oauth.sessions.get(session_id)
    if kept is None:
        return ""
    provider = (await oauth.providers.now()).find(kept.provider)
    hint = await oauth.sessions.id_token(session_id)
    await oauth.sessions.drop([session_id])
    if provider is None or not provider.speaks_openid:
        return ""
    end = provider.end_session_endpoint
    if not end:
        try:
            async with asyncio.timeout(_PATIENCE):
                end = (await oauth.discovery.of(provider)).end_session
        except (SignInFailed, TimeoutError) as failed:
            _log.warning("signing out at %s is left out: %s", provider.id, failed)
    if not end:
        return ""
    query = {"client_id": provider.client_id}
    if hint and len(hint) <= _LONGEST_HINT:
        query["id_token_hint"] = hint
    return f"{end}{'&' if '?' in end else '?'}{urlencode(query)}"
