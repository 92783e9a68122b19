"""What a provider says of itself: OpenID Connect Discovery 1.0, RFC 8414.

A document counts only when its issuer is the configured one, letter by letter, and when every address
it names is https or of the issuer's own origin. It is kept for an hour; that it could not be had is
kept for some seconds, so that nobody makes this server ask more often.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kernel.outgoing import origin_of
from services.auth.adapters.oauth.wire import Wire
from services.auth.domain.oauth.failures import AnswerInvalid, SignInFailed
from services.auth.domain.oauth.provider import GITHUB, WELL_KNOWN, Provider

KEPT = 3600.0
FAILURE_KEPT = 3.0
_MOST = 100
_AUTH_METHODS = ("client_secret_basic", "client_secret_post")


@dataclass(frozen=True, slots=True)
class Metadata:
    """The endpoints of a provider. Empty: it has none."""

    issuer: str
    authorization: str
    token: str
    keys: str = ""
    userinfo: str = ""
    emails: str = ""
    """GitHub's list of addresses."""
    end_session: str = ""
    auth_methods: tuple[str, ...] = ()
    algorithms: tuple[str, ...] = ()
    names_issuer: bool = False
    """Whether it always sends `iss` to the callback (RFC 9207)."""

    def auth_method(self, provider: Provider) -> str:
        """How this client proves itself at the token endpoint."""
        if provider.token_endpoint_auth_method:
            return provider.token_endpoint_auth_method
        if not provider.client_secret:
            return "none"
        known = [method for method in _AUTH_METHODS if method in self.auth_methods]
        return known[0] if known else _AUTH_METHODS[0]


class Discovery:
    """Keeps what was found by issuer."""

    def __init__(self, wire: Wire, clock: Callable[[], float] = time.monotonic) -> None:
        self._wire = wire
        self._clock = clock
        self._found: OrderedDict[str, tuple[Metadata | SignInFailed, float]] = OrderedDict()

    async def of(self, provider: Provider) -> Metadata:
        """The endpoints of a provider. Raises ProviderUnreachable, AnswerInvalid."""
        if provider.kind == GITHUB:
            return _github(provider.issuer)
        kept = self._found.get(provider.issuer)
        if kept is None or kept[1] <= self._clock():
            kept = await self._ask(provider)
            self._found[provider.issuer] = kept
            if len(self._found) > _MOST:
                self._found.popitem(last=False)
        if isinstance(kept[0], SignInFailed):
            raise type(kept[0])(kept[0].cause)
        return kept[0]

    async def _ask(self, provider: Provider) -> tuple[Metadata | SignInFailed, float]:
        try:
            document = await self._wire.get_object(provider, provider.issuer + WELL_KNOWN)
            return read(document, provider.issuer), self._clock() + KEPT
        except SignInFailed as failed:
            return failed, self._clock() + FAILURE_KEPT


def read(document: Mapping[str, Any], issuer: str) -> Metadata:
    """A discovery document, checked. Raises AnswerInvalid."""
    named = document.get("issuer")
    # The slash at the end of an issuer is not part of its document's address: Discovery 1.0, 4.1.
    if named not in (issuer, issuer + "/"):
        raise AnswerInvalid(f"the document of {issuer} names the issuer {str(named)[:200]}")

    def address(key: str, required: bool = False) -> str:
        value = document.get(key)
        if value is None and not required:
            return ""
        if not isinstance(value, str) or not _may_be_asked(value, issuer):
            raise AnswerInvalid(f"{key} of {issuer} is neither https nor of its origin")
        return value

    def texts(key: str) -> tuple[str, ...]:
        value = document.get(key)
        return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()

    return Metadata(
        issuer=str(named),
        authorization=address("authorization_endpoint", required=True),
        token=address("token_endpoint", required=True),
        keys=address("jwks_uri", required=True),
        userinfo=address("userinfo_endpoint"),
        end_session=address("end_session_endpoint"),
        auth_methods=texts("token_endpoint_auth_methods_supported"),
        algorithms=texts("id_token_signing_alg_values_supported"),
        names_issuer=document.get("authorization_response_iss_parameter_supported") is True,
    )


def _may_be_asked(url: str, issuer: str) -> bool:
    origin = origin_of(url)
    return bool(origin) and (origin.startswith("https://") or origin == origin_of(issuer))


def _github(base: str) -> Metadata:
    api = "https://api.github.com" if base == "https://github.com" else f"{base}/api/v3"
    return Metadata(
        issuer=base,
        authorization=f"{base}/login/oauth/authorize",
        token=f"{base}/login/oauth/access_token",
        userinfo=f"{api}/user",
        emails=f"{api}/user/emails",
        auth_methods=("client_secret_post",),
    )
