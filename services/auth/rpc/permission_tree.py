"""The tree of permissions between granted keys and its message."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from parlance.auth.v1 import users_pb2 as pb
from parlance.options.v1 import options_pb2

from services.auth.domain.permissions import INITIAL, granted_in, tree_of


def to_message(granted: Iterable[str]) -> pb.PermissionTree:
    """The whole tree, every key written."""
    reply = pb.PermissionTree()
    for group, names in tree_of(granted).items():
        branch = getattr(reply, group)
        for field, name in _fields(branch):
            setattr(branch, field, names[name])
    return reply


def granted(request: pb.PermissionTree) -> frozenset[str]:
    """The keys a request grants; a key that is left out has its first value."""
    tree = {}
    for group, names in INITIAL.items():
        branch = getattr(request, group)
        tree[group] = {
            name: getattr(branch, field) if branch.HasField(field) else names[name]
            for field, name in _fields(branch)
        }
    return granted_in(tree)


def _fields(branch: Any) -> list[tuple[str, str]]:
    return [
        (field.name, field.GetOptions().Extensions[options_pb2.field].name or field.name)
        for field in branch.DESCRIPTOR.fields
    ]
