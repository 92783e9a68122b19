"""Change a group: a provider replaces or patches it, its members included.

Only the members a change is about are read, as long as it names them: groups may be large. Changes of
one group wait for each other in this process, and are tried again across processes, so none gets lost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from kernel.context import CallContext
from kernel.eventstore.model import Transaction
from services.auth.adapters.scim import Scope, check_version, missing
from services.auth.commands.groups import update_group
from services.auth.commands.groups.change import Membership
from services.auth.commands.parts import Parts
from services.auth.commands.scim.create_group import ids
from services.auth.commands.scim.together import heard_of, together
from services.auth.projections.scim_groups import COLLECTION as GROUPS
from services.auth.queries.scim.groups import document_of_row
from services.auth.queries.scim.members import members, visible

Change = Callable[[dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """`change` makes the new document from the present one. `about`: the members it names, None for all."""

    scope: Scope
    group_id: str
    change: Change
    about: Sequence[str] | None = None
    if_match: str = ""


async def handle(parts: Parts, ctx: CallContext, command: ChangeGroup) -> None:
    """Raises ScimError (404, 412, what `change` raises), GroupNameTaken, ValueInvalid."""

    async def run(tx: Transaction) -> str:
        row = await tx.view(GROUPS).find_one({"_id": command.group_id})
        if row is None or not command.scope.sees(row):
            raise missing("Group", command.group_id)
        check_version(command.if_match, row["version"])
        present = await members(tx.view, command.scope, command.group_id, command.about)
        before = document_of_row(row)
        if present:
            before["members"] = [{"value": user_id} for user_id in present]
        wanted = command.change(before)
        there = list(ids(wanted.get("members", ())))
        join = await visible(tx.view, command.scope, [one for one in there if one not in set(present)])
        change = update_group.UpdateGroup(
            command.group_id,
            name=wanted["displayName"],
            external_id=wanted.get("externalId", ""),
            membership=Membership(join, tuple(sorted(set(present) - set(there)))),
        )
        await update_group.handle(parts, ctx, change)
        moved = change.membership.add or change.membership.remove
        return moved[-1] if moved else ""

    async with parts.turns.of(f"scim-{command.group_id}"):
        moved = await together(parts, ctx, run)
    if moved:
        await heard_of(parts, moved)
