"""Offer a document to workspaces, which attach it by themselves."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.knowledge.commands.loading import file_stream
from services.knowledge.domain import file as life


@dataclass(frozen=True, slots=True)
class OfferDocument:
    """`slugs` name workspaces."""

    file_id: str
    location: str
    slugs: tuple[str, ...]


async def handle(store: EventStore, ctx: CallContext, command: OfferDocument) -> None:
    """Record the offer. Raises FileNotFound."""

    async def work(tx: Transaction) -> None:
        stream = file_stream(command.file_id)
        state, version = await tx.fold(stream, life.File(), life.evolve)
        await tx.append(
            stream, version, life.decide_offer(state, command.file_id, command.location, command.slugs)
        )

    await store.execute(ctx, work)
