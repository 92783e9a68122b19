"""The installation: who owns it, what plain users may do, and how its settings bear on accounts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from services.auth.domain import events as happened
from services.auth.domain.permissions import INITIALLY_GRANTED
from services.auth.domain.refusals import SignupDisabled
from services.auth.domain.values import lifetime_seconds

STREAM = "installation"


@dataclass(frozen=True, slots=True)
class Installation:
    """State of the stream `installation`. `owner` is empty until the first account is registered.

    `settings` are those of the section "accounts" (domain.config.accounts). The stream itself only has
    what was set before there were sections; that counts until the section is changed.
    """

    settings: Mapping[str, Any]
    granted: frozenset[str] = INITIALLY_GRANTED
    owner: str = ""

    @property
    def session_lifetime(self) -> int:
        """Seconds a new session lasts."""
        return lifetime_seconds(self.settings["JWT_EXPIRES_IN"])


def evolve(state: Installation, event: object) -> Installation:
    """The installation after an event."""
    match event:
        case happened.InstallationOwned(user_id):
            return replace(state, owner=user_id)
        case happened.AccountSettingsChanged(settings):
            return replace(state, settings={**state.settings, **json.loads(settings)})
        case happened.DefaultPermissionsChanged(granted):
            return replace(state, granted=frozenset(granted))
    return state


def admit(state: Installation, user_id: str, invited: bool = False) -> tuple[str, list[object]]:
    """Role of a person who signs up, and what it means for the installation.

    `invited` people are let in while sign-up is closed: somebody else answers for them.

    The first one becomes its administrator and owner, also while sign-up is closed: without an
    account nobody could open it. Appending the event at version 0 makes it exactly one.
    """
    if not state.owner:
        return "admin", [happened.InstallationOwned(user_id)]
    if not invited and not state.settings["ENABLE_SIGNUP"]:
        raise SignupDisabled("sign-up is closed, ask an administrator for an account")
    return str(state.settings["DEFAULT_USER_ROLE"]), []


def add(state: Installation, user_id: str, role: str) -> list[object]:
    """What an account that an administrator or a service makes means for the installation."""
    return [happened.InstallationOwned(user_id)] if role == "admin" and not state.owner else []


def keys_switched(enabled: bool) -> list[object]:
    """API keys were allowed or forbidden for everybody: tokens made before are stale."""
    return [happened.ApiKeysSwitched(enabled)]


def change_permissions(state: Installation, granted: frozenset[str]) -> list[object]:
    """What plain users may do from now on."""
    if granted == state.granted:
        return []
    return [happened.DefaultPermissionsChanged(tuple(sorted(granted)))]
