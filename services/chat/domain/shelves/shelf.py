"""Where a chat stands among its owner's, and what its owner may do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from services.chat.domain.chats.refusals import ChatNotFound
from services.chat.domain.shelves.events import (
    ChatArchived,
    ChatPinned,
    ChatTagged,
    ChatUnarchived,
    ChatUnpinned,
    ChatUntagged,
)

MAX_TAGS = 100
"""Tags of one chat."""
UNTAGGED = "none"
"""What a search for untagged chats says instead of a tag."""


class TagRefused(Exception):
    """The name cannot be a tag's, or the chat has too many."""

    reason = "TAG_REFUSED"


@dataclass(frozen=True, slots=True)
class Shelf:
    """A chat's place; `tags` are ids. `owner_id` is empty when there is no chat."""

    chat_id: str
    owner_id: str = ""
    version: int = 0
    pinned: bool = False
    archived: bool = False
    tags: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """What every event begins with."""
        return self.chat_id, self.owner_id


def owned(shelf: Shelf, caller_id: str) -> Shelf:
    """The shelf, when the chat is there and the caller's. Raises ChatNotFound."""
    if not shelf.owner_id or shelf.owner_id != caller_id:
        raise ChatNotFound
    return shelf


def tag_id_of(name: str) -> str:
    """The id of a tag: its name in lower case, blanks as underscores."""
    return name.strip().replace(" ", "_").lower()


def toggle_pin(shelf: Shelf) -> list[Any]:
    """Pin, or unpin what is pinned."""
    return [ChatUnpinned(*shelf.key) if shelf.pinned else ChatPinned(*shelf.key)]


def set_archived(shelf: Shelf, archived: bool) -> list[Any]:
    """Put away or take back; nothing when that is so already."""
    if shelf.archived == archived:
        return []
    return [ChatArchived(*shelf.key) if archived else ChatUnarchived(*shelf.key)]


def add_tag(shelf: Shelf, name: str) -> list[Any]:
    """Tag the chat; nothing when it has the tag already. Raises TagRefused."""
    tag_id = tag_id_of(name)
    if not tag_id or tag_id == UNTAGGED:
        raise TagRefused("A tag needs a name, and `none` is kept for chats without tags.")
    if tag_id in shelf.tags:
        return []
    if len(shelf.tags) >= MAX_TAGS:
        raise TagRefused(f"A chat may have {MAX_TAGS} tags.")
    return [ChatTagged(*shelf.key, tag_id, name.strip())]


def remove_tags(shelf: Shelf, tag_ids: tuple[str, ...]) -> list[Any]:
    """Take tags away; those that are not there are passed over."""
    gone = [tag_id for tag_id in shelf.tags if tag_id in tag_ids]
    none_left = len(gone) == len(shelf.tags)
    return [ChatUntagged(*shelf.key, tag_id, none_left and tag_id == gone[-1]) for tag_id in gone]
