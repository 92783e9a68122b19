"""Accounts as the AnythingLLM developer API knows them: usernames, three roles, a limit a day.

Source: reference of that API, users and their rules: a username has 2 to 64 characters, begins with a
lower-case letter and goes on with lower-case letters, digits and . _ - @; a password has 8 characters
at least.
"""

from __future__ import annotations

import re

from services.auth.domain import instance_events as happened
from services.auth.domain.refusals import UsernameInvalid, ValueInvalid
from services.auth.domain.user import User

ADMIN, MANAGER, DEFAULT = "admin", "manager", "default"
ROLES = (DEFAULT, ADMIN, MANAGER)
SHORTEST_PASSWORD = 8
LONGEST_BIO = 1000
MOST_MESSAGES = 1_000_000_000
_NO_MAIL = "users.invalid"
"""Domain of the address of accounts that have only a username; it never gets mail (RFC 2606)."""
_USERNAME = re.compile(r"[a-z][a-z0-9._@-]{1,63}")
_ADDRESS = re.compile(r"[^@]+@[^@]+\.[^@.]+")


def username(text: object) -> str:
    """A username. Raises UsernameInvalid."""
    if not isinstance(text, str) or not _USERNAME.fullmatch(text):
        raise UsernameInvalid(
            "a username has 2 to 64 characters: a lower-case letter, then those, digits and . _ - @"
        )
    return text


def address_for(name: str) -> str:
    """The e-mail address of an account made with this username alone."""
    return name if _ADDRESS.fullmatch(name) else f"{name.replace('@', '.at.')}@{_NO_MAIL}"


def account_role(role: str) -> tuple[str, bool]:
    """Role of the account, and whether it is a manager. Raises ValueInvalid."""
    if role not in ROLES:
        raise ValueInvalid("role", f"a role is one of {', '.join(ROLES)}")
    return ("admin" if role == ADMIN else "user"), role == MANAGER


def shown_role(user: User) -> str:
    """What the API calls the account's role."""
    if user.role == "admin":
        return ADMIN
    return MANAGER if user.manager else DEFAULT


def shown_name(user: User) -> str:
    """What the API calls the account."""
    return user.username or user.email


def suspended(user: User) -> bool:
    """Whether the account cannot be used now: it is not active, or waits for approval."""
    return not user.active or user.role == "pending"


def message_limit(value: object) -> int:
    """Messages a day, 0 for any number. Raises ValueInvalid."""
    if value is None:
        return 0
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST_MESSAGES:
        raise ValueInvalid("dailyMessageLimit", "a limit is null or a whole number, 1 at least")
    return value


def change_profile(user: User, name: str | None, manager: bool | None, limit: int | None) -> list[object]:
    """What differs; None leaves a part as it is."""
    after = (
        user.username if name is None else name,
        user.manager if manager is None else manager,
        user.daily_message_limit if limit is None else limit,
    )
    if after == (user.username, user.manager, user.daily_message_limit):
        return []
    return [happened.InstanceProfileChanged(user.id, *after)]


def number(user: User, given: int) -> list[object]:
    """The id the API shows, given once."""
    return [] if user.number else [happened.UserNumbered(user.id, given)]
