"""One account: what it is, what may be done to it, and what each event changes.

`changes` is the one place that says which fields an event sets: `evolve` and the view both use it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from services.auth.domain import events as happened
from services.auth.domain import instance_events as extra
from services.auth.domain.refusals import ActionProhibited, ApiKeyNotFound, UserNotFound, ValueInvalid

MAX_SETTINGS = 1024 * 1024
MAX_INFO = 256 * 1024
JOB_PRIORITY = 5
"""Of an account's background jobs, unless it was set: 1 is least urgent, 10 most."""


@dataclass(frozen=True, slots=True)
class User:
    """An account. Text that was not told is empty; `settings` and `info` are JSON objects or empty."""

    id: str
    email: str
    name: str
    role: str
    profile_image_url: str
    bio: str = ""
    gender: str = ""
    date_of_birth: str = ""
    timezone: str = ""
    status_emoji: str = ""
    status_message: str = ""
    status_expires_at: int = 0
    info: bytes = b""
    settings: bytes = b""
    api_key_id: str = ""
    api_key_hint: str = ""
    active: bool = True
    variables: bytes = b""
    job_priority: int = JOB_PRIORITY
    number: int = 0
    """The id the AnythingLLM developer API shows."""
    username: str = ""
    manager: bool = False
    daily_message_limit: int = 0


@dataclass(frozen=True, slots=True)
class Profile:
    """What people say about themselves."""

    name: str
    profile_image_url: str
    bio: str
    gender: str
    date_of_birth: str


def changes(event: object) -> Mapping[str, Any]:
    """The fields of User that an event sets; nothing for events that set none."""
    match event:
        case happened.UserRegistered(user_id, email, name, role, image):
            return {"id": user_id, "email": email, "name": name, "role": role, "profile_image_url": image}
        case happened.UserProfileUpdated(_, name, bio, gender, born):
            return {"name": name, "bio": bio, "gender": gender, "date_of_birth": born}
        case happened.UserProfileImageChanged(_, image):
            return {"profile_image_url": image}
        case happened.UserEmailChanged(_, email):
            return {"email": email}
        case happened.UserTimezoneChanged(_, timezone):
            return {"timezone": timezone}
        case happened.UserStatusChanged(_, emoji, message, until):
            return {"status_emoji": emoji, "status_message": message, "status_expires_at": until}
        case happened.UserInfoChanged(_, info):
            return {"info": info}
        case happened.UserSettingsChanged(_, settings):
            return {"settings": settings}
        case happened.UserVariablesChanged(_, variables):
            return {"variables": variables}
        case happened.UserJobPriorityChanged(_, priority):
            return {"job_priority": priority}
        case happened.UserRoleChanged(_, role):
            return {"role": role}
        case happened.UserDeactivated():
            return {"active": False}
        case happened.UserReactivated():
            return {"active": True}
        case extra.UserNumbered(_, number):
            return {"number": number}
        case extra.InstanceProfileChanged(_, username, manager, limit):
            return {"username": username, "manager": manager, "daily_message_limit": limit}
        case happened.ApiKeyCreated(_, key_id, hint):
            return {"api_key_id": key_id, "api_key_hint": hint}
        case happened.ApiKeyRevoked():
            return {"api_key_id": "", "api_key_hint": ""}
    return {}


def evolve(state: User | None, event: object) -> User | None:
    """The account after an event; None before it is registered and after it is deleted."""
    match event:
        case happened.UserRegistered():
            return User(**changes(event))
        case happened.UserDeleted():
            return None
    return replace(state, **changes(event)) if state is not None else None


def register(user_id: str, email: str, name: str, role: str, image: str) -> list[object]:
    """A new account."""
    return [happened.UserRegistered(user_id, email, name, role, image)]


def update_profile(user: User, wanted: Profile) -> list[object]:
    """Replace the profile; nothing happens where nothing differs."""
    events: list[object] = []
    now = (user.name, user.bio, user.gender, user.date_of_birth)
    if now != (wanted.name, wanted.bio, wanted.gender, wanted.date_of_birth):
        events.append(
            happened.UserProfileUpdated(user.id, wanted.name, wanted.bio, wanted.gender, wanted.date_of_birth)
        )
    if user.profile_image_url != wanted.profile_image_url:
        events.append(happened.UserProfileImageChanged(user.id, wanted.profile_image_url))
    return events


def change_email(user: User, email: str) -> list[object]:
    """Another address. That no other account has it is settled by a claim."""
    return [happened.UserEmailChanged(user.id, email)] if email != user.email else []


