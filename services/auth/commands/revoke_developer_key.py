"""End a developer key."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.context import CallContext
from kernel.eventstore.model import Transaction
from services.auth.commands.developer_keys import revoke
from services.auth.commands.parts import Parts
from services.auth.domain.refusals import ApiKeyNotFound
from services.auth.projections.developer_keys import COLLECTION


@dataclass(frozen=True, slots=True)
class RevokeDeveloperKey:
    key_id: str


async def handle(parts: Parts, ctx: CallContext, command: RevokeDeveloperKey) -> None:
    """Raises ApiKeyNotFound."""

    async def work(tx: Transaction) -> None:
        if await tx.view(COLLECTION).find_one({"_id": command.key_id}) is None:
            raise ApiKeyNotFound("no such developer key")
        await revoke(tx, [command.key_id])

    await parts.store.execute(ctx, work)
    await parts.spread.session(command.key_id)
