"""What chat keeps of a person, removed when their account is gone: chats (shared ones too), workspaces
of their own, and the words they were found by. Workspaces of others stay.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from kernel.context import CallContext
from kernel.erasure import Counts
from kernel.eventstore.model import EventStore
from kernel.mongo import rows
from services.chat.commands.chats.delete import delete_some
from services.chat.commands.threads import delete as delete_thread
from services.chat.commands.workspaces import delete as delete_workspace
from services.chat.commands.workspaces import members
from services.chat.domain.threads.refusals import ThreadNotFound
from services.chat.domain.workspaces.refusals import WorkspaceNotFound
from services.chat.projections.threads import THREADS
from services.chat.projections.workspaces import WORKSPACES
from services.chat.queries.chats.word_index import WORDS, state_of
from services.chat.queries.workspaces.find import of_member

_AT_ONCE = 500


class OwnedChats:
    """Chats of the person."""

    name = "chats"

    def __init__(self, store: EventStore) -> None:
        self._store = store

    async def erase(self, ctx: CallContext, user_id: str) -> Counts:
        """See Eraser."""
        return {"chats": await delete_some(self._store, ctx, user_id)}


class OwnedWorkspaces:
    """Workspaces of the person, one at a time; their conversations are among the chats."""

    name = "workspaces"

    def __init__(
        self,
        store: EventStore,
        collections: delete_workspace.Drops,
        as_service: Callable[[CallContext], CallContext],
    ) -> None:
        self._store = store
        self._collections = collections
        self._as_service = as_service

    async def erase(self, ctx: CallContext, user_id: str) -> Counts:
        """See Eraser."""
        found = await rows(self._store.view(WORKSPACES).find({"u": user_id}, {"g": 1}).limit(1))
        if not found:
            return {}
        with suppress(WorkspaceNotFound):  # somebody else deleted it meanwhile
            service = self._as_service(ctx)
            await delete_workspace.handle(self._store, service, self._collections, found[0]["g"])
        return {"workspaces": 1}


class OwnedThreads:
    """Threads made for the person in others' workspaces, one at a time; what others asked there goes with
    them, the person's part of other threads is among their chats."""

    name = "threads"

    def __init__(self, store: EventStore, as_service: Callable[[CallContext], CallContext]) -> None:
        self._store = store
        self._as_service = as_service

    async def erase(self, ctx: CallContext, user_id: str) -> Counts:
        """See Eraser."""
        found = await rows(self._store.view(THREADS).find({"u": user_id}, {"_id": 1}).limit(1))
        if not found:
            return {}
        with suppress(ThreadNotFound, WorkspaceNotFound):  # somebody else deleted it meanwhile
            await delete_thread.handle(self._store, self._as_service(ctx), found[0]["_id"])
        return {"threads": 1}


class Memberships:
    """The person among the members of others' workspaces."""

    name = "memberships"

    def __init__(self, store: EventStore, as_service: Callable[[CallContext], CallContext]) -> None:
        self._store = store
        self._as_service = as_service

    async def erase(self, ctx: CallContext, user_id: str) -> Counts:
        """See Eraser."""
        left = 0
        for workspace_id in (await of_member(self._store, user_id))[:_AT_ONCE]:
            with suppress(WorkspaceNotFound):
                await members.leave(self._store, self._as_service(ctx), workspace_id, user_id)
                left += 1
        return {"memberships": left}


class SearchedWords:
    """The word index of the person's chats."""

    name = "words"

    def __init__(self, database: Any) -> None:
        self._words = database[WORDS]

    async def erase(self, ctx: CallContext, user_id: str) -> Counts:
        """See Eraser."""
        some = await rows(self._words.find({"u": user_id}, {"_id": 1}).limit(_AT_ONCE))
        ids = [one["_id"] for one in some]
        gone = await self._words.delete_many({"_id": {"$in": [*ids, state_of(user_id)]}})
        return {"words": gone.deleted_count}
