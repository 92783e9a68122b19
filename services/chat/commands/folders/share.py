"""Say who else may use a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from kernel.identity.grants import Grant, stored
from services.chat.commands.folders.record import change_tree
from services.chat.domain.folders.events import FolderAccessChanged
from services.chat.queries.folders.shared import grants_of
from services.chat.queries.folders.tree import Tree, find_row

KIND = "folders"
"""Names the permission keys of sharing."""


async def handle(
    store: EventStore,
    ctx: CallContext,
    owner_id: str,
    folder_id: str,
    granting: Callable[[Sequence[Grant]], list[Grant]],
) -> None:
    """Replace the grants of a folder of the owner's by what `granting` makes of them. Raises
    FolderNotFound."""

    async def decide(tx: Transaction, tree: Tree) -> list[Any]:
        kept = grants_of(await find_row(tx, owner_id, folder_id))
        wanted = granting(kept)
        if wanted == kept:
            return []
        return [FolderAccessChanged(folder_id, owner_id, msgspec.json.encode(stored(wanted)))]

    await change_tree(store, ctx, owner_id, decide)
