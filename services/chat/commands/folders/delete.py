"""Delete a folder with the folders in it; their chats are deleted or leave.

The chats go first, some in a transaction, and the folders last, once no chat is in them: a deletion
that was cut short is finished by asking again.
"""

from __future__ import annotations

from typing import Any

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from kernel.mongo import rows
from services.chat.commands.folders.record import change_tree
from services.chat.documents.parts import stream_of as chat_stream
from services.chat.domain.chats.delete import decide_delete as decide_delete_chat
from services.chat.domain.chats.document import ChatState
from services.chat.domain.folders.events import ChatLeftFolder
from services.chat.domain.folders.folder import Folder, decide_delete
from services.chat.projections.folders import FOLDERS
from services.chat.queries.chats.word_index import forgotten
from services.chat.queries.folders.chats import some_in
from services.chat.queries.folders.tree import Tree, find_row, load, with_all_below

_AT_ONCE = 50
"""Chats in one transaction."""
_FOLDERS_AT_ONCE = 500


async def handle(store: EventStore, ctx: CallContext, folder_id: str, with_chats: bool) -> None:
    """Delete one of the caller's. Raises FolderNotFound."""
    owner_id = ctx.who.id

    async def some_chats(tx: Transaction) -> bool:
        heads = await some_in(tx, owner_id, await with_all_below(tx, owner_id, folder_id), _AT_ONCE)
        for head in heads:
            await _let_go(tx, head, with_chats)
        return bool(heads)

    async def decide(tx: Transaction, tree: Tree) -> list[Any]:
        folder = await load(tx, owner_id, folder_id)
        folders = await with_all_below(tx, owner_id, folder_id)
        if await some_in(tx, owner_id, folders, 1):
            return []
        return decide_delete(folder, folders[1:])

    await find_row(store, owner_id, folder_id)
    while True:
        while await store.execute(ctx, some_chats):
            pass
        if await change_tree(store, ctx, owner_id, decide):
            return


async def delete_some(store: EventStore, ctx: CallContext, owner_id: str) -> int:
    """Delete some folders of a person, whatever is in them; how many, 0 when there are none."""

    async def decide(tx: Transaction, tree: Tree) -> list[Any]:
        query = {"u": owner_id}
        found = await rows(tx.view(FOLDERS).find(query, {"_id": 1}).limit(_FOLDERS_AT_ONCE))
        return [event for row in found for event in decide_delete(Folder(row["_id"], owner_id, ""), ())]

    return await change_tree(store, ctx, owner_id, decide)


async def _let_go(tx: Transaction, head: Any, with_chats: bool) -> None:
    chat_id, owner_id, version = head["_id"], head["u"], head["v"]
    if not with_chats:
        await tx.append(chat_stream(chat_id), version, [ChatLeftFolder(chat_id, owner_id)])
        return
    state = ChatState(exists=True, chat_id=chat_id, owner_id=owner_id, version=version)
    await tx.append(chat_stream(chat_id), version, decide_delete_chat(state, owner_id))
    await tx.write(forgotten(chat_id))
