"""Users as providers see them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from kernel.mongo import rows
from services.auth.adapters.accounts import Account, account_of
from services.auth.adapters.scim import Scope, etag
from services.auth.commands.parts import Parts
from services.auth.projections.groups import MEMBERS
from services.auth.projections.scim_groups import COLLECTION as GROUPS
from services.auth.projections.scim_users import COLLECTION as USERS
from services.auth.projections.users import COLLECTION as ACCOUNTS
from services.auth.scim.accounts import document_of
from services.auth.scim.projection import Projection
from services.auth.scim.resources import ENTERPRISE_URI, USER
from services.auth.scim.values import date_time

Row = Mapping[str, Any]
_DATA = "data:"


def document_of_row(row: Row, account: Account | None) -> dict[str, Any]:
    """The attributes as they were told, with `active` as it is; made up from the account if nobody told."""
    if row["kept"]:
        document: dict[str, Any] = json.loads(row["document"] or b"{}")
        if "active" in document or not row["active"]:
            document["active"] = row["active"]
        return document
    user = account.user if account else None
    image = user.profile_image_url if user else ""
    if user and image.startswith(_DATA):
        image = f"/api/v1/users/{user.id}/profile/image"
    document = document_of(user.email if user else "", user.name if user else "", image)
    return {**document, "active": row["active"]}


async def one(parts: Parts, scope: Scope, user_id: str) -> Row | None:
    """The row of a user that is seen."""
    row: Row | None = await parts.store.view(USERS).find_one({"_id": user_id})
    return row if scope.sees(row) else None


async def resources(
    parts: Parts, scope: Scope, found: Sequence[Row], base: str, shown: Projection
) -> list[dict[str, Any]]:
    """The resources of some rows."""
    accounts = await _accounts(parts, [row["_id"] for row in found if not row["kept"]])
    groups = await _groups(parts, scope, found, base) if shown.wants(USER, "groups") else {}
    documents = {row["_id"]: document_of_row(row, accounts.get(row["_id"])) for row in found}
    managers = await names(parts, scope, {_manager(each).get("value", "") for each in documents.values()})
    made = []
    for row in found:
        document = documents[row["_id"]]
        name = managers.get(_manager(document).get("value", ""))
        if name:
            document[ENTERPRISE_URI]["manager"]["displayName"] = name
        if groups.get(row["_id"]):
            document["groups"] = groups[row["_id"]]
        made.append(shown.apply(USER, complete(document, row, "User", f"{base}/Users/{row['_id']}")))
    return made


def complete(document: Mapping[str, Any], row: Row, kind: str, location: str) -> dict[str, Any]:
    """A document with `id` and `meta`, as a resource."""
    schemas = document.get("schemas", [])
    rest = {key: held for key, held in document.items() if key != "schemas"}
    meta = {
        "resourceType": kind,
        "created": date_time(row["created"]),
        "lastModified": date_time(row["modified"]),
        "location": location,
        "version": etag(row["version"]),
    }
    return {"schemas": schemas, "id": row["_id"], **rest, "meta": meta}


async def names(parts: Parts, scope: Scope, user_ids: set[str]) -> dict[str, str]:
    """The display names of those users that are seen and have one."""
    user_ids.discard("")
    if not user_ids:
        return {}
    query = {"_id": {"$in": sorted(user_ids)}, **scope.query}
    found = await rows(parts.store.view(USERS).find(query, {"kept": 1, "document": 1}))
    accounts = await _accounts(parts, [row["_id"] for row in found if not row["kept"]])
    shown = {
        row["_id"]: json.loads(row["document"] or b"{}").get("displayName", "")
        for row in found
        if row["kept"]
    }
    return {**shown, **{user_id: account.user.name for user_id, account in accounts.items()}}


async def _accounts(parts: Parts, user_ids: Sequence[str]) -> dict[str, Account]:
    if not user_ids:
        return {}
    found = await rows(parts.store.view(ACCOUNTS).find({"_id": {"$in": list(user_ids)}}))
    return {document["_id"]: account_of(document) for document in found}


async def _groups(
    parts: Parts, scope: Scope, found: Sequence[Row], base: str
) -> dict[str, list[dict[str, str]]]:
    query = {"user_id": {"$in": [row["_id"] for row in found]}}
    members = await rows(parts.store.view(MEMBERS).find(query, {"user_id": 1, "group_id": 1}))
    if not members:
        return {}
    ids = sorted({member["group_id"] for member in members})
    known = await rows(parts.store.view(GROUPS).find({"_id": {"$in": ids}, **scope.query}, {"name": 1}))
    shown = {
        group["_id"]: {
            "value": group["_id"],
            "$ref": f"{base}/Groups/{group['_id']}",
            "display": group["name"],
            "type": "direct",
        }
        for group in known
    }
    of: dict[str, list[dict[str, str]]] = {}
    for member in members:
        if member["group_id"] in shown:
            of.setdefault(member["user_id"], []).append(shown[member["group_id"]])
    return of


def _manager(document: Mapping[str, Any]) -> Mapping[str, Any]:
    held: Mapping[str, Any] = document.get(ENTERPRISE_URI, {}).get("manager", {})
    return held
