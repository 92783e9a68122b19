"""Who may read and change what: the owner, administrators, and holders of a grant.

A grant names a principal (`user` or `group` and an id; the user `*` is everybody) and a permission
(`read` or `write`; write includes read). Input may also be the older form
`{"read": {"user_ids": […], "group_ids": […]}, "write": {…}}`, where null means that everybody may
read and an empty object that nobody else may.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from services.knowledge.domain.refusals import Malformed

EVERYBODY = "*"
LIMIT = 1000
"""Grants on one thing."""


@dataclass(frozen=True, slots=True)
class Grant:
    """One line of an access list; `created_at` is epoch seconds."""

    id: str
    principal_type: str
    principal_id: str
    permission: str
    created_at: int


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks: id, whether an administrator, groups."""

    id: str
    is_admin: bool = False
    groups: frozenset[str] = frozenset()


def may(person: Person, permission: str, owner: str, grants: Iterable[Grant]) -> bool:
    """Whether a person may `read` or `write` a thing of `owner`."""
    if person.is_admin or person.id == owner:
        return True
    enough = ("write",) if permission == "write" else ("read", "write")
    return any(g.permission in enough and _names(g, person) for g in grants)


def _names(grant: Grant, person: Person) -> bool:
    if grant.principal_type == "group":
        return grant.principal_id in person.groups
    return grant.principal_id in (person.id, EVERYBODY)


def principals(grants: Iterable[Grant]) -> list[str]:
    """What a view indexes for "may read": `user:<id>`, `user:*`, `group:<id>`."""
    return sorted({f"{g.principal_type}:{g.principal_id}" for g in grants})


def readable_as(person: Person) -> list[str]:
    """The index values of `principals` that let a person read."""
    return [f"user:{person.id}", f"user:{EVERYBODY}", *(f"group:{g}" for g in sorted(person.groups))]


def from_grants(items: Any, new_id: Callable[[], str], now: int, kept: Sequence[Grant] = ()) -> list[Grant]:
    """Grants from the documented list of objects; equal ones keep id and time. Raises Malformed."""
    if not isinstance(items, list) or len(items) > LIMIT:
        raise Malformed("access_grants must be a list.")
    wanted: list[tuple[str, str, str]] = []
    for item in items:
        if not isinstance(item, dict):
            raise Malformed("Each entry of access_grants must be an object.")
        key = (item.get("principal_type"), item.get("principal_id"), item.get("permission"))
        if key[0] not in ("user", "group") or key[2] not in ("read", "write"):
            raise Malformed("An access grant names a user or group and the permission read or write.")
        if not isinstance(key[1], str) or not key[1] or len(key[1]) > 128:
            raise Malformed("An access grant needs a principal_id.")
        wanted.append((key[0], key[1], key[2]))
    return _merge(wanted, new_id, now, kept)


def from_control(
    document: Any, new_id: Callable[[], str], now: int, kept: Sequence[Grant] = ()
) -> list[Grant]:
    """Grants from the older access_control document. Raises Malformed."""
    if document is None:
        return _merge([("user", EVERYBODY, "read")], new_id, now, kept)
    if not isinstance(document, dict):
        raise Malformed("access_control must be an object or null.")
    wanted: list[tuple[str, str, str]] = []
    for permission in ("read", "write"):
        part = document.get(permission) or {}
        if not isinstance(part, dict):
            raise Malformed("access_control.read and .write must be objects.")
        for kind in ("user", "group"):
            ids = part.get(f"{kind}_ids") or []
            if not isinstance(ids, list) or not all(isinstance(i, str) and 0 < len(i) <= 128 for i in ids):
                raise Malformed("access_control lists ids as text.")
            wanted += [(kind, i, permission) for i in ids]
    if len(wanted) > LIMIT:
        raise Malformed("Too many grants.")
    return _merge(wanted, new_id, now, kept)


def _merge(
    wanted: Sequence[tuple[str, str, str]], new_id: Callable[[], str], now: int, kept: Sequence[Grant]
) -> list[Grant]:
    known = {(g.principal_type, g.principal_id, g.permission): g for g in kept}
    return [known.get(key) or Grant(new_id(), *key, now) for key in dict.fromkeys(wanted)]
