from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class ErasureStarted(_message.Message):
    __slots__ = ("user_id", "asked_by", "services")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    ASKED_BY_FIELD_NUMBER: _ClassVar[int]
    SERVICES_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    asked_by: str
    services: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, user_id: _Optional[str] = ..., asked_by: _Optional[str] = ..., services: _Optional[_Iterable[str]] = ...) -> None: ...

class ErasureRetried(_message.Message):
    __slots__ = ("user_id",)
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    def __init__(self, user_id: _Optional[str] = ...) -> None: ...

class SubjectErased(_message.Message):
    __slots__ = ("user_id", "service", "counts")
    class CountsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: int
        def __init__(self, key: _Optional[str] = ..., value: _Optional[int] = ...) -> None: ...
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    SERVICE_FIELD_NUMBER: _ClassVar[int]
    COUNTS_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    service: str
    counts: _containers.ScalarMap[str, int]
    def __init__(self, user_id: _Optional[str] = ..., service: _Optional[str] = ..., counts: _Optional[_Mapping[str, int]] = ...) -> None: ...

class ErasureCompleted(_message.Message):
    __slots__ = ("user_id", "asked_by", "started_at", "completed_at", "removed")
    class RemovedEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: int
        def __init__(self, key: _Optional[str] = ..., value: _Optional[int] = ...) -> None: ...
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    ASKED_BY_FIELD_NUMBER: _ClassVar[int]
    STARTED_AT_FIELD_NUMBER: _ClassVar[int]
    COMPLETED_AT_FIELD_NUMBER: _ClassVar[int]
    REMOVED_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    asked_by: str
    started_at: int
    completed_at: int
    removed: _containers.ScalarMap[str, int]
    def __init__(self, user_id: _Optional[str] = ..., asked_by: _Optional[str] = ..., started_at: _Optional[int] = ..., completed_at: _Optional[int] = ..., removed: _Optional[_Mapping[str, int]] = ...) -> None: ...
