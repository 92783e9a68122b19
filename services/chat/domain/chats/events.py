"""What happens to a chat. Each class has a message of the same name in parlance.chat.v1.events."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChatCreated:
    """A chat was created, with (the first of) the messages that came with it."""

    chat_id: str
    owner_id: str
    title: str
    details: bytes
    history: bytes
    outline: int
    current_id: str
    variables: bytes
    folder_id: str
    message_ids: tuple[str, ...]
    messages: bytes
    writer: str
    created_at: int
    updated_at: int


@dataclass(frozen=True, slots=True)
class MessagesAppended:
    """Messages were added at the end; each joins the children of a parent that was there before."""

    chat_id: str
    owner_id: str
    message_ids: tuple[str, ...]
    messages: bytes
    becomes_current: bool
    writer: str


@dataclass(frozen=True, slots=True)
class MessagesRevised:
    """Messages have new content; their links stay."""

    chat_id: str
    owner_id: str
    message_ids: tuple[str, ...]
    messages: bytes
    writer: str


@dataclass(frozen=True, slots=True)
class MessagesRemoved:
    """Messages were taken out; the links of others stay."""

    chat_id: str
    owner_id: str
    message_ids: tuple[str, ...]
    writer: str


@dataclass(frozen=True, slots=True)
class MessagesRelinked:
    """Messages have other parents or children."""

    chat_id: str
    owner_id: str
    message_ids: tuple[str, ...]
    links: bytes


@dataclass(frozen=True, slots=True)
class MessagesCleared:
    """All messages were taken out; none is current."""

    chat_id: str
    owner_id: str
    outline: int
    writer: str


@dataclass(frozen=True, slots=True)
class CurrentMessageChanged:
    """Another message, or none, is the leaf of the branch that is shown."""

    chat_id: str
    owner_id: str
    current_id: str
    outline: int


@dataclass(frozen=True, slots=True)
class ChatOutlineChanged:
    """The document has other optional pieces than before."""

    chat_id: str
    owner_id: str
    outline: int


@dataclass(frozen=True, slots=True)
class ChatRenamed:
    """The chat has another title."""

    chat_id: str
    owner_id: str
    title: str


@dataclass(frozen=True, slots=True)
class ChatDetailsChanged:
    """Top-level keys of the document changed, other than `history` and `messages`."""

    chat_id: str
    owner_id: str
    changed: bytes
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HistoryDetailsChanged:
    """The keys of `history` other than `messages` and `currentId` changed."""

    chat_id: str
    owner_id: str
    history: bytes


@dataclass(frozen=True, slots=True)
class MessageListChanged:
    """The flat list beside the history has other items from `start` on, and ends with them."""

    chat_id: str
    owner_id: str
    start: int
    items: bytes


@dataclass(frozen=True, slots=True)
class ChatVariablesChanged:
    """The chat's variables were replaced."""

    chat_id: str
    owner_id: str
    variables: bytes


@dataclass(frozen=True, slots=True)
class ChatDeleted:
    """The chat and all it held are gone."""

    chat_id: str
    owner_id: str
