"""End a SCIM token."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.context import CallContext
from kernel.eventstore.model import Transaction
from services.auth.adapters import credentials
from services.auth.commands.create_scim_token import STREAM
from services.auth.commands.parts import Parts
from services.auth.domain import scim_token
from services.auth.domain.refusals import ApiKeyNotFound
from services.auth.projections.scim_tokens import COLLECTION


@dataclass(frozen=True, slots=True)
class RevokeScimToken:
    key_id: str


async def handle(parts: Parts, ctx: CallContext, command: RevokeScimToken) -> None:
    """Raises ApiKeyNotFound."""

    async def work(tx: Transaction) -> None:
        if await tx.view(COLLECTION).find_one({"_id": command.key_id}) is None:
            raise ApiKeyNotFound("no such token")
        _, version = await tx.fold(STREAM, None, lambda _, __: None)
        await tx.append(STREAM, version, scim_token.revoke(command.key_id))
        await tx.write(*credentials.keys_removed([command.key_id]))

    await parts.store.execute(ctx, work)
    await parts.spread.session(command.key_id)
