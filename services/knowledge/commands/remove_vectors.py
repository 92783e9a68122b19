"""Take a file out of the vector store; the file stays."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.context import CallContext, Caller
from kernel.eventstore.model import EventStore, Transaction
from services.knowledge.commands.loading import file_stream, own_file
from services.knowledge.domain import file as life


@dataclass(frozen=True, slots=True)
class RemoveVectors:
    """Of one file."""

    file_id: str
    person: Caller


async def handle(store: EventStore, ctx: CallContext, command: RemoveVectors) -> None:
    """Record it. Raises FileNotFound."""

    async def work(tx: Transaction) -> None:
        state, version = await own_file(tx, command.file_id, command.person)
        await tx.append(file_stream(command.file_id), version, life.decide_unindex(state, command.file_id))

    await store.execute(ctx, work)
