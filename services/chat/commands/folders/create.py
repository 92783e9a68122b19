"""Make a folder."""

from __future__ import annotations

import uuid
from typing import Any

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.chat.commands.folders.record import change_tree
from services.chat.domain.folders.folder import Folder, decide_create, packed
from services.chat.queries.folders.tree import Tree, place_of


async def handle(
    store: EventStore,
    ctx: CallContext,
    name: str,
    parent_id: str = "",
    data: dict[str, Any] | None = None,
    meta: dict[str, Any] | None = None,
    most_files: int | None = None,
) -> str:
    """Make it as the caller's; returns its id. Raises FolderNotFound, FolderNameTaken, FolderRefused."""
    folder = Folder(str(uuid.uuid4()), ctx.who.id, name, parent_id, packed(data), packed(meta))

    async def decide(tx: Transaction, tree: Tree) -> list[Any]:
        place = await place_of(tx, ctx.who.id, parent_id, name)
        return decide_create(folder, place, tree.folders, most_files)

    await change_tree(store, ctx, ctx.who.id, decide)
    return folder.folder_id
