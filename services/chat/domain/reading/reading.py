"""Marking chats as read and unread."""

from __future__ import annotations

from dataclasses import dataclass

from services.chat.domain.chats.refusals import ChatNotFound
from services.chat.domain.reading.events import ChatMarkedUnread, ChatRead

SECOND = 1000
"""Clients compare seconds: what is unread was seen at least one second before it changed."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A chat, when it changed last and when it was seen last (epoch ms). `owner_id` is empty when there
    is no chat."""

    chat_id: str
    owner_id: str = ""
    version: int = 0
    changed_at: int = 0
    read_at: int = 0
    marked: bool = False
    """Marked as unread."""
    folder_id: str = ""

    @property
    def unread(self) -> bool:
        """Whether clients show it so."""
        return self.read_at // SECOND < self.changed_at // SECOND


def owned(seen: Seen, caller_id: str) -> Seen:
    """The chat, when it is there and the caller's. Raises ChatNotFound."""
    if not seen.owner_id or seen.owner_id != caller_id:
        raise ChatNotFound
    return seen


def mark_unread(seen: Seen) -> list[ChatMarkedUnread]:
    """Show the chat as unread; nothing when it was marked so."""
    if seen.marked and seen.unread:
        return []
    return [ChatMarkedUnread(seen.chat_id, seen.owner_id, max(0, seen.changed_at - SECOND))]


def mark_read(seen: Seen, now: int) -> list[ChatRead]:
    """Show the chat as read; nothing when it is."""
    if not seen.unread and not seen.marked:
        return []
    return [ChatRead(seen.chat_id, seen.owner_id, max(now, seen.changed_at))]
