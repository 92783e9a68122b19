"""Make a channel, or find the direct conversation these people have already."""

from __future__ import annotations

import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.chat.domain.channels import channel as domain
from services.chat.projections.channels import CHANNELS, PREFIX
from services.chat.queries.channels.find import actor_of

DIRECT_CLAIM = "direct conversation"


@dataclass(frozen=True, slots=True)
class CreateChannel:
    """`grants` is a JSON list; `others` the people beside the caller, known to exist."""

    kind: str
    form: domain.Form
    grants: bytes
    others: Sequence[str]


async def handle(store: EventStore, ctx: CallContext, command: CreateChannel) -> tuple[str, bool]:
    """Id of the channel, and whether it is new. Raises CreationProhibited, Malformed; ClaimTaken when
    somebody began the same conversation at this moment."""
    fresh, at = str(uuid.uuid4()), time.time_ns()

    async def work(tx: Transaction) -> tuple[str, bool]:
        events = domain.create(
            fresh, command.kind, actor_of(ctx.who), command.form, command.grants, command.others, at
        )
        if command.kind == domain.DIRECT:
            key = domain.key_of(events[0].members)
            known = await tx.view(CHANNELS).find_one({"k": key}, {"_id": 1})
            if known is not None:
                return str(known["_id"]), False
            await tx.claim(DIRECT_CLAIM, key, fresh)
        await tx.append(PREFIX + fresh, 0, events)
        return fresh, True

    return await store.execute(ctx, work)
