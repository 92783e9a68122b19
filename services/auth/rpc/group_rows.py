"""Groups as the messages clients get."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from parlance.auth.v1 import groups_pb2 as pb
from parlance.auth.v1 import users_pb2

from services.auth.adapters.groups import StoredGroup

_SHARED = [field.name for field in users_pb2.UserSummary.DESCRIPTOR.fields]


def reply(stored: StoredGroup) -> pb.GroupReply:
    """A group with the number of its members."""
    return pb.GroupReply(**_row(stored), member_count=stored.group.member_count)


def export(stored: StoredGroup, user_ids: Sequence[str]) -> pb.GroupExport:
    """A group with its members' ids."""
    return pb.GroupExport(**_row(stored), member_count=len(user_ids), user_ids=user_ids)


def listed(found: Iterable[StoredGroup]) -> pb.GroupRows:
    """Groups without the number of their members."""
    return pb.GroupRows(groups=[pb.GroupRow(**_row(one)) for one in found])


def info(stored: StoredGroup) -> pb.GroupInfo:
    """What those who are not administrators are told."""
    group = stored.group
    return pb.GroupInfo(
        id=group.id,
        user_id=group.created_by,
        name=group.name,
        description=group.description,
        member_count=group.member_count,
        created_at=stored.created_at,
        updated_at=stored.updated_at,
    )


def member(summary: users_pb2.UserSummary) -> pb.GroupMember:
    """An account as a direct member."""
    known = {name: getattr(summary, name) for name in _SHARED if _told(summary, name)}
    return pb.GroupMember(**known, membership_type="direct")


def given(permissions: bytes) -> bytes | None:
    """Permissions of a form: None when they are to stay."""
    return permissions if permissions not in (b"", b"null") else None


def _told(summary: users_pb2.UserSummary, name: str) -> bool:
    field = summary.DESCRIPTOR.fields_by_name[name]
    return summary.HasField(name) if field.has_presence else True


def _row(stored: StoredGroup) -> dict[str, Any]:
    group = stored.group
    return {
        "id": group.id,
        "user_id": group.created_by,
        "name": group.name,
        "description": group.description,
        "data": group.data or None,
        "permissions": group.permissions or None,
        "created_at": stored.created_at,
        "updated_at": stored.updated_at,
    }
