"""An identity provider as configured, with what its kind says where the settings are silent."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from services.auth.domain.refusals import ValueInvalid

GITHUB, GOOGLE, MICROSOFT, OPENID = "github", "google", "microsoft", "openid"
_SHARES = {
    "everyone": b'{"config":{"share":true}}',
    "members": b'{"config":{"share":"members"}}',
    "nobody": b'{"config":{"share":false}}',
}
NO_PROOF = "none"
PLAIN = "oidc"
"""Id of the provider the settings page knows, and the environment names."""
PLAIN_NAME = "SSO"
WELL_KNOWN = "/.well-known/openid-configuration"
CALLBACK = "/oauth/{id}/login/callback"
FIRST_RULES: Mapping[str, object] = {
    "allowed_domains": ["*"],
    "roles_claim": "roles",
    "admin_roles": ["admin"],
    "allowed_roles": ["user", "admin"],
    "group_claim": "groups",
    "group_share": "everyone",
    "email_claim": "email",
    "name_claim": "name",
    "picture_claim": "picture",
}
"""The rules of a new installation, as the contract's defaults have them."""
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_RESERVED = ("backchannel-logout", "clients", "config", "providers", "sessions")
_ISSUERS = {GOOGLE: "https://accounts.google.com", GITHUB: "https://github.com"}
_SCOPES = {GITHUB: "read:user user:email"}
_ANY_TENANT = ("common", "organizations", "consumers")


@dataclass(frozen=True, slots=True)
class Rules:
    """What a provider's word counts for; see OAuthRules of the contract."""

    signup: bool = False
    link_by_email: bool = False
    allowed_domains: tuple[str, ...] = ()
    role_management: bool = False
    roles_claim: str = ""
    admin_roles: tuple[str, ...] = ()
    allowed_roles: tuple[str, ...] = ()
    group_management: bool = False
    group_creation: bool = False
    group_claim: str = ""
    blocked_groups: tuple[str, ...] = ()
    group_mapping: Mapping[str, str] = field(default_factory=dict)
    group_share: str = ""
    email_claim: str = ""
    name_claim: str = ""
    picture_claim: str = ""
    subject_claim: str = ""
    update_email: bool = False
    update_name: bool = False
    update_picture: bool = False

    @property
    def group_data(self) -> bytes:
        """`data` of a group that is made for a provider's: who may share with it."""
        return _SHARES.get(self.group_share, _SHARES["members"])


@dataclass(frozen=True, slots=True)
class Provider:
    """See OAuthProvider of the contract. `issuer` has no slash at its end and names no document."""

    id: str
    name: str
    kind: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    scopes: str
    redirect_uri: str
    token_endpoint_auth_method: str
    end_session_endpoint: str
    audience: str
    timeout: int
    addresses_are_verified: bool
    rules: Rules

    @property
    def speaks_openid(self) -> bool:
        """Whether it gives ID tokens; GitHub does not."""
        return self.kind != GITHUB

    def callback(self, origin: str) -> str:
        """Where the browser comes back to, when it called us at `origin`."""
        return self.redirect_uri or f"{origin}{CALLBACK.format(id=self.id)}"


def completed(one: Provider) -> Provider:
    """A provider with the defaults of its kind."""
    kind = one.kind or OPENID
    issuer = (one.issuer or _ISSUERS.get(kind, "")).removesuffix(WELL_KNOWN).rstrip("/")
    scopes = " ".join(one.scopes.split()) or _SCOPES.get(kind, "openid email profile")
    return replace(
        one,
        kind=kind,
        issuer=issuer,
        scopes=scopes,
        name=one.name or (PLAIN_NAME if one.id == PLAIN else one.id),
        timeout=one.timeout or 10,
    )


def check(providers: Sequence[Provider]) -> None:
    """Refuse providers that could not work, or not safely. Raises ValueInvalid."""
    seen = set[str]()
    for one in providers:
        where = f"providers.{one.id}"
        if not _ID.fullmatch(one.id) or one.id in _RESERVED:
            raise ValueInvalid("providers", "an id has small letters, digits, - and _, and is not reserved")
        if one.id in seen:
            raise ValueInvalid("providers", "two providers have one id")
        seen.add(one.id)
        _check_address(f"{where}.issuer", one.issuer, required=True)
        _check_address(f"{where}.redirect_uri", one.redirect_uri)
        _check_address(f"{where}.end_session_endpoint", one.end_session_endpoint)
        if one.speaks_openid and "openid" not in one.scopes.split():
            raise ValueInvalid(f"{where}.scopes", "openid is one of the scopes of OpenID Connect")
        if one.kind == MICROSOFT and urlsplit(one.issuer).path.strip("/").split("/")[0] in (*_ANY_TENANT, ""):
            raise ValueInvalid(f"{where}.issuer", "the issuer of Microsoft names one tenant by its id")
        if one.client_secret and one.token_endpoint_auth_method == NO_PROOF:
            raise ValueInvalid(f"{where}.token_endpoint_auth_method", "there is a secret that is not used")


def _check_address(where: str, url: str, required: bool = False) -> None:
    if not url and not required:
        return
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise ValueInvalid(where, "not an address") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise ValueInvalid(where, "an address with http or https is expected, without a user in it")
    if parts.query or parts.fragment or not url.isascii() or not url.isprintable() or " " in url:
        raise ValueInvalid(where, "an address without query and fragment is expected")
