"""Delete a group: a provider takes it away; the members keep their accounts."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.context import CallContext
from kernel.eventstore.model import Transaction
from services.auth.adapters import groups
from services.auth.adapters.scim import Scope, check_version, missing
from services.auth.commands.groups import delete_group
from services.auth.commands.parts import Parts
from services.auth.commands.scim.together import heard_of, together
from services.auth.projections.scim_groups import COLLECTION as GROUPS


@dataclass(frozen=True, slots=True)
class DeleteGroup:
    scope: Scope
    group_id: str
    if_match: str = ""


async def handle(parts: Parts, ctx: CallContext, command: DeleteGroup) -> None:
    """Raises ScimError (404, 412)."""

    async def run(tx: Transaction) -> str:
        row = await tx.view(GROUPS).find_one({"_id": command.group_id})
        if row is None or not command.scope.sees(row):
            raise missing("Group", command.group_id)
        check_version(command.if_match, row["version"])
        present = await groups.members(tx, command.group_id)
        await delete_group.handle(parts, ctx, delete_group.DeleteGroup(command.group_id))
        return present[-1] if present else ""

    left = await together(parts, ctx, run)
    if left:
        await heard_of(parts, left)