def change_role(user: User, role: str, owner: str) -> list[object]:
    """Another role; the first administrator keeps theirs."""
    if role == user.role:
        return []
    if user.id == owner:
        raise ActionProhibited("the first administrator stays one")
    return [happened.UserRoleChanged(user.id, role)]


def set_job_priority(user: User, priority: int) -> list[object]:
    """How urgent the account's background jobs are."""
    if not 1 <= priority <= 10:
        raise ValueInvalid("priority", "a priority is 1 to 10")
    return [happened.UserJobPriorityChanged(user.id, priority)] if priority != user.job_priority else []


def deactivate(user: User) -> list[object]:
    """The account may not be used any more; nothing happens when that is so already."""
    return [happened.UserDeactivated(user.id)] if user.active else []


def reactivate(user: User) -> list[object]:
    """The account may be used again."""
    return [happened.UserReactivated(user.id)] if not user.active else []


def administers(user: User) -> bool:
    """Whether this account can sign in and administer."""
    return user.active and user.role == "admin"


def set_timezone(user: User, timezone: str) -> list[object]:
    """The time zone of the client."""
    return [happened.UserTimezoneChanged(user.id, timezone)] if timezone != user.timezone else []


def set_status(user: User, emoji: str, message: str, until: int) -> list[object]:
    """The status message; empty clears it."""
    if (user.status_emoji, user.status_message, user.status_expires_at) == (emoji, message, until):
        return []
    return [happened.UserStatusChanged(user.id, emoji, message, until)]


def merge_info(user: User, form: bytes) -> list[object]:
    """Replace the top-level keys that are sent, keep the others."""
    merged = _merged(user.info, _object(form, "info"), MAX_INFO, "info")
    return [happened.UserInfoChanged(user.id, merged)] if merged != user.info else []


def save_settings(user: User, form: bytes, tool_servers_allowed: bool) -> list[object]:
    """Replace the top-level keys that are sent; `ui.toolServers` needs a permission."""
    sent = _object(form, "settings")
    ui = sent.get("ui")
    if "ui" in sent and ui is not None and not isinstance(ui, dict):
        raise ValueInvalid("ui", "ui is an object or null")
    if isinstance(ui, dict) and not tool_servers_allowed:
        sent["ui"] = {key: value for key, value in ui.items() if key != "toolServers"}
    merged = _merged(user.settings, sent, MAX_SETTINGS, "settings")
    return [happened.UserSettingsChanged(user.id, merged)] if merged != user.settings else []


def create_api_key(user: User, key_id: str, hint: str) -> list[object]:
    """A new API key; the one before stops working."""
    return [*_without_api_key(user), happened.ApiKeyCreated(user.id, key_id, hint)]


def delete_api_key(user: User) -> list[object]:
    """No API key any more."""
    return _without_api_key(user)


def masked_api_key(user: User) -> str:
    """What can still be shown of the API key. Raises ApiKeyNotFound."""
    if not user.api_key_id:
        raise ApiKeyNotFound("there is no API key")
    return f"sk-{'*' * 28}{user.api_key_hint}"


def delete(user: User | None, owner: str, caller: str) -> list[object]:
    """The account ends; not the own one, and not the first administrator's."""
    if user is None:
        return []
    if user.id in (owner, caller):
        raise ActionProhibited("this account cannot be deleted by you")
    return [*_without_api_key(user), happened.UserDeleted(user.id)]


def changeable_by(user: User | None, owner: str, caller: str) -> User:
    """The account, if this administrator may change it. Raises UserNotFound, ActionProhibited."""
    if user is None:
        raise UserNotFound("no such account")
    if user.id == owner and caller != owner:
        raise ActionProhibited("only the first administrator changes this account")
    return user


def _without_api_key(user: User) -> list[object]:
    return [happened.ApiKeyRevoked(user.id, user.api_key_id)] if user.api_key_id else []


def _object(form: bytes, field: str) -> dict[str, Any]:
    try:
        found = json.loads(form)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise ValueInvalid(field, "a JSON object is expected")
    return found


def _merged(stored: bytes, sent: Mapping[str, Any], limit: int, field: str) -> bytes:
    whole = {**(json.loads(stored) if stored else {}), **sent}
    merged = json.dumps(whole, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "replace")
    if len(merged) > limit:
        raise ValueInvalid(field, f"more than {limit // 1024} KiB")
    return merged
