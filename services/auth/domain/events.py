"""What happens to accounts, sessions and keys: the dataclasses of parlance.auth.v1 events.

Streams: `user-<id>` for everything about one account, `session-<id>` for the beginning of a session,
`installation` for owner, settings and default permissions. No secret is in an event.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UserRegistered:
    user_id: str
    email: str
    name: str
    role: str
    profile_image_url: str


@dataclass(frozen=True, slots=True)
class UserProfileUpdated:
    user_id: str
    name: str
    bio: str
    gender: str
    date_of_birth: str


@dataclass(frozen=True, slots=True)
class UserProfileImageChanged:
    user_id: str
    profile_image_url: str


@dataclass(frozen=True, slots=True)
class UserEmailChanged:
    user_id: str
    email: str


@dataclass(frozen=True, slots=True)
class UserTimezoneChanged:
    user_id: str
    timezone: str


@dataclass(frozen=True, slots=True)
class UserStatusChanged:
    user_id: str
    status_emoji: str
    status_message: str
    status_expires_at: int


@dataclass(frozen=True, slots=True)
class UserInfoChanged:
    user_id: str
    info: bytes


@dataclass(frozen=True, slots=True)
class UserSettingsChanged:
    user_id: str
    settings: bytes


@dataclass(frozen=True, slots=True)
class UserVariablesChanged:
    user_id: str
    variables: bytes


@dataclass(frozen=True, slots=True)
class UserJobPriorityChanged:
    user_id: str
    priority: int


@dataclass(frozen=True, slots=True)
class UserRoleChanged:
    user_id: str
    role: str


@dataclass(frozen=True, slots=True)
class UserDeactivated:
    user_id: str


@dataclass(frozen=True, slots=True)
class UserReactivated:
    user_id: str


@dataclass(frozen=True, slots=True)
class IdentityLinked:
    user_id: str
    provider: str
    subject: str


@dataclass(frozen=True, slots=True)
class IdentityUnlinked:
    user_id: str
    provider: str
    subject: str


@dataclass(frozen=True, slots=True)
class PasswordChanged:
    user_id: str


@dataclass(frozen=True, slots=True)
class SessionsRevoked:
    user_id: str


@dataclass(frozen=True, slots=True)
class SessionRevoked:
    user_id: str
    session_id: str
    expires_at: int


@dataclass(frozen=True, slots=True)
class ApiKeyCreated:
    user_id: str
    key_id: str
    hint: str


@dataclass(frozen=True, slots=True)
class ApiKeyRevoked:
    user_id: str
    key_id: str


@dataclass(frozen=True, slots=True)
class UserDeleted:
    user_id: str


@dataclass(frozen=True, slots=True)
class SessionStarted:
    session_id: str
    user_id: str
    epoch: int
    started_at: int
    expires_at: int
    provider: str = ""
    idp_session: str = ""


@dataclass(frozen=True, slots=True)
class InstallationOwned:
    user_id: str


@dataclass(frozen=True, slots=True)
class AccountSettingsChanged:
    settings: bytes


@dataclass(frozen=True, slots=True)
class ApiKeysSwitched:
    enabled: bool


@dataclass(frozen=True, slots=True)
class DefaultPermissionsChanged:
    granted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeveloperKeyCreated:
    user_id: str
    key_id: str
    name: str
    hint: str
    created_by: str
    expires_at: int = 0


@dataclass(frozen=True, slots=True)
class DeveloperKeyRevoked:
    user_id: str
    key_id: str


ENDING_SESSIONS = (PasswordChanged, SessionsRevoked, UserDeactivated)
"""Events after which every session that began before is over."""
