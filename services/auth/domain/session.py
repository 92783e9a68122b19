"""A session: four weeks by default, of the account's present epoch.

PasswordChanged, SessionsRevoked and UserDeactivated raise the account's epoch (to the version of that
event in the account's stream). A session carries the epoch its password was checked in, so one that was
begun with an old password while the new one was being set is over from its first moment.
"""

from __future__ import annotations

from services.auth.domain import events as happened


def start(
    session_id: str,
    user_id: str,
    epoch: int,
    now: int,
    lifetime: int,
    provider: str = "",
    idp_session: str = "",
) -> list[object]:
    """A new session from `now` for `lifetime` seconds; of which session at which provider, if of one."""
    until = now + lifetime
    return [happened.SessionStarted(session_id, user_id, epoch, now, until, provider, idp_session)]


def revoke(user_id: str, session_id: str, expires_at: int) -> list[object]:
    """One session ends."""
    return [happened.SessionRevoked(user_id, session_id, expires_at)]


def is_over(epoch: int, expires_at: int, account_epoch: int, now: int, revoked: bool) -> bool:
    """Whether a session no longer counts."""
    return revoked or expires_at <= now or epoch < account_epoch
