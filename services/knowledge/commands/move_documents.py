"""Give documents another location."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.knowledge.commands.loading import file_stream
from services.knowledge.domain import file as life


@dataclass(frozen=True, slots=True)
class Move:
    """One document and where it goes."""

    file_id: str
    folder: str
    name: str


@dataclass(frozen=True, slots=True)
class MoveDocuments:
    """All or none."""

    moves: Sequence[Move]


async def handle(store: EventStore, ctx: CallContext, command: MoveDocuments) -> None:
    """Record the moves. Raises FileNotFound."""

    async def work(tx: Transaction) -> None:
        for move in command.moves:
            stream = file_stream(move.file_id)
            state, version = await tx.fold(stream, life.File(), life.evolve)
            await tx.append(stream, version, life.decide_move(state, move.file_id, move.folder, move.name))

    await store.execute(ctx, work)
