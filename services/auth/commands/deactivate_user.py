"""Deactivate a user: nobody signs in to the account, its sessions end, its keys rest."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.context import CallContext
from kernel.eventstore.model import Transaction
from services.auth.adapters.accounts import load
from services.auth.commands import administrators, developer_keys
from services.auth.commands.parts import Parts
from services.auth.domain import installation, user
from services.auth.domain.refusals import ActionProhibited, UserNotFound


@dataclass(frozen=True, slots=True)
class DeactivateUser:
    """`caller` is the administrator who asks; empty when an identity provider does."""

    user_id: str
    caller: str = ""


async def handle(parts: Parts, ctx: CallContext, command: DeactivateUser) -> None:
    """Nothing happens when it is inactive already.

    Raises UserNotFound, LastAdmin; for an administrator also ActionProhibited on the own account and
    on the first administrator's. A provider may deactivate that one while another is left.
    """

    async def work(tx: Transaction) -> int | None:
        state, _ = await tx.fold(installation.STREAM, parts.installations.initial, installation.evolve)
        account = await load(tx, command.user_id)
        if account is None:
            raise UserNotFound("no such account")
        if command.caller and account.user.id in (state.owner, command.caller):
            raise ActionProhibited("this account cannot be deactivated by you")
        events = user.deactivate(account.user)
        if not events:
            return None
        if user.administers(account.user):
            await administrators.another_than(tx, account.user.id)
            await developer_keys.revoke_made_by(tx, account.user.id)
        await tx.append(account.stream, account.version, events)
        return account.version

    before = await parts.store.execute(ctx, work)
    if before is not None:
        await parts.changes.user(command.user_id)
        await parts.spread.account(command.user_id, before)
