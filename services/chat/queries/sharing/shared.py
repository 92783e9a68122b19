"""Shared chats: who may read them, and what they see."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from kernel.context import Caller
from kernel.errors import Refusal
from kernel.eventstore.model import EventStore
from kernel.identity.grants import can, restored
from kernel.mongo import rows
from services.chat.documents.parts import is_chat_id
from services.chat.documents.write import LoadedChat
from services.chat.domain.chats.refusals import ChatNotFound
from services.chat.projections.chat_shares import SHARES
from services.chat.queries.chats.listing import PAGE
from services.chat.queries.chats.load import whole_chat
from services.chat.queries.chats.versions import as_it_stood, head_of

_SORTS: Mapping[str, tuple[str, int, str]] = {
    "updated_at": ("m", -1, "by_update"),
    "created_at": ("c", -1, "by_creation"),
    "title": ("t", 1, "by_title"),
}
_KEPT = 64
_LARGEST = 500
"""Chats as readers see them that are kept, and messages of the largest of them."""


class SharedChats:
    """Reads shared chats; what does not change any more is kept a while."""

    def __init__(self, store: EventStore) -> None:
        self._store = store
        self._kept: OrderedDict[tuple[str, int], LoadedChat] = OrderedDict()

    async def of_chat(self, views: Any, chat_id: str) -> Any:
        """The share of a chat, or None."""
        return await views.view(SHARES).find_one({"_id": chat_id})

    async def readable(self, caller: Caller, share_id: str) -> Any:
        """A share the caller may read. Raises ChatNotFound."""
        share = await self._store.view(SHARES).find_one({"s": share_id}) if is_chat_id(share_id) else None
        if share is None or not can(caller, share["u"], restored(share["a"]), "read"):
            raise ChatNotFound
        return share

    async def shown(self, share: Mapping[str, Any]) -> LoadedChat:
        """What readers see. Raises ChatNotFound when it was deleted meanwhile."""
        chat_id, version = share["_id"], share["n"]
        if share["live"] or (await head_of(self._store, chat_id))["v"] == version + 1:
            return await whole_chat(self._store, chat_id)
        key = (chat_id, version)
        chat = self._kept.get(key)
        if chat is None:
            chat = await as_it_stood(self._store, chat_id, version=version)
            if len(chat.messages) <= _LARGEST:
                self._kept[key] = chat
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return chat

    async def listed(
        self, owner_id: str, page: int, sort_by: str, descending: bool, among: list[str] | None
    ) -> list[Any]:
        """One page of a person's shares. Raises INVALID_ARGUMENT for an unknown order."""
        if sort_by not in _SORTS:
            raise Refusal("INVALID_ARGUMENT", "order_by is updated_at, created_at or title")
        field, along, index = _SORTS[sort_by]
        wanted = -1 if descending else 1
        query: dict[str, Any] = {"u": owner_id}
        if among is not None:
            query["_id"] = {"$in": among}
        found = self._store.view(SHARES).find(query, {"s": 1, "t": 1, "c": 1, "m": 1})
        found = found.sort([(field, wanted), ("_id", -1 if wanted == along else 1)])
        found = found.hint(index if among is None else "_id_")
        return list(await rows(found.skip((page - 1) * PAGE).limit(PAGE)))
