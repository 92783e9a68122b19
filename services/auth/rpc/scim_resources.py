"""The life of one kind of resource over SCIM: what users and groups have in common, and where they differ."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from kernel.context import CallContext
from services.auth.adapters.scim import Scope, etag, missing
from services.auth.commands.parts import Parts
from services.auth.commands.scim import (
    change_group,
    change_user,
    create_group,
    create_user,
    delete_group,
    delete_user,
)
from services.auth.queries.scim import groups, users
from services.auth.scim.document import read_resource
from services.auth.scim.errors import ScimError
from services.auth.scim.patch import Operation, apply, read_operations
from services.auth.scim.projection import Projection
from services.auth.scim.resources import USER
from services.auth.scim.schema import ResourceType

_ALL = Projection()
_ONE_MEMBER = re.compile(r'members\[\s*value\s+eq\s+"([^"\\]+)"\s*\]', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shown:
    """A resource as it is answered."""

    resource: dict[str, Any]
    version: str
    location: str


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks and how it is answered: `base` is the address of the SCIM API."""

    ctx: CallContext
    scope: Scope
    base: str
    shown: Projection = _ALL
    if_match: str = ""


class Life:
    """Create, read, change and delete resources of one type."""

    def __init__(self, parts: Parts, kind: ResourceType) -> None:
        self._parts = parts
        self.kind = kind
        self._query = users if kind is USER else groups

    async def read(self, asking: Asking, resource_id: str) -> Shown:
        """Raises ScimError 404."""
        row = await self._query.one(self._parts, asking.scope, resource_id)
        if row is None:
            raise missing(self.kind.name, resource_id)
        made = await self._query.resources(self._parts, asking.scope, [row], asking.base, asking.shown)
        location = f"{asking.base}{self.kind.endpoint}/{resource_id}"
        return Shown(made[0], etag(row["version"]), location)

    async def create(self, asking: Asking, body: Any) -> Shown:
        """Raises ScimError and what the command raises."""
        document = read_resource(self.kind, body)
        if self.kind is USER:
            made = await create_user.handle(
                self._parts, asking.ctx, create_user.CreateUser(asking.scope, document)
            )
        else:
            made = await create_group.handle(
                self._parts, asking.ctx, create_group.CreateGroup(asking.scope, document)
            )
        return await self.read(asking, made)

    async def replace(self, asking: Asking, resource_id: str, body: Any) -> Shown:
        """Everything but what is left out on purpose: active, members. Raises as `create`."""
        document = read_resource(self.kind, body)
        stays = "active" if self.kind is USER else "members"

        def change(before: dict[str, Any]) -> dict[str, Any]:
            kept = {stays: before[stays]} if stays in before and not _sent(body, stays) else {}
            return {**document, **kept}

        await self._change(asking, resource_id, change, None if _sent(body, "members") else ())
        return await self.read(asking, resource_id)

    async def patch(self, asking: Asking, resource_id: str, body: Any) -> Shown:
        """Raises as `create`."""
        # An unknown resource is told before a body nobody can read, as clients know it.
        if await self._query.one(self._parts, asking.scope, resource_id) is None:
            raise missing(self.kind.name, resource_id)
        operations = read_operations(body)
        await self._change(
            asking,
            resource_id,
            lambda before: apply(self.kind, before, operations),
            named_members(operations),
        )
        return await self.read(asking, resource_id)

    async def delete(self, asking: Asking, resource_id: str) -> None:
        """Raises ScimError 404, 412 and what the command raises."""
        run: Callable[..., Awaitable[None]]
        command: Any
        if self.kind is USER:
            run, command = delete_user.handle, delete_user.DeleteUser
        else:
            run, command = delete_group.handle, delete_group.DeleteGroup
        await run(self._parts, asking.ctx, command(asking.scope, resource_id, asking.if_match))

    async def _change(
        self,
        asking: Asking,
        resource_id: str,
        change: Callable[[dict[str, Any]], dict[str, Any]],
        about: Sequence[str] | None,
    ) -> None:
        if self.kind is USER:
            user = change_user.ChangeUser(asking.scope, resource_id, change, asking.if_match)
            await change_user.handle(self._parts, asking.ctx, user)
        else:
            group = change_group.ChangeGroup(asking.scope, resource_id, change, about, asking.if_match)
            await change_group.handle(self._parts, asking.ctx, group)


def named_members(operations: Sequence[Operation]) -> list[str] | None:
    """The ids a PATCH of a group names as members; None when it is about all of them."""
    named: list[str] = []
    for each in operations:
        path = each.path.rpartition(":")[2].lower()
        chosen = _ONE_MEMBER.fullmatch(each.path)
        if not each.path:
            keys = [str(key).lower() for key in each.value] if isinstance(each.value, dict) else []
            if any("members" in key for key in keys):
                return None
        elif path == "members" and (each.op == "add" or (each.op == "remove" and each.value)):
            named += _values(each.value)
        elif chosen is not None and each.op == "remove":
            named.append(chosen.group(1))
        elif "members" in each.path.lower():
            return None
    return named


def _values(held: Any) -> list[str]:
    given = held if isinstance(held, list) else [held]
    found = []
    for each in given:
        one = (
            {str(key).lower(): part for key, part in each.items()}
            if isinstance(each, dict)
            else {"value": each}
        )
        value = one.get("value") or str(one.get("$ref", "")).rstrip("/").rpartition("/")[2]
        if isinstance(value, str):
            found.append(value)
    return found


def _sent(body: Any, name: str) -> bool:
    return any(str(key).lower() == name and held is not None for key, held in body.items())


def decoded(body: bytes) -> Any:
    """The JSON of a request. Raises ScimError invalidSyntax."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ScimError("invalidSyntax", "the body is not JSON") from error
