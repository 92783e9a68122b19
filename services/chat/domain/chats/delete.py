"""Deleting a chat."""

from __future__ import annotations

from services.chat.domain.chats.document import ChatState
from services.chat.domain.chats.events import ChatDeleted
from services.chat.domain.chats.messages import owned


def decide_delete(state: ChatState, caller_id: str) -> list[ChatDeleted]:
    """End a chat of the caller's."""
    owned(state, caller_id)
    return [ChatDeleted(state.chat_id, state.owner_id)]
