"""Access grants: who besides the owner may read or change a thing. The one mechanism for all services.

A grant names a principal (`user` or `group` and an id; the user `*` is everybody with an account) and
a permission (`read` or `write`; write includes read). Administrators may do everything, owners what
is theirs. Input may also be the older form `{"read": {"user_ids": […], "group_ids": […]}, "write":
{…}}`, where null means that everybody may read and an empty object that nobody else may.

A view keeps the list beside `principals(grants)`, on a multikey index: `allowed_filter` finds with it
exactly the documents for which `can` says yes. The groups asked about are the caller's, as its access
token names them, so nothing is read to answer.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from kernel.context import Caller
from kernel.errors import Refusal

EVERYBODY = "*"
LIMIT = 1000
"""Grants on one thing."""
KINDS = ("user", "group")
PERMISSIONS = ("read", "write")
_LONGEST_ID = 128
_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Grant:
    """One line of an access list; `created_at` is epoch seconds."""

    id: str
    principal_type: str
    principal_id: str
    permission: str
    created_at: int

    @property
    def is_public(self) -> bool:
        """Whether it names everybody."""
        return self.principal_type == "user" and self.principal_id == EVERYBODY


def can(caller: Caller, owner: str, grants: Iterable[Grant], permission: str) -> bool:
    """Whether a caller may `read` or `write` a thing of `owner`."""
    if caller.is_admin or caller.id == owner:
        return True
    enough = _enough(permission)
    return any(grant.permission in enough and _names(grant, caller) for grant in grants)


def principals(grants: Iterable[Grant]) -> list[str]:
    """What a view keeps to be found by: `user:<id>`, `user:*` or `group:<id>` for who may read, the same
    after `write:` for who may write."""
    found = set()
    for grant in grants:
        principal = f"{grant.principal_type}:{grant.principal_id}"
        found.add(principal)
        if grant.permission == "write":
            found.add(f"write:{principal}")
    return sorted(found)


def allowed_filter(
    caller: Caller, permission: str = "read", *, owner: str = "user_id", index: str = "principals"
) -> dict[str, Any]:
    """A MongoDB filter of what the caller may read or write, by two indexed fields: that of the owner's
    id and that of `principals`. Empty for administrators."""
    _enough(permission)
    if caller.is_admin:
        return {}
    before = "write:" if permission == "write" else ""
    names = [f"user:{caller.id}", f"user:{EVERYBODY}", *(f"group:{one}" for one in sorted(caller.groups))]
    return {"$or": [{owner: caller.id}, {index: {"$in": [before + name for name in names]}}]}


def parsed(
    items: Any,
    kept: Sequence[Grant] = (),
    new_id: Callable[[], str] = lambda: str(uuid.uuid4()),
    now: Callable[[], float] = time.time,
) -> list[Grant]:
    """Grants from the documented list of objects; equal ones keep id and time of `kept`.

    Raises Refusal INVALID_ARGUMENT.
    """
    if not isinstance(items, list) or len(items) > LIMIT:
        raise _malformed(f"access_grants must be a list of at most {LIMIT}.")
    wanted: list[_Key] = []
    for item in items:
        if not isinstance(item, dict):
            raise _malformed("Each entry of access_grants must be an object.")
        kind, principal = item.get("principal_type"), item.get("principal_id")
        permission = item.get("permission")
        if kind not in KINDS or permission not in PERMISSIONS:
            raise _malformed("An access grant names a user or group and the permission read or write.")
        if not isinstance(principal, str) or not 0 < len(principal) <= _LONGEST_ID:
            raise _malformed("An access grant needs a principal_id.")
        wanted.append((kind, principal, permission))
    return _merged(wanted, kept, new_id, now)


def parsed_control(
    document: Any,
    kept: Sequence[Grant] = (),
    new_id: Callable[[], str] = lambda: str(uuid.uuid4()),
    now: Callable[[], float] = time.time,
) -> list[Grant]:
    """Grants from the older access_control document. Raises Refusal INVALID_ARGUMENT."""
    if document is None:
        return _merged([("user", EVERYBODY, "read")], kept, new_id, now)
    if not isinstance(document, dict):
        raise _malformed("access_control must be an object or null.")
    wanted: list[_Key] = []
    for permission in PERMISSIONS:
        part = document.get(permission) or {}
        if not isinstance(part, dict):
            raise _malformed("access_control.read and .write must be objects.")
        for kind in KINDS:
            ids = part.get(f"{kind}_ids") or []
            if not isinstance(ids, list) or not all(
                isinstance(one, str) and 0 < len(one) <= _LONGEST_ID for one in ids
            ):
                raise _malformed("access_control lists ids as text.")
            wanted += [(kind, one, permission) for one in ids]
    if len(wanted) > LIMIT:
        raise _malformed(f"At most {LIMIT} grants fit one thing.")
    return _merged(wanted, kept, new_id, now)


def serialised(grants: Iterable[Grant], resource_type: str, resource_id: str) -> list[dict[str, Any]]:
    """The list as clients read it."""
    return [{"resource_type": resource_type, "resource_id": resource_id, **asdict(grant)} for grant in grants]


def stored(grants: Iterable[Grant]) -> list[dict[str, Any]]:
    """The list as a view or an event keeps it."""
    return [asdict(grant) for grant in grants]


def restored(documents: Iterable[Mapping[str, Any]]) -> list[Grant]:
    """The list from what `stored` gave."""
    return [Grant(**document) for document in documents]


def _names(grant: Grant, caller: Caller) -> bool:
    if grant.principal_type == "group":
        return grant.principal_id in caller.groups
    return grant.principal_id in (caller.id, EVERYBODY)


def _enough(permission: str) -> tuple[str, ...]:
    if permission not in PERMISSIONS:
        raise ValueError(f"no permission on a thing is called {permission}")
    return ("write",) if permission == "write" else PERMISSIONS


def _merged(
    wanted: Sequence[_Key], kept: Sequence[Grant], new_id: Callable[[], str], now: Callable[[], float]
) -> list[Grant]:
    known = {(g.principal_type, g.principal_id, g.permission): g for g in kept}
    at = int(now())
    return [known.get(key) or Grant(new_id(), *key, at) for key in dict.fromkeys(wanted)]


def _malformed(message: str) -> Refusal:
    return Refusal("INVALID_ARGUMENT", message)
