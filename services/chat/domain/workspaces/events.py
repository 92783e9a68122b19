"""What happens to a workspace. Each class has a message of the same name in
parlance.chat.v1.workspace_events."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WorkspaceCreated:
    """A workspace was created; `settings` is JSON as `settings.stored` writes it."""

    workspace_id: str
    owner_id: str
    number: int
    slug: str
    name: str
    settings: bytes


@dataclass(frozen=True, slots=True)
class WorkspaceChanged:
    """Name or settings changed; the slug stays."""

    workspace_id: str
    owner_id: str
    name: str
    settings: bytes


@dataclass(frozen=True, slots=True)
class DocumentEmbedded:
    """A stored document was embedded into the workspace's collection."""

    workspace_id: str
    owner_id: str
    number: int
    document_id: str
    location: str
    file_id: str
    metadata: bytes
    tokens: int


@dataclass(frozen=True, slots=True)
class DocumentUnembedded:
    """A document was taken out of the workspace's collection."""

    workspace_id: str
    owner_id: str
    location: str


@dataclass(frozen=True, slots=True)
class DocumentPinned:
    """A document is, or is no longer, put whole before every question."""

    workspace_id: str
    owner_id: str
    location: str
    pinned: bool


@dataclass(frozen=True, slots=True)
class ConversationStarted:
    """A conversation began, in place of the former one of the same scope."""

    workspace_id: str
    owner_id: str
    scope: str
    chat_id: str


@dataclass(frozen=True, slots=True)
class WorkspaceDeleted:
    """The workspace, its conversations and its collection are gone."""

    workspace_id: str
    owner_id: str


@dataclass(frozen=True, slots=True)
class WorkspaceMembersChanged:
    """Who may use the workspace beside its owner, as a whole: ids of accounts."""

    workspace_id: str
    owner_id: str
    members: tuple[str, ...]
