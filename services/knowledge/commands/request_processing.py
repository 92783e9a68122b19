"""Ask for a file's text to be extracted and embedded."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.knowledge.commands.loading import file_stream
from services.knowledge.domain import file as life


@dataclass(frozen=True, slots=True)
class RequestProcessing:
    """`again`: also when the file is processed already."""

    file_id: str
    again: bool = False


async def handle(store: EventStore, ctx: CallContext, command: RequestProcessing) -> None:
    """Record the request unless work is under way or done. Raises FileNotFound."""

    async def work(tx: Transaction) -> None:
        stream = file_stream(command.file_id)
        state, version = await tx.fold(stream, life.File(), life.evolve)
        await tx.append(stream, version, life.decide_request(state, command.file_id, again=command.again))

    await store.execute(ctx, work)
