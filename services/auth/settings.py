"""Settings of the auth service."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

import msgspec

from kernel.config import CommonSettings, Positive
from services.auth.domain.oauth.provider import FIRST_RULES, PLAIN
from services.auth.domain.password_rules import PasswordRules


@dataclass(frozen=True, slots=True)
class Settings(CommonSettings):
    """What auth reads beyond the common settings."""

    enable_signup: bool = True
    """Whether people may register themselves, until an administrator decides otherwise."""
    default_role: Annotated[str, msgspec.Meta(pattern="^(pending|user|admin)$")] = "pending"
    """Role of people who register themselves (pending, user, admin), until an administrator changes it."""
    password_min_length: Positive = 1
    """Fewest characters of a new password."""
    strict_passwords: bool = False
    """Whether new passwords need eight characters, are not their owner's name or address, and none of those
    that are tried first. Always so in production."""
    signin_tries: Positive = 15
    """Tries to sign in to one account within `signin_window` that may fail."""
    signin_tries_address: Positive = 100
    """Tries to sign in from one address within `signin_window` that may fail."""
    key_tries_address: Positive = 1000
    """Unknown keys shown from one address within `signin_window` before keys from it are refused."""
    signin_window: Positive = 180
    """Seconds over which failed tries are counted."""
    hashing_processes: Annotated[int, msgspec.Meta(ge=0)] = 0
    """Password hashes worked on at once, 19 MiB of memory each; 0: one less than there are cores."""
    hashing_queue: Positive = 64
    """Password hashes that may wait; more are refused with OVERLOADED."""
    ldap_threads: Positive = 8
    """Conversations with the directory at once."""
    ldap_queue: Positive = 64
    """Sign-ins that may wait for the directory; more are refused with OVERLOADED."""
    ldap_patience: Positive = 5
    """Seconds the directory has for each step of a sign-in, and twice as many for the whole."""
    oauth_issuer: str = ""
    """Issuer of an OpenID Connect provider people may sign in with, or the address of its discovery
    document, until an administrator changes the section `oauth`; empty: none."""
    oauth_client_id: str = ""
    """Client id at that provider."""
    oauth_client_secret: str = field(default="", repr=False)
    """Client secret there; empty for a public client."""
    oauth_name: str = "SSO"
    """Name of that provider that people see."""
    oauth_scopes: str = "openid email profile"
    """Scopes that are asked for there, with blanks between them."""
    oauth_redirect_uri: str = ""
    """Redirect URI as registered there; empty: what the browser called and `/oauth/oidc/login/callback`."""
    oauth_signup: bool = False
    """Whether unknown people of identity providers get an account, until an administrator decides."""
    oauth_link_by_email: bool = False
    """Whether a verified address opens the account that has it, until an administrator decides."""
    signing_key_days: Positive = 90
    """Days after which tokens are signed with a new key."""
    user_cache_mib: Positive = 64
    """Memory for accounts that were read lately."""
    instance_name: str = "Parlance"
    """Name that clients show."""
    api_version: str = "0.12.4"
    """Version of the Open WebUI API that clients are told."""
    audit_days: Annotated[int, msgspec.Meta(ge=0)] = 365
    """Days an entry stays in the audit trail; 0 keeps them for ever."""
    deployment_id: str = ""
    """Tells installations apart for clients that cache."""

    @property
    def password_rules(self) -> PasswordRules:
        """What new passwords must be."""
        return PasswordRules(self.password_min_length, self.strict_passwords or self.production)


def from_environment(settings: Settings) -> dict[str, dict[str, object]]:
    """Section -> settings that the operator gives from outside; they count until they are changed."""
    return {
        "accounts": {
            "ENABLE_SIGNUP": settings.enable_signup,
            "DEFAULT_USER_ROLE": settings.default_role,
        },
        **({"oauth": _oauth(settings)} if settings.oauth_issuer else {}),
    }


def _oauth(settings: Settings) -> dict[str, object]:
    provider = {
        "id": PLAIN,
        "name": settings.oauth_name,
        "issuer": settings.oauth_issuer,
        "client_id": settings.oauth_client_id,
        "client_secret": settings.oauth_client_secret,
        "scopes": settings.oauth_scopes,
        "redirect_uri": settings.oauth_redirect_uri,
    }
    rules = {**FIRST_RULES, "signup": settings.oauth_signup, "link_by_email": settings.oauth_link_by_email}
    return {"providers": [provider], "rules": rules}
