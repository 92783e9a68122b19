"""Requests to one identity provider: guarded, and JSON only.

The address an administrator configured may be inside the network; one that a provider's document names
must be of the same origin, or https and public. Redirects are not followed: no endpoint of OpenID
Connect answers a server with one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import httpx2

from kernel.outgoing import GuardedTransport, origin_of
from services.auth.domain.oauth.failures import AnswerInvalid, ProviderUnreachable
from services.auth.domain.oauth.provider import Provider

MOST_BYTES = 512 * 1024
_MOST_TRANSPORTS = 64


class Wire:
    """Shares one transport per provider and time limit."""

    def __init__(self) -> None:
        self._transports: dict[tuple[str, int], GuardedTransport] = {}

    async def transport(self, provider: Provider) -> GuardedTransport:
        """The transport for everything that is asked of a provider."""
        home = origin_of(provider.issuer)
        key = (home, provider.timeout)
        if key not in self._transports:
            while len(self._transports) >= _MOST_TRANSPORTS:
                await self._transports.pop(next(iter(self._transports))).close()
            self._transports[key] = GuardedTransport(
                may_be_private=lambda origin: origin == home,
                seconds=float(provider.timeout),
                most_bytes=MOST_BYTES,
            )
        return self._transports[key]

    async def get(self, provider: Provider, url: str, bearer: str = "") -> Any:
        """A JSON document. Raises ProviderUnreachable, AnswerInvalid."""
        headers = {"accept": "application/json"}
        if bearer:
            headers["authorization"] = f"Bearer {bearer}"
        try:
            async with httpx2.AsyncClient(
                transport=await self.transport(provider), trust_env=False
            ) as client:
                answer = await client.get(url, headers=headers)
        except (httpx2.HTTPError, httpx2.InvalidURL, UnicodeError) as error:
            raise ProviderUnreachable(f"{_short(url)}: {error}") from error
        if answer.status_code != 200:
            raise ProviderUnreachable(f"{_short(url)} answered {answer.status_code}")
        return parsed(answer.content, url)

    async def get_object(self, provider: Provider, url: str, bearer: str = "") -> Mapping[str, Any]:
        """A JSON object. Raises ProviderUnreachable, AnswerInvalid."""
        found = await self.get(provider, url, bearer)
        if not isinstance(found, dict):
            raise AnswerInvalid(f"{_short(url)} answered with something else than an object")
        return found

    async def close(self) -> None:
        """End all connections."""
        for transport in self._transports.values():
            await transport.close()


def parsed(body: bytes, url: str) -> Any:
    """JSON of an answer. Raises AnswerInvalid."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise AnswerInvalid(f"{_short(url)} answered with something else than JSON") from None


def _short(url: str) -> str:
    return url.partition("?")[0][:200]
