"""Delete a user: a provider takes somebody's account away."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.context import CallContext
from kernel.eventstore.model import Transaction
from services.auth.adapters.accounts import load
from services.auth.adapters.scim import Scope, check_version, missing
from services.auth.commands import delete_user
from services.auth.commands.parts import Parts
from services.auth.commands.scim.together import together
from services.auth.projections.scim_users import COLLECTION as USERS
from services.auth.scim.errors import ScimError


@dataclass(frozen=True, slots=True)
class DeleteUser:
    scope: Scope
    user_id: str
    if_match: str = ""


async def handle(parts: Parts, ctx: CallContext, command: DeleteUser) -> None:
    """Raises ScimError (404, 412, 403 for an administrator no provider made), ActionProhibited, LastAdmin."""

    async def run(tx: Transaction) -> int:
        row = await tx.view(USERS).find_one({"_id": command.user_id})
        account = await load(tx, command.user_id)
        if row is None or account is None or not command.scope.sees(row):
            raise missing("User", command.user_id)
        check_version(command.if_match, row["version"])
        if not row["made"] and account.user.role == "admin":
            raise ScimError("", "an administrator made here is not a provider's to delete", 403)
        await delete_user.handle(parts, ctx, delete_user.DeleteUser(command.user_id, ctx.actor))
        return account.version

    before = await together(parts, ctx, run)
    await parts.changes.user(command.user_id)
    await parts.spread.account(command.user_id, before)
