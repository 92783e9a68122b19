"""parlance.chat.v1.ChatVersions"""

from __future__ import annotations

from typing import Any

from parlance.chat.v1 import chat_versions_pb2 as pb

from kernel.context import CallContext
from kernel.eventstore.model import EventStore
from services.chat.commands.versions import restore
from services.chat.documents.limits import Limits
from services.chat.domain.chats.refusals import ChatNotFound
from services.chat.queries.chats.load import whole_chat
from services.chat.queries.chats.versions import head_of, history
from services.chat.rpc.replies import chat_reply

_LIMIT = 60


class ChatVersions:
    """Versions and the way back."""

    def __init__(self, store: EventStore, limits: Limits) -> None:
        self._store = store
        self._limits = limits

    async def History(self, request: Any, ctx: CallContext) -> Any:
        """Who changed what and when."""
        head = await head_of(self._store, request.id)
        if head["u"] != ctx.who.id and not ctx.who.is_admin:
            raise ChatNotFound
        found = await history(self._store, request.id, request.before, request.limit or _LIMIT)
        return pb.ChatHistory(
            items=[
                pb.ChatVersion(
                    version=one.version, created_at=one.time // 1000, user_id=one.actor, changes=one.changes
                )
                for one in found
            ]
        )

    async def Restore(self, request: Any, ctx: CallContext) -> Any:
        """Go back."""
        await restore.handle(self._store, ctx, request.id, request.version, self._limits)
        return chat_reply(await whole_chat(self._store, request.id))
