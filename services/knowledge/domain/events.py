"""What happens to files, folders and knowledge bases.

Fields as in protos/parlance/knowledge/v1/events.proto.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileUploaded:
    """A file was stored; its bytes stand in the blob store under `blob`."""

    file_id: str
    user_id: str
    filename: str
    content_type: str
    size: int
    sha256: str
    blob: str
    metadata: bytes
    document: bytes
    folder: str
    name: str
    surface: str
    uploader_role: str
    process: bool


@dataclass(frozen=True, slots=True)
class FileProcessingRequested:
    """Somebody asked for the text to be extracted and embedded (again)."""

    file_id: str


@dataclass(frozen=True, slots=True)
class FileProcessingStarted:
    """Work on one content of the file began."""

    file_id: str
    content_version: int


@dataclass(frozen=True, slots=True)
class FileTextExtracted:
    """The text is known."""

    file_id: str
    content_version: int
    text_hash: str
    characters: int
    words: int
    tokens_estimate: int
    pages: int


@dataclass(frozen=True, slots=True)
class FileProcessed:
    """The file can be searched."""

    file_id: str
    content_version: int
    chunks: int
    embedding: str


@dataclass(frozen=True, slots=True)
class FileProcessingFailed:
    """The file cannot be searched; `explanation` is for its owner."""

    file_id: str
    content_version: int
    reason: str
    explanation: str


@dataclass(frozen=True, slots=True)
class FileContentReplaced:
    """The text was replaced by hand; the new one stands in the blob store under `blob`."""

    file_id: str
    user_id: str
    content_version: int
    blob: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class FileVectorsRemoved:
    """The chunks left the vector store; the file stays."""

    file_id: str


@dataclass(frozen=True, slots=True)
class FileMoved:
    """The document has another location."""

    file_id: str
    user_id: str
    folder: str
    name: str


@dataclass(frozen=True, slots=True)
class FileDeleted:
    """The file is gone; `blobs` may go too."""

    file_id: str
    user_id: str
    blobs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentOfferedToWorkspaces:
    """An upload asked for its document to be embedded in workspaces."""

    file_id: str
    user_id: str
    location: str
    slugs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FolderCreated:
    """An empty document folder."""

    folder: str


@dataclass(frozen=True, slots=True)
class FolderRemoved:
    """The folder is gone; its documents were deleted before."""

    folder: str


@dataclass(frozen=True, slots=True)
class KnowledgeCreated:
    """A collection of files; `kind` is knowledge, workspace or text."""

    knowledge_id: str
    user_id: str
    kind: str
    name: str
    description: str
    access_grants: bytes


@dataclass(frozen=True, slots=True)
class KnowledgeUpdated:
    """Another name or description."""

    knowledge_id: str
    user_id: str
    name: str
    description: str


@dataclass(frozen=True, slots=True)
class KnowledgeAccessChanged:
    """The whole new list of grants."""

    knowledge_id: str
    access_grants: bytes


@dataclass(frozen=True, slots=True)
class FileAddedToKnowledge:
    """A file belongs to the collection."""

    knowledge_id: str
    file_id: str
    user_id: str


@dataclass(frozen=True, slots=True)
class FileRemovedFromKnowledge:
    """A file belongs to it no longer."""

    knowledge_id: str
    file_id: str


@dataclass(frozen=True, slots=True)
class KnowledgeReset:
    """All files were taken out; they stay in the file store."""

    knowledge_id: str
    file_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnowledgeDeleted:
    """The collection is gone; its files stay."""

    knowledge_id: str
    user_id: str
    file_ids: tuple[str, ...]
