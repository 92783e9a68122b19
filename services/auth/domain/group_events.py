"""What happens to groups: the dataclasses of parlance.auth.v1 group events, on streams `group-<id>`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GroupCreated:
    group_id: str
    name: str
    description: str
    data: bytes
    permissions: bytes
    provider: str
    external_id: str
    created_by: str


@dataclass(frozen=True, slots=True)
class GroupChanged:
    group_id: str
    name: str
    description: str
    data: bytes
    external_id: str


@dataclass(frozen=True, slots=True)
class GroupPermissionsChanged:
    group_id: str
    permissions: bytes


@dataclass(frozen=True, slots=True)
class GroupRightsChanged:
    group_id: str


@dataclass(frozen=True, slots=True)
class GroupMembersAdded:
    group_id: str
    user_ids: tuple[str, ...]
    membership_versions: tuple[int, ...]
    member_count: int


@dataclass(frozen=True, slots=True)
class GroupMembersRemoved:
    group_id: str
    user_ids: tuple[str, ...]
    membership_versions: tuple[int, ...]
    member_count: int


@dataclass(frozen=True, slots=True)
class GroupDeleted:
    group_id: str
