"""Delete the own API key."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.context import CallContext
from kernel.eventstore.model import Transaction
from services.auth.adapters import credentials
from services.auth.adapters.accounts import load
from services.auth.commands.parts import Parts
from services.auth.domain import user


@dataclass(frozen=True, slots=True)
class DeleteApiKey:
    user_id: str


async def handle(parts: Parts, ctx: CallContext, command: DeleteApiKey) -> None:
    """Nothing happens when there is none."""

    async def work(tx: Transaction) -> str:
        account = await load(tx, command.user_id)
        if account is None or not account.user.api_key_id:
            return ""
        await tx.append(account.stream, account.version, user.delete_api_key(account.user))
        await tx.write(*credentials.keys_removed([account.user.api_key_id]))
        return account.user.api_key_id

    deleted = await parts.store.execute(ctx, work)
    await parts.changes.user(command.user_id)
    if deleted:
        await parts.spread.session(deleted)
