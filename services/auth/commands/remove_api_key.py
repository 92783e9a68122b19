"""Remove one of the own named API keys."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.context import CallContext
from kernel.eventstore.model import Transaction
from services.auth.adapters import credentials
from services.auth.adapters.accounts import load
from services.auth.commands.parts import Parts
from services.auth.domain import keys
from services.auth.domain.refusals import ApiKeyNotFound
from services.auth.projections.api_keys import COLLECTION


@dataclass(frozen=True, slots=True)
class RemoveApiKey:
    user_id: str
    key_id: str


async def handle(parts: Parts, ctx: CallContext, command: RemoveApiKey) -> None:
    """Raises ApiKeyNotFound, also for another's key."""

    async def work(tx: Transaction) -> None:
        account = await load(tx, command.user_id)
        mine = {"_id": command.key_id, "user_id": command.user_id}
        if account is None or await tx.view(COLLECTION).find_one(mine) is None:
            raise ApiKeyNotFound("no such key")
        await tx.append(account.stream, account.version, keys.remove(command.user_id, command.key_id))
        await tx.write(*credentials.keys_removed([command.key_id]))

    await parts.store.execute(ctx, work)
    await parts.changes.user(command.user_id)
    await parts.spread.session(command.key_id)
