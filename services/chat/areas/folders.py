"""Folders, and chats by their folder."""

from __future__ import annotations

from parlance.auth.v1.account_settings_pb2 import AccountSettings

from kernel.context import CallContext
from kernel.erasure import Counts
from kernel.eventstore.model import EventStore
from kernel.service import App, Runtime, Servicer
from services.chat.areas.parts import Parts
from services.chat.commands.folders.delete import delete_some
from services.chat.projections.folders import FoldersView
from services.chat.rpc.folder_chats import FolderChats
from services.chat.rpc.folders import Folders


class OwnedFolders:
    """Eraser: folders of the person; their chats are removed as chats."""

    name = "folders"

    def __init__(self, store: EventStore) -> None:
        self._store = store

    async def erase(self, ctx: CallContext, user_id: str) -> Counts:
        """See Eraser."""
        return {"folders": await delete_some(self._store, ctx, user_id)}


async def build(rt: Runtime, parts: Parts) -> App:
    """See kernel.service."""
    accounts = rt.live(AccountSettings)
    return App(
        servicers=[
            Servicer("parlance.chat.v1.Folders", Folders(rt.store, lambda: accounts.value)),
            Servicer("parlance.chat.v1.FolderChats", FolderChats(rt.store, lambda: accounts.value)),
        ],
        projections=[FoldersView()],
        erasers=[OwnedFolders(rt.store)],
    )
