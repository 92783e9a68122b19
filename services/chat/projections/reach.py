"""Whom a shared thing reaches, as one field with which a list is read in order from one index.

A view that is to be listed in an order keeps `reach`: the principals of its grants as
kernel.identity.grants has them, the owner among them, and `own:<owner>`. What somebody may use is then
one condition on one multikey index, which MongoDB reads in the order wanted; with owner and grants in
two fields it would sort all that was found.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kernel.context import Caller
from kernel.identity.grants import Grant, allowed_filter, principals


def reach(owner_id: str, grants: Iterable[Grant]) -> list[str]:
    """What a view keeps."""
    return [f"own:{owner_id}", *principals([*grants, Grant("", "user", owner_id, "write", 0)])]


def reached(caller: Caller, permission: str = "read") -> dict[str, Any]:
    """A filter of what the caller may `read` or `write`; empty for administrators."""
    found = allowed_filter(caller, permission, index="reach")
    return {"reach": found["$or"][1]["reach"]} if found else {}


def owned(user_id: str) -> dict[str, Any]:
    """A filter of what belongs to somebody."""
    return {"reach": f"own:{user_id}"}


def granted(user_id: str) -> dict[str, Any]:
    """A filter of what others share with somebody by name."""
    return {"reach": f"user:{user_id}", "user_id": {"$ne": user_id}}
