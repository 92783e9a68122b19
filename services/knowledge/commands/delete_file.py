"""Delete a file and take it out of every collection."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.context import CallContext, Caller
from kernel.eventstore.model import EventStore, Transaction
from services.knowledge.commands.loading import file_stream, knowledge_stream, own_file
from services.knowledge.domain import events as e
from services.knowledge.domain import file as life
from services.knowledge.projections.knowledge import KNOWLEDGE, LINKS


@dataclass(frozen=True, slots=True)
class DeleteFile:
    """Of one file, by somebody who may."""

    file_id: str
    person: Caller


async def handle(store: EventStore, ctx: CallContext, command: DeleteFile) -> None:
    """Record the deletion with the links it ends, in one transaction. Raises FileNotFound."""

    async def work(tx: Transaction) -> None:
        state, version = await own_file(tx, command.file_id, command.person)
        holders = await tx.view(LINKS).distinct("collection", {"file_id": command.file_id})
        versions = {
            document["_id"]: int(document["version"])
            for document in await tx.view(KNOWLEDGE)
            .find({"_id": {"$in": holders}}, {"version": 1})
            .to_list(None)
        }
        for holder, at in sorted(versions.items()):
            removed = e.FileRemovedFromKnowledge(holder, command.file_id)
            await tx.append(knowledge_stream(holder), at, [removed])
        await tx.append(file_stream(command.file_id), version, life.decide_delete(state, command.file_id))

    await store.execute(ctx, work)
