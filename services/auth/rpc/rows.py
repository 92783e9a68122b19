"""Accounts as the messages clients get."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from typing import Any

from parlance.auth.v1 import accounts_pb2 as accounts
from parlance.auth.v1 import directory_pb2 as directory
from parlance.auth.v1 import users_pb2 as users

from services.auth.adapters.accounts import Account
from services.auth.adapters.activity import Activity
from services.auth.adapters.sessions import StartedSession
from services.auth.commands.registration import Registered
from services.auth.domain.user import User

BEARER = "Bearer"


def image_path(user_id: str) -> str:
    """Where the profile image of an account is served."""
    return f"/api/v1/users/{user_id}/profile/image"


def signed_in(registered: Registered, permissions: bytes) -> accounts.SignedIn:
    """Reply of signing up and in."""
    user, session = registered.user, registered.session
    return accounts.SignedIn(
        id=user.id,
        name=user.name,
        role=user.role,
        email=user.email,
        profile_image_url=image_path(user.id),
        token=session.token,
        token_type=BEARER,
        expires_at=session.expires_at,
        permissions=permissions,
    )


def session_user(account: Account, session: StartedSession, permissions: bytes) -> accounts.SessionUser:
    """The caller's account and session."""
    user = account.user
    return accounts.SessionUser(
        id=user.id,
        name=user.name,
        role=user.role,
        email=user.email,
        profile_image_url=user.profile_image_url,
        token=session.token,
        token_type=BEARER,
        expires_at=session.expires_at,
        permissions=permissions,
        bio=user.bio or None,
        gender=user.gender or None,
        date_of_birth=user.date_of_birth or None,
        **_status(user),
    )


def brief(user: User) -> accounts.AccountBrief:
    """Reply of a profile update."""
    return accounts.AccountBrief(
        id=user.id,
        name=user.name,
        role=user.role,
        email=user.email,
        profile_image_url=user.profile_image_url,
    )


def row(account: Account, last_active: int) -> users.UserRow:
    """The whole row."""
    return users.UserRow(**_row(account, last_active))


def listed(account: Account, last_active: int, group_ids: Sequence[str]) -> users.ListedUser:
    """A row in a list: an image inside the row is replaced by its path."""
    fields = _row(account, last_active)
    if fields["profile_image_url"].startswith("data:"):
        fields["profile_image_url"] = image_path(account.user.id)
    return users.ListedUser(**fields, group_ids=group_ids)


def details(
    account: Account,
    last_active: int,
    active: bool,
    group_ids: Sequence[str] = (),
    identities: Mapping[str, str] | None = None,
) -> users.UserDetails:
    """One account in full; `identities` are the provider's subject by provider."""
    known = {provider: {"sub": subject} for provider, subject in (identities or {}).items()}
    return users.UserDetails(
        **_row(account, last_active),
        is_active=active,
        job_priority=account.user.job_priority,
        groups=group_ids,
        oauth=json.dumps(known).encode() if known else None,
    )


def summary(account: Account, last_active: int, active: bool) -> users.UserSummary:
    """One account in the short form."""
    user = account.user
    return users.UserSummary(
        id=user.id,
        name=user.name,
        email=user.email,
        role=user.role,
        bio=user.bio or None,
        timezone=user.timezone or None,
        last_active_at=last_active,
        is_active=active,
        **_status(user),
    )


def card(account: Account, active: bool) -> directory.Card:
    """What others may see of an account."""
    user = account.user
    return directory.Card(
        user_id=user.id,
        name=user.name,
        role=user.role,
        email=user.email,
        profile_image_url=_image(user),
        is_active=active,
        **_status(user),
    )


async def last_uses(activity: Activity, found: list[Account]) -> Mapping[str, int]:
    """When each account was last used: its registration when it was not since."""
    noted = await activity.last(account.user.id for account in found)
    return {account.user.id: max(noted.get(account.user.id, 0), account.created_at) for account in found}


def _row(account: Account, last_active: int) -> dict[str, Any]:
    user = account.user
    return {
        "id": user.id,
        "email": user.email,
        "role": user.role,
        "name": user.name,
        "profile_image_url": user.profile_image_url,
        "bio": user.bio or None,
        "gender": user.gender or None,
        "date_of_birth": user.date_of_birth or None,
        "timezone": user.timezone or None,
        "info": user.info or None,
        "settings": user.settings or None,
        "last_active_at": last_active,
        "updated_at": account.updated_at,
        "created_at": account.created_at,
        **_status(user),
    }


def _status(user: User) -> dict[str, Any]:
    if user.status_expires_at and user.status_expires_at <= time.time():
        return {}
    return {
        "status_emoji": user.status_emoji or None,
        "status_message": user.status_message or None,
        "status_expires_at": user.status_expires_at or None,
    }


def _image(user: User) -> str:
    """An address; what was uploaded is served where images are."""
    if user.profile_image_url.startswith("data:"):
        return image_path(user.id)
    return user.profile_image_url or "/user.png"
