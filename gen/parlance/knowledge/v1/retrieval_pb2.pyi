from google.api import annotations_pb2 as _annotations_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class ProcessFileRequest(_message.Message):
    __slots__ = ("file_id", "content", "collection_name")
    FILE_ID_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    COLLECTION_NAME_FIELD_NUMBER: _ClassVar[int]
    file_id: str
    content: str
    collection_name: str
    def __init__(self, file_id: _Optional[str] = ..., content: _Optional[str] = ..., collection_name: _Optional[str] = ...) -> None: ...

class ProcessFileReply(_message.Message):
    __slots__ = ("status", "collection_name", "filename", "content")
    STATUS_FIELD_NUMBER: _ClassVar[int]
    COLLECTION_NAME_FIELD_NUMBER: _ClassVar[int]
    FILENAME_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    status: bool
    collection_name: str
    filename: str
    content: str
    def __init__(self, status: _Optional[bool] = ..., collection_name: _Optional[str] = ..., filename: _Optional[str] = ..., content: _Optional[str] = ...) -> None: ...

class ProcessTextRequest(_message.Message):
    __slots__ = ("name", "content", "collection_name")
    NAME_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    COLLECTION_NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    content: str
    collection_name: str
    def __init__(self, name: _Optional[str] = ..., content: _Optional[str] = ..., collection_name: _Optional[str] = ...) -> None: ...

class ProcessTextReply(_message.Message):
    __slots__ = ("status", "collection_name", "content")
    STATUS_FIELD_NUMBER: _ClassVar[int]
    COLLECTION_NAME_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    status: bool
    collection_name: str
    content: str
    def __init__(self, status: _Optional[bool] = ..., collection_name: _Optional[str] = ..., content: _Optional[str] = ...) -> None: ...

class QueryDocRequest(_message.Message):
    __slots__ = ("collection_name", "query", "k", "k_reranker", "r", "hybrid", "hybrid_bm25_weight", "filter")
    COLLECTION_NAME_FIELD_NUMBER: _ClassVar[int]
    QUERY_FIELD_NUMBER: _ClassVar[int]
    K_FIELD_NUMBER: _ClassVar[int]
    K_RERANKER_FIELD_NUMBER: _ClassVar[int]
    R_FIELD_NUMBER: _ClassVar[int]
    HYBRID_FIELD_NUMBER: _ClassVar[int]
    HYBRID_BM25_WEIGHT_FIELD_NUMBER: _ClassVar[int]
    FILTER_FIELD_NUMBER: _ClassVar[int]
    collection_name: str
    query: str
    k: int
    k_reranker: int
    r: float
    hybrid: bool
    hybrid_bm25_weight: float
    filter: bytes
    def __init__(self, collection_name: _Optional[str] = ..., query: _Optional[str] = ..., k: _Optional[int] = ..., k_reranker: _Optional[int] = ..., r: _Optional[float] = ..., hybrid: _Optional[bool] = ..., hybrid_bm25_weight: _Optional[float] = ..., filter: _Optional[bytes] = ...) -> None: ...

class QueryCollectionRequest(_message.Message):
    __slots__ = ("collection_names", "query", "k", "k_reranker", "r", "hybrid", "hybrid_bm25_weight", "enable_enriched_texts", "filter")
    COLLECTION_NAMES_FIELD_NUMBER: _ClassVar[int]
    QUERY_FIELD_NUMBER: _ClassVar[int]
    K_FIELD_NUMBER: _ClassVar[int]
    K_RERANKER_FIELD_NUMBER: _ClassVar[int]
    R_FIELD_NUMBER: _ClassVar[int]
    HYBRID_FIELD_NUMBER: _ClassVar[int]
    HYBRID_BM25_WEIGHT_FIELD_NUMBER: _ClassVar[int]
    ENABLE_ENRICHED_TEXTS_FIELD_NUMBER: _ClassVar[int]
    FILTER_FIELD_NUMBER: _ClassVar[int]
    collection_names: _containers.RepeatedScalarFieldContainer[str]
    query: str
    k: int
    k_reranker: int
    r: float
    hybrid: bool
    hybrid_bm25_weight: float
    enable_enriched_texts: bool
    filter: bytes
    def __init__(self, collection_names: _Optional[_Iterable[str]] = ..., query: _Optional[str] = ..., k: _Optional[int] = ..., k_reranker: _Optional[int] = ..., r: _Optional[float] = ..., hybrid: _Optional[bool] = ..., hybrid_bm25_weight: _Optional[float] = ..., enable_enriched_texts: _Optional[bool] = ..., filter: _Optional[bytes] = ...) -> None: ...

class QueryReply(_message.Message):
    __slots__ = ("json",)
    JSON_FIELD_NUMBER: _ClassVar[int]
    json: bytes
    def __init__(self, json: _Optional[bytes] = ...) -> None: ...

class DeleteEntriesRequest(_message.Message):
    __slots__ = ("collection_name", "file_id")
    COLLECTION_NAME_FIELD_NUMBER: _ClassVar[int]
    FILE_ID_FIELD_NUMBER: _ClassVar[int]
    collection_name: str
    file_id: str
    def __init__(self, collection_name: _Optional[str] = ..., file_id: _Optional[str] = ...) -> None: ...

class DeleteEntriesReply(_message.Message):
    __slots__ = ("status",)
    STATUS_FIELD_NUMBER: _ClassVar[int]
    status: bool
    def __init__(self, status: _Optional[bool] = ...) -> None: ...
