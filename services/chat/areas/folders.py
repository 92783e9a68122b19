"""Folders, and chats by their folder."""

from __future__ import annotations

from contextlib import suppress

from parlance.auth.v1.account_settings_pb2 import AccountSettings

from kernel.context import CallContext
from kernel.erasure import Counts
from kernel.eventstore.model import EventStore
from kernel.identity.sharing import Sharing
from kernel.mongo import rows
from kernel.service import App, Runtime, Servicer
from services.chat.areas.parts import Parts
from services.chat.commands.folders import share
from services.chat.commands.folders.delete import delete_some
from services.chat.domain.folders.refusals import FolderNotFound
from services.chat.note_erasers import without
from services.chat.projections.folders import FOLDERS, FoldersView
from services.chat.rpc.folder_chats import FolderChats
from services.chat.rpc.folder_sharing import FolderSharing
from services.chat.rpc.folders import Folders

_AT_ONCE = 50


class OwnedFolders:
    """Eraser: folders of the person; their chats are removed as chats."""

    name = "folders"

    def __init__(self, store: EventStore) -> None:
        self._store = store

    async def erase(self, ctx: CallContext, user_id: str) -> Counts:
        """See Eraser."""
        return {"folders": await delete_some(self._store, ctx, user_id)}


class FolderGrants:
    """Eraser: grants by which others let the person look into their folders."""

    name = "folder_grants"

    def __init__(self, store: EventStore) -> None:
        self._store = store

    async def erase(self, ctx: CallContext, user_id: str) -> Counts:
        """See Eraser."""
        query = {"w": f"user:{user_id}", "u": {"$ne": user_id}}
        found = await rows(self._store.view(FOLDERS).find(query, {"u": 1}).hint("by_reader").limit(_AT_ONCE))
        removed = 0
        for folder in found:
            with suppress(FolderNotFound):  # somebody else deleted it meanwhile
                await share.handle(self._store, ctx, folder["u"], folder["_id"], without(user_id))
                removed += 1
        return {"folder_grants": removed}


async def build(rt: Runtime, parts: Parts) -> App:
    """See kernel.service."""
    accounts = rt.live(AccountSettings)
    return App(
        servicers=[
            Servicer("parlance.chat.v1.Folders", Folders(rt.store, lambda: accounts.value)),
            Servicer(
                "parlance.chat.v1.FolderSharing",
                FolderSharing(rt.store, parts.people, Sharing(rt.channel("auth")), lambda: accounts.value),
            ),
            Servicer("parlance.chat.v1.FolderChats", FolderChats(rt.store, lambda: accounts.value)),
        ],
        projections=[FoldersView()],
        erasers=[OwnedFolders(rt.store), FolderGrants(rt.store)],
    )
