"""Changing a person's folders: decide from the tree as it stands, append to its stream."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.chat.projections.folders import stream_of
from services.chat.queries.folders.tree import Tree, tree_of

Decide = Callable[[Transaction, Tree], Awaitable[list[Any]]]


async def change_tree(store: EventStore, ctx: CallContext, owner_id: str, decide: Decide) -> int:
    """Append what `decide` says, which may be asked again when the tree changed meanwhile; returns how
    many events there were."""

    async def work(tx: Transaction) -> int:
        tree = await tree_of(tx, owner_id)
        events = await decide(tx, tree)
        await tx.append(stream_of(owner_id), tree.version, events)
        return len(events)

    return await store.execute(ctx, work)
