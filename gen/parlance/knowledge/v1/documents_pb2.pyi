from google.api import annotations_pb2 as _annotations_pb2
from parlance.common.v1 import common_pb2 as _common_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Document(_message.Message):
    __slots__ = ("id", "url", "title", "doc_author", "description", "doc_source", "chunk_source", "published", "word_count", "page_content", "token_count_estimate", "location", "is_direct_upload", "name")
    ID_FIELD_NUMBER: _ClassVar[int]
    URL_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    DOC_AUTHOR_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    DOC_SOURCE_FIELD_NUMBER: _ClassVar[int]
    CHUNK_SOURCE_FIELD_NUMBER: _ClassVar[int]
    PUBLISHED_FIELD_NUMBER: _ClassVar[int]
    WORD_COUNT_FIELD_NUMBER: _ClassVar[int]
    PAGE_CONTENT_FIELD_NUMBER: _ClassVar[int]
    TOKEN_COUNT_ESTIMATE_FIELD_NUMBER: _ClassVar[int]
    LOCATION_FIELD_NUMBER: _ClassVar[int]
    IS_DIRECT_UPLOAD_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    id: str
    url: str
    title: str
    doc_author: str
    description: str
    doc_source: str
    chunk_source: str
    published: str
    word_count: int
    page_content: str
    token_count_estimate: int
    location: str
    is_direct_upload: bool
    name: str
    def __init__(self, id: _Optional[str] = ..., url: _Optional[str] = ..., title: _Optional[str] = ..., doc_author: _Optional[str] = ..., description: _Optional[str] = ..., doc_source: _Optional[str] = ..., chunk_source: _Optional[str] = ..., published: _Optional[str] = ..., word_count: _Optional[int] = ..., page_content: _Optional[str] = ..., token_count_estimate: _Optional[int] = ..., location: _Optional[str] = ..., is_direct_upload: _Optional[bool] = ..., name: _Optional[str] = ...) -> None: ...

class DocumentsReply(_message.Message):
    __slots__ = ("success", "error", "documents")
    SUCCESS_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    DOCUMENTS_FIELD_NUMBER: _ClassVar[int]
    success: bool
    error: str
    documents: _containers.RepeatedCompositeFieldContainer[Document]
    def __init__(self, success: _Optional[bool] = ..., error: _Optional[str] = ..., documents: _Optional[_Iterable[_Union[Document, _Mapping]]] = ...) -> None: ...

class RawTextRequest(_message.Message):
    __slots__ = ("text_content", "metadata", "add_to_workspaces")
    TEXT_CONTENT_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    ADD_TO_WORKSPACES_FIELD_NUMBER: _ClassVar[int]
    text_content: str
    metadata: bytes
    add_to_workspaces: bytes
    def __init__(self, text_content: _Optional[str] = ..., metadata: _Optional[bytes] = ..., add_to_workspaces: _Optional[bytes] = ...) -> None: ...

class ListedDocument(_message.Message):
    __slots__ = ("name", "type", "id", "url", "title", "doc_author", "description", "doc_source", "chunk_source", "published", "word_count", "token_count_estimate", "cached", "can_watch", "pinned_workspaces", "watched")
    NAME_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    URL_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    DOC_AUTHOR_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    DOC_SOURCE_FIELD_NUMBER: _ClassVar[int]
    CHUNK_SOURCE_FIELD_NUMBER: _ClassVar[int]
    PUBLISHED_FIELD_NUMBER: _ClassVar[int]
    WORD_COUNT_FIELD_NUMBER: _ClassVar[int]
    TOKEN_COUNT_ESTIMATE_FIELD_NUMBER: _ClassVar[int]
    CACHED_FIELD_NUMBER: _ClassVar[int]
    CAN_WATCH_FIELD_NUMBER: _ClassVar[int]
    PINNED_WORKSPACES_FIELD_NUMBER: _ClassVar[int]
    WATCHED_FIELD_NUMBER: _ClassVar[int]
    name: str
    type: str
    id: str
    url: str
    title: str
    doc_author: str
    description: str
    doc_source: str
    chunk_source: str
    published: str
    word_count: int
    token_count_estimate: int
    cached: bool
    can_watch: bool
    pinned_workspaces: bytes
    watched: bool
    def __init__(self, name: _Optional[str] = ..., type: _Optional[str] = ..., id: _Optional[str] = ..., url: _Optional[str] = ..., title: _Optional[str] = ..., doc_author: _Optional[str] = ..., description: _Optional[str] = ..., doc_source: _Optional[str] = ..., chunk_source: _Optional[str] = ..., published: _Optional[str] = ..., word_count: _Optional[int] = ..., token_count_estimate: _Optional[int] = ..., cached: _Optional[bool] = ..., can_watch: _Optional[bool] = ..., pinned_workspaces: _Optional[bytes] = ..., watched: _Optional[bool] = ...) -> None: ...

