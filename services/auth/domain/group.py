"""One group: what it is, what may be done to it, and what each event changes.

Names of groups made here may repeat, as clients expect; those a provider keeps are unique among its
own, whatever their case (settled by a claim). Who is a member is not part of the state, since groups
may be large: commands find out who really joins or leaves and pass that in.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from services.auth.domain import group_events as happened
from services.auth.domain.permissions import granted_in
from services.auth.domain.refusals import GroupNotFound, ValueInvalid

MAX_NAME = 200
MAX_DESCRIPTION = 4000
MAX_JSON = 64 * 1024
MEMBERS_IN_EVENT = 1000
SHARE_MEMBERS = "members"
_FIRST_DATA = {"config": {"share": SHARE_MEMBERS}}


@dataclass(frozen=True, slots=True)
class Group:
    """A group. `data` and `permissions` are JSON objects; `permissions` is empty when there are none."""

    id: str
    name: str
    description: str
    data: bytes
    permissions: bytes
    provider: str
    external_id: str
    created_by: str
    member_count: int = 0

    @property
    def granted(self) -> frozenset[str]:
        """The permission keys its members hold through it."""
        return granted_by(self.permissions)

    @property
    def share(self) -> object:
        """Who may share with the group: `members`, True (everybody) or False (administrators)."""
        return share_of(self.data)

    def open_to(self, admin: bool, groups: Collection[str]) -> bool:
        """Whether a person who is a member of some groups may share with this one."""
        return admin or self.share is True or (self.share == SHARE_MEMBERS and self.id in groups)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Changes to a group; None leaves a field as it is. `data` and `permissions` are JSON objects."""

    name: str | None = None
    description: str | None = None
    data: bytes | None = None
    permissions: bytes | None = None
    external_id: str | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """Some people who join or leave, and the version each one's memberships get by it."""

    user_ids: tuple[str, ...]
    versions: tuple[int, ...]


def changes(event: object) -> Mapping[str, Any]:
    """The fields of Group that an event sets; nothing for events that set none."""
    match event:
        case happened.GroupCreated(_, name, description, data, permissions, provider, external_id, by):
            return {
                "name": name,
                "description": description,
                "data": data,
                "permissions": permissions,
                "provider": provider,
                "external_id": external_id,
                "created_by": by,
                "member_count": 0,
            }
        case happened.GroupChanged(_, name, description, data, external_id):
            return {"name": name, "description": description, "data": data, "external_id": external_id}
        case happened.GroupPermissionsChanged(_, permissions):
            return {"permissions": permissions}
        case (
            happened.GroupMembersAdded(member_count=count) | happened.GroupMembersRemoved(member_count=count)
        ):
            return {"member_count": count}
    return {}


def evolve(state: Group | None, event: object) -> Group | None:
    """The group after an event; None before it is created and after it is deleted."""
    match event:
        case happened.GroupCreated(group_id):
            return Group(id=group_id, **changes(event))
        case happened.GroupDeleted():
            return None
    return replace(state, **changes(event)) if state is not None else None


def create(group_id: str, wanted: Wanted, provider: str, created_by: str) -> list[object]:
    """A new group without members. Raises ValueInvalid."""
    return [
        happened.GroupCreated(
            group_id,
            acceptable_name(wanted.name or ""),
            _description(wanted.description or ""),
            _data(wanted.data, _FIRST_DATA),
            _object(wanted.permissions, "permissions"),
            provider,
            wanted.external_id or "",
            created_by,
        )
    ]


def change(group: Group | None, wanted: Wanted) -> list[object]:
    """What changes; nothing where nothing differs. Raises GroupNotFound, ValueInvalid."""
    found = existing(group)
    after = replace(
        found,
        name=found.name if wanted.name is None else acceptable_name(wanted.name),
        description=found.description if wanted.description is None else _description(wanted.description),
        data=_data(wanted.data, json.loads(found.data)),
        external_id=found.external_id if wanted.external_id is None else wanted.external_id,
        permissions=(
            found.permissions if wanted.permissions is None else _object(wanted.permissions, "permissions")
        ),
    )
    events: list[object] = []
    if after.permissions != found.permissions:
        events.append(happened.GroupPermissionsChanged(found.id, after.permissions))
    if replace(after, permissions=found.permissions) != found:
        events.append(
            happened.GroupChanged(found.id, after.name, after.description, after.data, after.external_id)
        )
    return events


def add(group: Group, joining: Moved) -> list[object]:
    """People who are not members become it."""
    return [
        happened.GroupMembersAdded(group.id, part.user_ids, part.versions, group.member_count + done)
        for part, done in _parts(joining)
    ]


def remove(group: Group, leaving: Moved) -> list[object]:
    """Members leave."""
    return [
        happened.GroupMembersRemoved(group.id, part.user_ids, part.versions, group.member_count - done)
        for part, done in _parts(leaving)
    ]


def delete(group: Group, members: Moved) -> list[object]:
    """All members leave and the group ends."""
    return [*remove(group, members), happened.GroupDeleted(group.id)]


def existing(group: Group | None) -> Group:
    """The group. Raises GroupNotFound."""
    if group is None:
        raise GroupNotFound("no such group")
    return group


def acceptable_name(text: str) -> str:
    """The name without blanks around it. Raises ValueInvalid."""
    name = text.strip()
    if not name or len(name) > MAX_NAME or any(ord(character) < 32 for character in name):
        raise ValueInvalid("name", f"a group's name has 1 to {MAX_NAME} characters on one line")
    return name


def granted_by(permissions: bytes) -> frozenset[str]:
    """The keys that the permissions of a group grant; only a plain true grants."""
    tree = json.loads(permissions) if permissions else {}
    return granted_in(
        {
            branch: {key: given is True for key, given in keys.items()}
            for branch, keys in tree.items()
            if isinstance(keys, dict)
        }
    )


def share_of(data: bytes) -> object:
    """`config.share` of a group's data; `members` when it says nothing."""
    config = json.loads(data).get("config") if data else None
    return config.get("share", SHARE_MEMBERS) if isinstance(config, dict) else SHARE_MEMBERS


def _parts(moved: Moved) -> list[tuple[Moved, int]]:
    """In parts that fit one event, with how many were moved up to then."""
    steps = range(0, len(moved.user_ids), MEMBERS_IN_EVENT)
    ends = [min(at + MEMBERS_IN_EVENT, len(moved.user_ids)) for at in steps]
    return [
        (Moved(moved.user_ids[at:end], moved.versions[at:end]), end)
        for at, end in zip(steps, ends, strict=True)
    ]


def _description(text: str) -> str:
    if len(text) > MAX_DESCRIPTION:
        raise ValueInvalid("description", f"a description has at most {MAX_DESCRIPTION} characters")
    return text


def _data(sent: bytes | None, known: Mapping[str, Any]) -> bytes:
    """What is sent over what is known; `config` inside key by key."""
    given = json.loads(_object(sent, "data") or b"{}")
    config = given.get("config")
    whole = {**known, **given}
    if isinstance(config, dict) and isinstance(known.get("config"), dict):
        whole["config"] = {**known["config"], **config}
    return json.dumps(whole, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "replace")


def _object(sent: bytes | None, field: str) -> bytes:
    if not sent or sent == b"null":
        return b""
    if len(sent) > MAX_JSON:
        raise ValueInvalid(field, f"more than {MAX_JSON // 1024} KiB")
    try:
        found = json.loads(sent)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise ValueInvalid(field, "a JSON object is expected")
    return json.dumps(found, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "replace")
