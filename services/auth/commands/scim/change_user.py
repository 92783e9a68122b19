"""Change a user: a provider replaces or patches what it told about somebody.

The account follows: its address, name and role when they come out differently than before, its password
when one is sent, whether it is active. Nothing is recorded when nothing differs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kernel.context import CallContext
from kernel.eventstore.model import Transaction
from services.auth.adapters.accounts import Account, load
from services.auth.adapters.scim import Scope, check_version, missing
from services.auth.commands import deactivate_user, reactivate_user, update_user
from services.auth.commands.parts import Parts
from services.auth.commands.scim import addresses, roles
from services.auth.commands.scim.attributes import keep
from services.auth.commands.scim.together import together
from services.auth.projections.scim_users import COLLECTION as USERS
from services.auth.queries.scim.users import document_of_row
from services.auth.scim import accounts
from services.auth.scim.errors import ScimError

Change = Callable[[dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class ChangeUser:
    """`change` makes the new document, with `active` and maybe `password`, from the present one."""

    scope: Scope
    user_id: str
    change: Change
    if_match: str = ""


async def handle(parts: Parts, ctx: CallContext, command: ChangeUser) -> None:
    """Raises ScimError (404, 412, 409, what `change` raises), LastAdmin, EmailTaken and the like."""

    async def run(tx: Transaction) -> int | None:
        row = await tx.view(USERS).find_one({"_id": command.user_id})
        account = await load(tx, command.user_id)
        if row is None or account is None or not command.scope.sees(row):
            raise missing("User", command.user_id)
        check_version(command.if_match, row["version"])
        before = document_of_row(row, account)
        wanted = command.change(before)
        password = wanted.pop("password", None)
        scope = Scope(row["provider"] if row["kept"] else command.scope.provider, True)
        address = ""
        if addresses.first(wanted) != addresses.first(before):
            address = await addresses.free(tx, scope, wanted, command.user_id)
        revokes = await _follow(parts, ctx, account, before, wanted, password, address, made=row["made"])
        if _told(wanted) != _told(before):
            held = row["a"].get("userName", "") if row["kept"] else ""
            await keep(tx, command.user_id, scope.provider, wanted, held)
        return account.version if revokes else None

    stale = await together(parts, ctx, run)
    await parts.changes.user(command.user_id)
    if stale is not None:
        await parts.spread.account(command.user_id, stale)


async def _follow(
    parts: Parts,
    ctx: CallContext,
    account: Account,
    before: Mapping[str, Any],
    wanted: Mapping[str, Any],
    password: str | None,
    address: str,
    *,
    made: bool,
) -> bool:
    """Whether tokens of the account are stale now."""
    user = account.user
    name = accounts.name(wanted)
    changes: dict[str, str] = {}
    if address and address != user.email:
        changes["email"] = address
    if name not in (user.name, accounts.name(before)):
        changes["name"] = name
    if password is not None:
        changes["password"] = password
    if not made and user.role == "admin" and ("email" in changes or password is not None):
        # Whoever could would become administrator by signing in.
        raise ScimError(
            "", "the address and password of an administrator made here are not a provider's", 403
        )
    role = await roles.mapped(parts, wanted)
    if role is not None and role != user.role:
        changes["role"] = role
    if changes:
        # As the account's own: a provider may rename the first administrator, but not demote them.
        await update_user.handle(parts, ctx, update_user.UpdateUser(user.id, user.id, **changes))
    active = wanted.get("active", True)
    if active and not user.active:
        await reactivate_user.handle(parts, ctx, reactivate_user.ReactivateUser(user.id))
    elif not active and user.active:
        await deactivate_user.handle(parts, ctx, deactivate_user.DeactivateUser(user.id))
    return active != user.active or "role" in changes or "password" in changes


def _told(document: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of a document: whether the account is active is the account's."""
    active = {"active": True} if "active" in document else {}
    return {**document, **active}