class ListDocumentsRequest(_message.Message):
    __slots__ = ("folder", "offset", "limit")
    FOLDER_FIELD_NUMBER: _ClassVar[int]
    OFFSET_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    folder: str
    offset: int
    limit: str
    def __init__(self, folder: _Optional[str] = ..., offset: _Optional[int] = ..., limit: _Optional[str] = ...) -> None: ...

class JsonReply(_message.Message):
    __slots__ = ("json",)
    JSON_FIELD_NUMBER: _ClassVar[int]
    json: bytes
    def __init__(self, json: _Optional[bytes] = ...) -> None: ...

class FolderRequest(_message.Message):
    __slots__ = ("folder_name", "offset", "limit")
    FOLDER_NAME_FIELD_NUMBER: _ClassVar[int]
    OFFSET_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    folder_name: str
    offset: int
    limit: str
    def __init__(self, folder_name: _Optional[str] = ..., offset: _Optional[int] = ..., limit: _Optional[str] = ...) -> None: ...

class FolderReply(_message.Message):
    __slots__ = ("folder", "documents", "total_count", "has_more", "error")
    FOLDER_FIELD_NUMBER: _ClassVar[int]
    DOCUMENTS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_COUNT_FIELD_NUMBER: _ClassVar[int]
    HAS_MORE_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    folder: str
    documents: _containers.RepeatedCompositeFieldContainer[ListedDocument]
    total_count: int
    has_more: bool
    error: str
    def __init__(self, folder: _Optional[str] = ..., documents: _Optional[_Iterable[_Union[ListedDocument, _Mapping]]] = ..., total_count: _Optional[int] = ..., has_more: _Optional[bool] = ..., error: _Optional[str] = ...) -> None: ...

class AcceptedFileTypesReply(_message.Message):
    __slots__ = ("types",)
    TYPES_FIELD_NUMBER: _ClassVar[int]
    types: bytes
    def __init__(self, types: _Optional[bytes] = ...) -> None: ...

class MetadataSchemaReply(_message.Message):
    __slots__ = ("schema",)
    class SchemaEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    SCHEMA_FIELD_NUMBER: _ClassVar[int]
    schema: _containers.ScalarMap[str, str]
    def __init__(self, schema: _Optional[_Mapping[str, str]] = ...) -> None: ...

class DocumentRequest(_message.Message):
    __slots__ = ("doc_name",)
    DOC_NAME_FIELD_NUMBER: _ClassVar[int]
    doc_name: str
    def __init__(self, doc_name: _Optional[str] = ...) -> None: ...

class DocumentReply(_message.Message):
    __slots__ = ("document",)
    DOCUMENT_FIELD_NUMBER: _ClassVar[int]
    document: ListedDocument
    def __init__(self, document: _Optional[_Union[ListedDocument, _Mapping]] = ...) -> None: ...

class FolderForm(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class Outcome(_message.Message):
    __slots__ = ("success", "message")
    SUCCESS_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    success: bool
    message: str
    def __init__(self, success: _Optional[bool] = ..., message: _Optional[str] = ...) -> None: ...

class MoveFilesRequest(_message.Message):
    __slots__ = ("files",)
    FILES_FIELD_NUMBER: _ClassVar[int]
    files: bytes
    def __init__(self, files: _Optional[bytes] = ...) -> None: ...
