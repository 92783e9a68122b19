from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class FileUploaded(_message.Message):
    __slots__ = ("file_id", "user_id", "filename", "content_type", "size", "sha256", "blob", "metadata", "document", "folder", "name", "surface", "uploader_role", "process")
    FILE_ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    FILENAME_FIELD_NUMBER: _ClassVar[int]
    CONTENT_TYPE_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    SHA256_FIELD_NUMBER: _ClassVar[int]
    BLOB_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_FIELD_NUMBER: _ClassVar[int]
    FOLDER_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    SURFACE_FIELD_NUMBER: _ClassVar[int]
    UPLOADER_ROLE_FIELD_NUMBER: _ClassVar[int]
    PROCESS_FIELD_NUMBER: _ClassVar[int]
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
    def __init__(self, file_id: _Optional[str] = ..., user_id: _Optional[str] = ..., filename: _Optional[str] = ..., content_type: _Optional[str] = ..., size: _Optional[int] = ..., sha256: _Optional[str] = ..., blob: _Optional[str] = ..., metadata: _Optional[bytes] = ..., document: _Optional[bytes] = ..., folder: _Optional[str] = ..., name: _Optional[str] = ..., surface: _Optional[str] = ..., uploader_role: _Optional[str] = ..., process: _Optional[bool] = ...) -> None: ...

class FileProcessingRequested(_message.Message):
    __slots__ = ("file_id",)
    FILE_ID_FIELD_NUMBER: _ClassVar[int]
    file_id: str
    def __init__(self, file_id: _Optional[str] = ...) -> None: ...

class FileProcessingStarted(_message.Message):
    __slots__ = ("file_id", "content_version")
    FILE_ID_FIELD_NUMBER: _ClassVar[int]
    CONTENT_VERSION_FIELD_NUMBER: _ClassVar[int]
    file_id: str
    content_version: int
    def __init__(self, file_id: _Optional[str] = ..., content_version: _Optional[int] = ...) -> None: ...

class FileTextExtracted(_message.Message):
    __slots__ = ("file_id", "content_version", "text_hash", "characters", "words", "tokens_estimate", "pages")
    FILE_ID_FIELD_NUMBER: _ClassVar[int]
    CONTENT_VERSION_FIELD_NUMBER: _ClassVar[int]
    TEXT_HASH_FIELD_NUMBER: _ClassVar[int]
    CHARACTERS_FIELD_NUMBER: _ClassVar[int]
    WORDS_FIELD_NUMBER: _ClassVar[int]
    TOKENS_ESTIMATE_FIELD_NUMBER: _ClassVar[int]
    PAGES_FIELD_NUMBER: _ClassVar[int]
    file_id: str
    content_version: int
    text_hash: str
    characters: int
    words: int
    tokens_estimate: int
    pages: int
    def __init__(self, file_id: _Optional[str] = ..., content_version: _Optional[int] = ..., text_hash: _Optional[str] = ..., characters: _Optional[int] = ..., words: _Optional[int] = ..., tokens_estimate: _Optional[int] = ..., pages: _Optional[int] = ...) -> None: ...

class FileProcessed(_message.Message):
    __slots__ = ("file_id", "content_version", "chunks", "embedding")
    FILE_ID_FIELD_NUMBER: _ClassVar[int]
    CONTENT_VERSION_FIELD_NUMBER: _ClassVar[int]
    CHUNKS_FIELD_NUMBER: _ClassVar[int]
    EMBEDDING_FIELD_NUMBER: _ClassVar[int]
    file_id: str
    content_version: int
    chunks: int
    embedding: str
    def __init__(self, file_id: _Optional[str] = ..., content_version: _Optional[int] = ..., chunks: _Optional[int] = ..., embedding: _Optional[str] = ...) -> None: ...

class FileProcessingFailed(_message.Message):
    __slots__ = ("file_id", "content_version", "reason", "explanation")
    FILE_ID_FIELD_NUMBER: _ClassVar[int]
    CONTENT_VERSION_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    file_id: str
    content_version: int
    reason: str
    explanation: str
    def __init__(self, file_id: _Optional[str] = ..., content_version: _Optional[int] = ..., reason: _Optional[str] = ..., explanation: _Optional[str] = ...) -> None: ...

class FileContentReplaced(_message.Message):
    __slots__ = ("file_id", "user_id", "content_version", "blob", "sha256", "size")
    FILE_ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    CONTENT_VERSION_FIELD_NUMBER: _ClassVar[int]
    BLOB_FIELD_NUMBER: _ClassVar[int]
    SHA256_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    file_id: str
    user_id: str
    content_version: int
    blob: str
    sha256: str
    size: int
    def __init__(self, file_id: _Optional[str] = ..., user_id: _Optional[str] = ..., content_version: _Optional[int] = ..., blob: _Optional[str] = ..., sha256: _Optional[str] = ..., size: _Optional[int] = ...) -> None: ...

