"""What happens to folders, and to chats because of them. Each class has a message of the same name in
parlance.chat.v1.folder_events."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FolderCreated:
    """A folder was made; `parent_id` is empty at the top."""

    folder_id: str
    owner_id: str
    parent_id: str
    name: str
    data: bytes
    meta: bytes


@dataclass(frozen=True, slots=True)
class FolderChanged:
    """A folder has this name, data and meta now."""

    folder_id: str
    owner_id: str
    name: str
    data: bytes
    meta: bytes


@dataclass(frozen=True, slots=True)
class FolderMoved:
    """A folder is in another one, with all that is in it."""

    folder_id: str
    owner_id: str
    parent_id: str


@dataclass(frozen=True, slots=True)
class FolderExpanded:
    """A folder is shown open or closed."""

    folder_id: str
    owner_id: str
    expanded: bool


@dataclass(frozen=True, slots=True)
class FolderAccessChanged:
    """Others may use a folder and the folders in it; `grants` is a JSON array."""

    folder_id: str
    owner_id: str
    grants: bytes


@dataclass(frozen=True, slots=True)
class FolderDeleted:
    """A folder is gone, with the folders in it (`below`)."""

    folder_id: str
    owner_id: str
    below: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChatMoved:
    """A person put a chat into a folder, or (empty) took it out."""

    chat_id: str
    owner_id: str
    folder_id: str


@dataclass(frozen=True, slots=True)
class ChatLeftFolder:
    """A chat is in no folder because its folder is being deleted."""

    chat_id: str
    owner_id: str
