"""Change a folder: name, data and meta; where it is; whether it is shown open."""

from __future__ import annotations

from typing import Any

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.chat.commands.folders.record import change_tree
from services.chat.domain.folders.folder import Change, decide_change, decide_expand, decide_move
from services.chat.queries.folders.tree import Tree, levels_below, load, place_of


async def change(
    store: EventStore,
    ctx: CallContext,
    owner_id: str,
    folder_id: str,
    change: Change,
    most_files: int | None,
) -> None:
    """Set name and keys of a folder of the owner's. Raises FolderNotFound, FolderNameTaken,
    FolderRefused."""

    async def decide(tx: Transaction, tree: Tree) -> list[Any]:
        folder = await load(tx, owner_id, folder_id)
        name = folder.name if change.name is None else change.name
        place = await place_of(tx, owner_id, folder.parent_id, name)
        return decide_change(folder, change, place, most_files)

    await change_tree(store, ctx, owner_id, decide)


async def move(store: EventStore, ctx: CallContext, folder_id: str, parent_id: str) -> None:
    """Put it elsewhere. Raises FolderNotFound, FolderNameTaken, FolderRefused."""

    async def decide(tx: Transaction, tree: Tree) -> list[Any]:
        folder = await load(tx, ctx.who.id, folder_id)
        place = await place_of(tx, ctx.who.id, parent_id, folder.name)
        height = 1 + len(await levels_below(tx, ctx.who.id, folder_id))
        return decide_move(folder, parent_id, place, height)

    await change_tree(store, ctx, ctx.who.id, decide)


async def expand(store: EventStore, ctx: CallContext, folder_id: str, expanded: bool) -> None:
    """Show it open or closed. Raises FolderNotFound."""

    async def decide(tx: Transaction, tree: Tree) -> list[Any]:
        return decide_expand(await load(tx, ctx.who.id, folder_id), expanded)

    await change_tree(store, ctx, ctx.who.id, decide)
