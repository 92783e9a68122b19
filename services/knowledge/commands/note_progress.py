"""Record how far the processing of a file has come."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.knowledge.commands.loading import file_stream
from services.knowledge.domain import events as e
from services.knowledge.domain import file as life


async def started(store: EventStore, ctx: CallContext, file_id: str) -> life.File:
    """Begin work on the present content; gives the state to work on. Raises FileNotFound."""

    async def work(tx: Transaction) -> life.File:
        stream = file_stream(file_id)
        state, version = await tx.fold(stream, life.File(), life.evolve)
        await tx.append(stream, version, life.decide_start(state, file_id))
        return state

    return await store.execute(ctx, work)


async def extracted(store: EventStore, ctx: CallContext, event: e.FileTextExtracted) -> None:
    """The text is stored. Raises Superseded, FileNotFound."""
    await _note(store, ctx, event, life.decide_extracted)


async def processed(store: EventStore, ctx: CallContext, event: e.FileProcessed) -> None:
    """The chunks are stored. Raises Superseded, FileNotFound."""
    await _note(store, ctx, event, life.decide_processed)


async def failed(store: EventStore, ctx: CallContext, event: e.FileProcessingFailed) -> None:
    """It cannot be done. Raises Superseded, FileNotFound."""
    await _note(store, ctx, event, life.decide_failed)


async def _note(
    store: EventStore, ctx: CallContext, event: Any, decide: Callable[[life.File, Any], list[Any]]
) -> None:
    async def work(tx: Transaction) -> None:
        stream = file_stream(event.file_id)
        state, version = await tx.fold(stream, life.File(), life.evolve)
        await tx.append(stream, version, decide(state, event))

    await store.execute(ctx, work)
