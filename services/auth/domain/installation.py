"""The installation: who owns it, the settings of accounts, what plain users may do."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from services.auth.domain import events as happened
from services.auth.domain.permissions import INITIALLY_GRANTED
from services.auth.domain.refusals import NotSupported, SignupDisabled
from services.auth.domain.values import known_role, lifetime_seconds

STREAM = "installation"

DEFAULTS: Mapping[str, Any] = {
    "ENABLE_MFA": False,
    "MFA_ALLOW_OAUTH_BYPASS": False,
    "MFA_ALLOW_TRUSTED_HEADER_BYPASS": False,
    "SHOW_ADMIN_DETAILS": True,
    "ADMIN_EMAIL": None,
    "WEBUI_URL": "",
    "ENABLE_LOGIN_FORM": True,
    "ENABLE_SIGNUP": True,
    "ENABLE_API_KEYS": True,
    "ENABLE_API_KEYS_ENDPOINT_RESTRICTIONS": False,
    "API_KEYS_ALLOWED_ENDPOINTS": "",
    "DEFAULT_USER_ROLE": "pending",
    "DEFAULT_GROUP_ID": "",
    "DEFAULT_INTERFACE_SETTINGS": {},
    "I18N": {},
    "JWT_EXPIRES_IN": "4w",
    "ENABLE_COMMUNITY_SHARING": False,
    "ENABLE_MESSAGE_RATING": False,
    "ENABLE_FOLDERS": False,
    "FOLDER_MAX_FILE_COUNT": "",
    "AUTOMATION_MAX_COUNT": "",
    "AUTOMATION_MIN_INTERVAL": "",
    "ENABLE_AUTOMATIONS": False,
    "ENABLE_CHANNELS": False,
    "ENABLE_ENCRYPTED_CHANNELS": False,
    "ENABLE_APPS": False,
    "CHANNEL_MODEL_RESPONSE_MODE": "thread",
    "ENABLE_CALENDAR": False,
    "ENABLE_MEMORIES": False,
    "ENABLE_MEMORY_SYSTEM_CONTEXT": False,
    "ENABLE_SKILL_LAZY_LOADING": False,
    "SKILL_CONTENT_MAX_CHARS": None,
    "SKILL_PREVIEW_MAX_CHARS": None,
    "ENABLE_NOTES": False,
    "ENABLE_USER_WEBHOOKS": False,
    "ENABLE_USER_STATUS": True,
    "PENDING_USER_OVERLAY_TITLE": "",
    "PENDING_USER_OVERLAY_CONTENT": "",
    "RESPONSE_WATERMARK": "",
}
"""Settings of a new installation. Parts of clients whose endpoints are not served are switched off."""

_UNENFORCED = ("ENABLE_MFA", "ENABLE_API_KEYS_ENDPOINT_RESTRICTIONS")


@dataclass(frozen=True, slots=True)
class Installation:
    """State of the stream `installation`. `owner` is empty until the first account is registered."""

    settings: Mapping[str, Any]
    granted: frozenset[str] = INITIALLY_GRANTED
    owner: str = ""

    @property
    def session_lifetime(self) -> int:
        """Seconds a new session lasts."""
        return lifetime_seconds(self.settings["JWT_EXPIRES_IN"])


def initial(enable_signup: bool = True, default_role: str = "pending") -> Installation:
    """A new installation; the two settings an operator may give from outside count until changed."""
    return Installation(
        {**DEFAULTS, "ENABLE_SIGNUP": enable_signup, "DEFAULT_USER_ROLE": known_role(default_role)}
    )


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


def change_settings(state: Installation, wanted: Mapping[str, Any]) -> list[object]:
    """New settings; keys that are not given stay. Raises NotSupported, ValueInvalid."""
    for key in _UNENFORCED:
        if wanted.get(key):
            raise NotSupported(f"{key} is not supported by this server", field=key)
    known = {key: value for key, value in wanted.items() if key in DEFAULTS}
    after = {**state.settings, **known}
    known_role(after["DEFAULT_USER_ROLE"])
    lifetime_seconds(after["JWT_EXPIRES_IN"])
    if after == dict(state.settings):
        return []
    stored = json.dumps(after, separators=(",", ":"), ensure_ascii=False).encode()
    events: list[object] = [happened.AccountSettingsChanged(stored)]
    if after["ENABLE_API_KEYS"] != state.settings["ENABLE_API_KEYS"]:
        events.append(happened.ApiKeysSwitched(bool(after["ENABLE_API_KEYS"])))
    return events


def change_permissions(state: Installation, granted: frozenset[str]) -> list[object]:
    """What plain users may do from now on."""
    if granted == state.granted:
        return []
    return [happened.DefaultPermissionsChanged(tuple(sorted(granted)))]
