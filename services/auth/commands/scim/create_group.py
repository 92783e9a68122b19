"""Create a group: a provider's, or one made here when the caller has no provider."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kernel.context import CallContext
from services.auth.adapters.scim import Scope
from services.auth.commands.groups import create_group
from services.auth.commands.parts import Parts
from services.auth.queries.scim.members import visible


@dataclass(frozen=True, slots=True)
class CreateGroup:
    scope: Scope
    document: Mapping[str, Any]


async def handle(parts: Parts, ctx: CallContext, command: CreateGroup) -> str:
    """The group's id. Members who are not seen are left out. Raises GroupNameTaken, ValueInvalid."""
    wanted = tuple(ids(command.document.get("members", ())))
    made = create_group.CreateGroup(
        name=command.document["displayName"],
        provider=command.scope.provider,
        external_id=command.document.get("externalId", ""),
        user_ids=await visible(parts.store.view, command.scope, wanted),
    )
    return (await create_group.handle(parts, ctx, made)).id


def ids(members: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    """The ids of members, from their value or the end of their address."""
    for member in members:
        found = member.get("value") or str(member.get("$ref", "")).rstrip("/").rpartition("/")[2]
        if found:
            yield found
