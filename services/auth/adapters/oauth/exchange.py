"""The OAuth 2.0 client towards one provider: where to send the browser, what its code is worth.

Authorization code grant with PKCE S256 and nothing else (RFC 6749, 7636, 9700).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import AsyncOAuth2Client

from services.auth.adapters.oauth.attempts import Attempt
from services.auth.adapters.oauth.discovery import Metadata
from services.auth.adapters.oauth.tokens import Tokens
from services.auth.adapters.oauth.wire import Wire
from services.auth.domain.oauth.failures import AnswerInvalid, ProviderRefused, ProviderUnreachable
from services.auth.domain.oauth.provider import Provider


@dataclass(frozen=True, slots=True)
class Granted:
    """What a provider gave for a code. `claims` are of the ID token and userinfo, checked."""

    claims: Mapping[str, Any]
    token: Mapping[str, Any] = field(repr=False)
    """The token response as it came."""

    @property
    def session(self) -> str:
        """The provider's name of its own session, for its word that it ended."""
        sid = self.claims.get("sid")
        return sid if isinstance(sid, str) and len(sid) <= 512 else ""


class Exchange:
    """One for all providers."""

    def __init__(self, wire: Wire, tokens: Tokens) -> None:
        self._wire = wire
        self._tokens = tokens

    async def authorization_url(self, provider: Provider, metadata: Metadata, attempt: Attempt) -> str:
        """Where the browser goes."""
        further = {"nonce": attempt.nonce} if provider.speaks_openid else {}
        if provider.audience:
            further["audience"] = provider.audience
        async with await self._client(provider, metadata, attempt) as client:
            url, _ = client.create_authorization_url(
                metadata.authorization, state=attempt.state, code_verifier=attempt.verifier, **further
            )
        return str(url)

    async def redeem(self, provider: Provider, metadata: Metadata, attempt: Attempt, code: str) -> Granted:
        """Trade the code. Raises ProviderUnreachable, ProviderRefused, AnswerInvalid."""
        token = await self._token(provider, metadata, attempt, code)
        access = token.get("access_token")
        if not isinstance(access, str) or not access:
            raise AnswerInvalid("the token response has no access token")
        if str(token.get("token_type", "bearer")).lower() != "bearer":
            raise AnswerInvalid("the token response has another type of token")
        if not provider.speaks_openid:
            return Granted(await self._github(provider, metadata, access), token)
        id_token = token.get("id_token")
        if not isinstance(id_token, str):
            raise AnswerInvalid("the token response has no ID token")
        claims = await self._tokens.id_token(provider, metadata, id_token, attempt.nonce, access)
        return Granted(await self._with_userinfo(provider, metadata, claims, access), token)

    async def _token(
        self, provider: Provider, metadata: Metadata, attempt: Attempt, code: str
    ) -> Mapping[str, Any]:
        try:
            async with await self._client(provider, metadata, attempt) as client:
                found = await client.fetch_token(
                    metadata.token,
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=attempt.verifier,
                )
        except AuthlibBaseError as error:
            raise ProviderRefused(f"the token endpoint answered {error}") from error
        except (httpx2.HTTPError, httpx2.InvalidURL, UnicodeError) as error:
            raise ProviderUnreachable(f"the token endpoint: {error}") from error
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise AnswerInvalid(f"the token endpoint: {error}") from error
        return dict(found)

    async def _client(self, provider: Provider, metadata: Metadata, attempt: Attempt) -> AsyncOAuth2Client:
        return AsyncOAuth2Client(
            client_id=provider.client_id,
            client_secret=provider.client_secret or None,
            token_endpoint_auth_method=metadata.auth_method(provider),
            scope=provider.scopes,
            redirect_uri=attempt.redirect_uri,
            code_challenge_method="S256",
            trust_env=False,
            transport=await self._wire.transport(provider),
        )

    async def _with_userinfo(
        self, provider: Provider, metadata: Metadata, claims: Mapping[str, Any], access: str
    ) -> Mapping[str, Any]:
        """What userinfo adds; the ID token, which is signed, has the last word."""
        if not metadata.userinfo:
            return claims
        found = await self._wire.get_object(provider, metadata.userinfo, access)
        if found.get("sub") != claims["sub"]:
            raise AnswerInvalid("userinfo speaks of somebody else than the ID token")
        if "email" in claims and found.get("email") != claims["email"]:
            # What userinfo vouches for is another address.
            found = {key: value for key, value in found.items() if key != "email_verified"}
        return {**found, **claims}

    async def _github(self, provider: Provider, metadata: Metadata, access: str) -> Mapping[str, Any]:
        """GitHub's account in the words of OpenID Connect: its primary address, if GitHub verified it."""
        user = await self._wire.get_object(provider, metadata.userinfo, access)
        if not isinstance(user.get("id"), int):
            raise AnswerInvalid("GitHub names no account")
        emails = await self._wire.get(provider, metadata.emails, access)
        listed = [one for one in emails if isinstance(one, dict)] if isinstance(emails, list) else []
        primary = next((one for one in listed if one.get("primary") is True), {})
        return {
            **user,
            "sub": str(user["id"]),
            "name": user.get("name") or user.get("login"),
            "picture": user.get("avatar_url"),
            "email": primary.get("email"),
            "email_verified": primary.get("verified") is True,
        }
