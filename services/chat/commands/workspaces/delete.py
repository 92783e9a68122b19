"""Delete a workspace with its collection, its conversations and its threads; stored documents stay.

Each step may be repeated, and the workspace itself goes last: a deletion that was cut short is
finished by asking again.
"""

from __future__ import annotations

from typing import Any, Protocol

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from kernel.mongo import rows
from services.chat.commands.chats.delete import delete_these
from services.chat.commands.threads.create import SLUG as THREAD_SLUG
from services.chat.commands.workspaces.create import SLUG, stream_of
from services.chat.domain.workspaces.workspace import Workspace, decide_delete
from services.chat.projections.threads import THREADS
from services.chat.projections.workspaces import CONVERSATIONS
from services.chat.queries.workspaces.find import load, reload

_AT_ONCE = 500


class Drops(Protocol):
    """The document collections of the knowledge service."""

    async def drop(self, ctx: CallContext, collection: str) -> None:
        """Remove a collection; one that is gone is no error."""


async def handle(store: EventStore, ctx: CallContext, collections: Drops, slug: str) -> None:
    """Delete it. Raises WorkspaceNotFound."""
    found = await load(store, slug)
    await collections.drop(ctx, found.state.collection)
    while not await _emptied_and_deleted(store, ctx, found.state, found.version):
        found = await reload(store, found.state.workspace_id)


async def _emptied_and_deleted(
    store: EventStore, ctx: CallContext, workspace: Workspace, version: int
) -> bool:
    """Whether it is gone; not when it changed meanwhile: what was begun in it has to go too."""
    await _delete_chats(store, ctx, workspace.workspace_id)
    await _free_threads(store, ctx, workspace.workspace_id)

    async def last(tx: Transaction) -> bool:
        found = await reload(tx, workspace.workspace_id)
        if found.version != version:
            return False
        await tx.append(stream_of(workspace.workspace_id), version, decide_delete(found.state))
        await tx.release(SLUG, workspace.slug, workspace.workspace_id)
        return True

    return await store.execute(ctx, last)


async def _delete_chats(store: EventStore, ctx: CallContext, workspace_id: str) -> None:
    """The chats of all its conversations; ids of those begin with the workspace's (`0` follows `/`)."""
    last = f"{workspace_id}/"
    while True:
        query = {"_id": {"$gt": last, "$lt": f"{workspace_id}0"}}
        some = await rows(store.view(CONVERSATIONS).find(query, {"k": 1}).sort("_id", 1).limit(_AT_ONCE))
        await delete_these(store, ctx, [one["k"] for one in some])
        if len(some) < _AT_ONCE:
            return
        last = some[-1]["_id"]


async def _free_threads(store: EventStore, ctx: CallContext, workspace_id: str) -> None:
    """Give the slugs of its threads back; the threads themselves go with the workspace."""
    last = 0
    while True:
        query = {"w": workspace_id, "n": {"$gt": last}}
        some = await rows(store.view(THREADS).find(query, {"g": 1, "n": 1}).sort("n", 1).limit(_AT_ONCE))

        async def work(tx: Transaction, some: Any = some) -> None:
            for one in some:
                await tx.release(THREAD_SLUG, one["g"], one["_id"])

        if some:
            await store.execute(ctx, work)
        if len(some) < _AT_ONCE:
            return
        last = some[-1]["n"]
