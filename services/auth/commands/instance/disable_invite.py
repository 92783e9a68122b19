"""Disable an invitation."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.context import CallContext
from kernel.eventstore.model import Transaction
from services.auth.commands.parts import Parts
from services.auth.domain import invite
from services.auth.domain.refusals import InviteNotFound
from services.auth.projections.invites import COLLECTION


@dataclass(frozen=True, slots=True)
class DisableInvite:
    """By the number the API shows."""

    number: int


async def handle(parts: Parts, ctx: CallContext, command: DisableInvite) -> None:
    """Nothing happens when it is disabled already. Raises InviteNotFound."""

    async def work(tx: Transaction) -> None:
        found = await tx.view(COLLECTION).find_one({"number": command.number}, {"_id": 1})
        if found is None:
            raise InviteNotFound("no such invitation")
        stream = invite.stream_of(found["_id"])
        state, version = await tx.fold(stream, invite.Invite(), invite.evolve)
        await tx.append(stream, version, invite.disable(state))

    await parts.store.execute(ctx, work)
