"""Delete a user: the account ends with its sessions and keys.

The key of its personal data is dropped by a reaction to the event, so that it happens also when this
process dies right after the commit.
"""

from __future__ import annotations

from dataclasses import dataclass

from kernel.context import CallContext
from kernel.eventstore.model import Transaction
from services.auth.adapters import credentials
from services.auth.adapters.accounts import load
from services.auth.adapters.scim import release_user_name
from services.auth.commands import administrators, developer_keys, identities
from services.auth.commands.groups.leave_all import leave_all
from services.auth.commands.parts import Parts
from services.auth.commands.registration import EMAIL
from services.auth.domain import installation, user


@dataclass(frozen=True, slots=True)
class DeleteUser:
    user_id: str
    caller: str


async def handle(parts: Parts, ctx: CallContext, command: DeleteUser) -> None:
    """Nothing happens for unknown ids. Raises ActionProhibited, LastAdmin."""

    async def work(tx: Transaction) -> int | None:
        state, _ = await tx.fold(installation.STREAM, parts.installations.initial, installation.evolve)
        account = await load(tx, command.user_id)
        events = user.delete(account.user if account else None, state.owner, command.caller)
        if account is None:
            return None
        if user.administers(account.user):
            await administrators.another_than(tx, account.user.id)
        await identities.release_all(tx, account.user.id)
        for name in {account.user.email, account.user.username} - {""}:
            await tx.release(EMAIL, name, account.user.id)
        await release_user_name(tx, account.user.id)
        await developer_keys.revoke_made_by(tx, account.user.id)
        await leave_all(tx, account.user.id)
        await tx.append(account.stream, account.version, events)
        await tx.write(*credentials.account_removed(account.user.id))
        return account.version

    before = await parts.store.execute(ctx, work)
    await parts.changes.user(command.user_id)
    if before is not None:
        await parts.spread.account(command.user_id, before)
