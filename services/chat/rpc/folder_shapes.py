"""Folders as the contract shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from parlance.chat.v1 import folders_pb2 as pb

from services.chat.queries.folders.shared import grants_of
from services.chat.rpc.grant_forms import shown


def json_or_none(raw: bytes) -> bytes | None:
    """A stored JSON value; None for null."""
    return None if raw == b"null" else raw


def fields(row: Mapping[str, Any]) -> dict[str, Any]:
    """A folder of the caller's own."""
    return {
        "id": row["_id"],
        "parent_id": row["p"] or None,
        "user_id": row["u"],
        "name": row["t"],
        "meta": json_or_none(row["a"]),
        "data": json_or_none(row["d"]),
        "is_expanded": row["x"],
        "created_at": row["c"] // 1000,
        "updated_at": row["m"] // 1000,
    }


def details(row: Mapping[str, Any], *, write: bool, owner: bool) -> Any:
    """A folder, and what the caller may do: who shares it with whom is for its owner, its data for who
    may write."""
    shape = fields(row)
    grants = shown(grants_of(row), "folder", row["_id"]) if owner else b"[]"
    if not write:
        shape["data"] = None
    if not owner:
        shape |= {"parent_id": None, "is_expanded": False}
    return pb.FolderDetails(**shape, access_grants=grants, write_access=write)


def list_row(row: Mapping[str, Any], unread: int) -> Any:
    """A folder in the list of one's own."""
    return pb.FolderRow(
        id=row["_id"],
        name=row["t"],
        meta=json_or_none(row["a"]),
        parent_id=row["p"] or None,
        is_expanded=row["x"],
        unread_count=unread,
        created_at=row["c"] // 1000,
        updated_at=row["m"] // 1000,
    )
