"""Delete a workspace with its collection and its conversations; stored documents stay.

Each step may be repeated, and the workspace itself goes last: a deletion that was cut short is
finished by asking again.
"""

from __future__ import annotations

from typing import Protocol

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from kernel.mongo import rows
from services.chat.commands.workspaces.create import SLUG, stream_of
from services.chat.documents.parts import CHATS
from services.chat.documents.parts import stream_of as chat_stream
from services.chat.domain.chats.delete import decide_delete as decide_delete_chat
from services.chat.domain.chats.document import ChatState
from services.chat.domain.workspaces.workspace import decide_delete
from services.chat.queries.chats.word_index import forgotten
from services.chat.queries.workspaces.find import all_chats, load, reload

_AT_ONCE = 50
"""Chats deleted in one transaction."""


class Drops(Protocol):
    """The document collections of the knowledge service."""

    async def drop(self, ctx: CallContext, collection: str) -> None:
        """Remove a collection; one that is gone is no error."""


async def handle(store: EventStore, ctx: CallContext, collections: Drops, slug: str) -> None:
    """Delete it. Raises WorkspaceNotFound."""
    workspace = (await load(store, slug)).state
    await collections.drop(ctx, workspace.collection)

    async def some_chats(tx: Transaction) -> bool:
        chats = await all_chats(tx, workspace.workspace_id)
        query = {"_id": {"$in": chats}}
        heads = await rows(tx.view(CHATS).find(query, {"v": 1, "u": 1}).limit(_AT_ONCE))
        for head in heads:
            state = ChatState(exists=True, chat_id=head["_id"], owner_id=head["u"], version=head["v"])
            await tx.append(chat_stream(head["_id"]), head["v"], decide_delete_chat(state, head["u"]))
            await tx.write(forgotten(head["_id"]))
        return len(heads) == _AT_ONCE

    while await store.execute(ctx, some_chats):
        pass

    async def last(tx: Transaction) -> None:
        found = await reload(tx, workspace.workspace_id)
        await tx.append(stream_of(workspace.workspace_id), found.version, decide_delete(found.state))
        await tx.release(SLUG, workspace.slug, workspace.workspace_id)

    await store.execute(ctx, last)