class FileVectorsRemoved(_message.Message):
    __slots__ = ("file_id",)
    FILE_ID_FIELD_NUMBER: _ClassVar[int]
    file_id: str
    def __init__(self, file_id: _Optional[str] = ...) -> None: ...

class FileMoved(_message.Message):
    __slots__ = ("file_id", "user_id", "folder", "name")
    FILE_ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    FOLDER_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    file_id: str
    user_id: str
    folder: str
    name: str
    def __init__(self, file_id: _Optional[str] = ..., user_id: _Optional[str] = ..., folder: _Optional[str] = ..., name: _Optional[str] = ...) -> None: ...

class FileDeleted(_message.Message):
    __slots__ = ("file_id", "user_id", "blobs")
    FILE_ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    BLOBS_FIELD_NUMBER: _ClassVar[int]
    file_id: str
    user_id: str
    blobs: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, file_id: _Optional[str] = ..., user_id: _Optional[str] = ..., blobs: _Optional[_Iterable[str]] = ...) -> None: ...

class FolderCreated(_message.Message):
    __slots__ = ("folder",)
    FOLDER_FIELD_NUMBER: _ClassVar[int]
    folder: str
    def __init__(self, folder: _Optional[str] = ...) -> None: ...

class FolderRemoved(_message.Message):
    __slots__ = ("folder",)
    FOLDER_FIELD_NUMBER: _ClassVar[int]
    folder: str
    def __init__(self, folder: _Optional[str] = ...) -> None: ...

class KnowledgeCreated(_message.Message):
    __slots__ = ("knowledge_id", "user_id", "kind", "name", "description", "access_grants")
    KNOWLEDGE_ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    ACCESS_GRANTS_FIELD_NUMBER: _ClassVar[int]
    knowledge_id: str
    user_id: str
    kind: str
    name: str
    description: str
    access_grants: bytes
    def __init__(self, knowledge_id: _Optional[str] = ..., user_id: _Optional[str] = ..., kind: _Optional[str] = ..., name: _Optional[str] = ..., description: _Optional[str] = ..., access_grants: _Optional[bytes] = ...) -> None: ...

class KnowledgeUpdated(_message.Message):
    __slots__ = ("knowledge_id", "user_id", "name", "description")
    KNOWLEDGE_ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    knowledge_id: str
    user_id: str
    name: str
    description: str
    def __init__(self, knowledge_id: _Optional[str] = ..., user_id: _Optional[str] = ..., name: _Optional[str] = ..., description: _Optional[str] = ...) -> None: ...

class KnowledgeAccessChanged(_message.Message):
    __slots__ = ("knowledge_id", "access_grants")
    KNOWLEDGE_ID_FIELD_NUMBER: _ClassVar[int]
    ACCESS_GRANTS_FIELD_NUMBER: _ClassVar[int]
    knowledge_id: str
    access_grants: bytes
    def __init__(self, knowledge_id: _Optional[str] = ..., access_grants: _Optional[bytes] = ...) -> None: ...

class FileAddedToKnowledge(_message.Message):
    __slots__ = ("knowledge_id", "file_id", "user_id")
    KNOWLEDGE_ID_FIELD_NUMBER: _ClassVar[int]
    FILE_ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    knowledge_id: str
    file_id: str
    user_id: str
    def __init__(self, knowledge_id: _Optional[str] = ..., file_id: _Optional[str] = ..., user_id: _Optional[str] = ...) -> None: ...

class FileRemovedFromKnowledge(_message.Message):
    __slots__ = ("knowledge_id", "file_id")
    KNOWLEDGE_ID_FIELD_NUMBER: _ClassVar[int]
    FILE_ID_FIELD_NUMBER: _ClassVar[int]
    knowledge_id: str
    file_id: str
    def __init__(self, knowledge_id: _Optional[str] = ..., file_id: _Optional[str] = ...) -> None: ...

class KnowledgeReset(_message.Message):
    __slots__ = ("knowledge_id", "file_ids")
    KNOWLEDGE_ID_FIELD_NUMBER: _ClassVar[int]
    FILE_IDS_FIELD_NUMBER: _ClassVar[int]
    knowledge_id: str
    file_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, knowledge_id: _Optional[str] = ..., file_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class KnowledgeDeleted(_message.Message):
    __slots__ = ("knowledge_id", "user_id", "file_ids")
    KNOWLEDGE_ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    FILE_IDS_FIELD_NUMBER: _ClassVar[int]
    knowledge_id: str
    user_id: str
    file_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, knowledge_id: _Optional[str] = ..., user_id: _Optional[str] = ..., file_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class DocumentOfferedToWorkspaces(_message.Message):
    __slots__ = ("file_id", "user_id", "location", "slugs")
    FILE_ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    LOCATION_FIELD_NUMBER: _ClassVar[int]
    SLUGS_FIELD_NUMBER: _ClassVar[int]
    file_id: str
    user_id: str
    location: str
    slugs: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, file_id: _Optional[str] = ..., user_id: _Optional[str] = ..., location: _Optional[str] = ..., slugs: _Optional[_Iterable[str]] = ...) -> None: ...
