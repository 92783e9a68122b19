from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class MemoryAdded(_message.Message):
    __slots__ = ("memory_id", "owner_id", "kind", "path", "content")
    MEMORY_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    memory_id: str
    owner_id: str
    kind: str
    path: str
    content: str
    def __init__(self, memory_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., kind: _Optional[str] = ..., path: _Optional[str] = ..., content: _Optional[str] = ...) -> None: ...

class MemoryChanged(_message.Message):
    __slots__ = ("memory_id", "owner_id", "kind", "path", "content")
    MEMORY_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    memory_id: str
    owner_id: str
    kind: str
    path: str
    content: str
    def __init__(self, memory_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., kind: _Optional[str] = ..., path: _Optional[str] = ..., content: _Optional[str] = ...) -> None: ...

class MemoryDeleted(_message.Message):
    __slots__ = ("memory_id", "owner_id")
    MEMORY_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    memory_id: str
    owner_id: str
    def __init__(self, memory_id: _Optional[str] = ..., owner_id: _Optional[str] = ...) -> None: ...
