"""Make a collection of files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from kernel.context import CallContext, Caller
from kernel.eventstore.model import EventStore, Transaction
from kernel.identity.grants import Grant
from services.knowledge.commands.loading import knowledge_stream, may_use
from services.knowledge.domain import knowledge as bases
from services.knowledge.domain.refusals import CollectionNotFound
from services.knowledge.projections.knowledge import KNOWLEDGE


@dataclass(frozen=True, slots=True)
class CreateKnowledge:
    """`kind` is knowledge, workspace or text."""

    knowledge_id: str
    kind: str
    name: str
    description: str
    grants: Sequence[Grant]
    person: Caller


async def handle(store: EventStore, ctx: CallContext, command: CreateKnowledge) -> None:
    """Make it for the caller; one that exists and the caller may write stays. Raises CollectionNotFound."""

    async def work(tx: Transaction) -> None:
        stream = knowledge_stream(command.knowledge_id)
        standing = await tx.view(KNOWLEDGE).find_one({"_id": command.knowledge_id})
        if standing is not None:
            if not may_use(command.person, "write", standing):
                raise CollectionNotFound("There is no such collection.")
            return
        before = await tx.load(stream)
        events = bases.decide_create(
            bases.Knowledge(),
            command.knowledge_id,
            ctx.who.id,
            command.kind,
            command.name,
            command.description,
            msgspec.json.encode(list(command.grants)),
        )
        await tx.append(stream, before[-1].version if before else 0, events)

    await store.execute(ctx, work)
