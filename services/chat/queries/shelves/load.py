"""Loads a chat's place among others: the head alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.chat.documents.parts import ARCHIVED, CHATS, PINNED, is_chat_id
from services.chat.domain.shelves.shelf import Shelf, owned

SHELF = {"u": 1, "v": 1, "l": 1, "g": 1}
"""Fields of a head that `shelf_of` needs."""


def shelf_of(head: Mapping[str, Any]) -> Shelf:
    """The place a head tells of."""
    return Shelf(
        chat_id=head["_id"],
        owner_id=head["u"],
        version=head["v"],
        pinned=bool(head["l"] & PINNED),
        archived=bool(head["l"] & ARCHIVED),
        tags=tuple(head.get("g", ())),
    )


async def own_shelf(views: Any, chat_id: str, caller_id: str) -> Shelf:
    """The place of a chat of the caller's. Raises ChatNotFound."""
    head = await views.view(CHATS).find_one({"_id": chat_id}, SHELF) if is_chat_id(chat_id) else None
    return owned(shelf_of(head) if head and "u" in head else Shelf(chat_id), caller_id)
