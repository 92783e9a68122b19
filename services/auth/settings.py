"""Settings of the auth service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import msgspec

from kernel.config import CommonSettings, Positive


@dataclass(frozen=True, slots=True)
class Settings(CommonSettings):
    """What auth reads beyond the common settings."""

    enable_signup: bool = True
    """Whether people may register themselves, until an administrator decides otherwise."""
    default_role: Annotated[str, msgspec.Meta(pattern="^(pending|user|admin)$")] = "pending"
    """Role of people who register themselves (pending, user, admin), until an administrator changes it."""
    password_min_length: Positive = 1
    """Fewest characters of a new password."""
    signin_tries: Positive = 15
    """Tries to sign in to one account within `signin_window` that may fail."""
    signin_tries_address: Positive = 100
    """Tries to sign in from one address within `signin_window` that may fail."""
    signin_window: Positive = 180
    """Seconds over which failed tries are counted."""
    hashing_threads: Annotated[int, msgspec.Meta(ge=0)] = 0
    """Password hashes worked on at once, 19 MiB of memory each; 0: as many as there are cores."""
    hashing_queue: Positive = 64
    """Password hashes that may wait; more are refused with OVERLOADED."""
    ldap_threads: Positive = 8
    """Conversations with the directory at once."""
    ldap_queue: Positive = 64
    """Sign-ins that may wait for the directory; more are refused with OVERLOADED."""
    ldap_patience: Positive = 5
    """Seconds the directory has for each step of a sign-in, and twice as many for the whole."""
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


def from_environment(settings: Settings) -> dict[str, dict[str, object]]:
    """Section -> settings that the operator gives from outside; they count until they are changed."""
    return {
        "accounts": {
            "ENABLE_SIGNUP": settings.enable_signup,
            "DEFAULT_USER_ROLE": settings.default_role,
        }
    }
