"""What the AnythingLLM developer API adds to accounts, and invitations: the dataclasses of
parlance.auth.v1 instance events."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UserNumbered:
    user_id: str
    number: int


@dataclass(frozen=True, slots=True)
class InstanceProfileChanged:
    user_id: str
    username: str
    manager: bool
    daily_message_limit: int


@dataclass(frozen=True, slots=True)
class SignInTokenIssued:
    user_id: str
    expires_at: int


@dataclass(frozen=True, slots=True)
class InviteCreated:
    invite_id: str
    number: int
    workspaces: tuple[int, ...]
    created_by: str


@dataclass(frozen=True, slots=True)
class InviteDisabled:
    invite_id: str


@dataclass(frozen=True, slots=True)
class InviteClaimed:
    invite_id: str
    user_id: str
    workspaces: tuple[int, ...]
