from google.api import annotations_pb2 as _annotations_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ReindexNotesRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ReindexNotesReply(_message.Message):
    __slots__ = ("status", "total")
    STATUS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    status: bool
    total: int
    def __init__(self, status: _Optional[bool] = ..., total: _Optional[int] = ...) -> None: ...

class PutNoteRequest(_message.Message):
    __slots__ = ("id", "text")
    ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    id: str
    text: str
    def __init__(self, id: _Optional[str] = ..., text: _Optional[str] = ...) -> None: ...

class PutNoteReply(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class RemoveNotesRequest(_message.Message):
    __slots__ = ("ids",)
    IDS_FIELD_NUMBER: _ClassVar[int]
    ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, ids: _Optional[_Iterable[str]] = ...) -> None: ...

class RemoveNotesReply(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class FindNotesRequest(_message.Message):
    __slots__ = ("query", "limit")
    QUERY_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    query: str
    limit: int
    def __init__(self, query: _Optional[str] = ..., limit: _Optional[int] = ...) -> None: ...

class FindNotesReply(_message.Message):
    __slots__ = ("notes",)
    NOTES_FIELD_NUMBER: _ClassVar[int]
    notes: _containers.RepeatedCompositeFieldContainer[FoundNote]
    def __init__(self, notes: _Optional[_Iterable[_Union[FoundNote, _Mapping]]] = ...) -> None: ...

class FoundNote(_message.Message):
    __slots__ = ("id", "nearness")
    ID_FIELD_NUMBER: _ClassVar[int]
    NEARNESS_FIELD_NUMBER: _ClassVar[int]
    id: str
    nearness: float
    def __init__(self, id: _Optional[str] = ..., nearness: _Optional[float] = ...) -> None: ...
