"""Make an invitation: its code is shown to administrators, and kept sealed."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from kernel.context import CallContext
from kernel.eventstore.model import Transaction
from services.auth.adapters.credentials import new_developer_key
from services.auth.adapters.numbers import INVITE
from services.auth.commands.parts import Parts
from services.auth.domain import invite


@dataclass(frozen=True, slots=True)
class CreateInvite:
    """`workspaces` are numbers of the AnythingLLM developer API."""

    workspaces: tuple[int, ...]
    created_by: str


async def handle(parts: Parts, ctx: CallContext, command: CreateInvite) -> str:
    """The id of the invitation."""
    invite_id, code = str(uuid.uuid4()), new_developer_key()
    number = await parts.numbers.next(INVITE)
    kept = await parts.invite_codes.added(code, invite_id)

    async def work(tx: Transaction) -> None:
        events = invite.create(invite_id, number, command.workspaces, command.created_by)
        await tx.append(invite.stream_of(invite_id), 0, events)
        await tx.write(kept)

    await parts.store.execute(ctx, work)
    return invite_id
