from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class FeedbackGiven(_message.Message):
    __slots__ = ("feedback_id", "owner_id", "kind", "data", "meta", "snapshot")
    FEEDBACK_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_FIELD_NUMBER: _ClassVar[int]
    feedback_id: str
    owner_id: str
    kind: str
    data: bytes
    meta: bytes
    snapshot: bytes
    def __init__(self, feedback_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., kind: _Optional[str] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., snapshot: _Optional[bytes] = ...) -> None: ...

class FeedbackChanged(_message.Message):
    __slots__ = ("feedback_id", "owner_id", "kind", "data", "meta", "snapshot")
    FEEDBACK_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_FIELD_NUMBER: _ClassVar[int]
    feedback_id: str
    owner_id: str
    kind: str
    data: bytes
    meta: bytes
    snapshot: bytes
    def __init__(self, feedback_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., kind: _Optional[str] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., snapshot: _Optional[bytes] = ...) -> None: ...

class FeedbackDeleted(_message.Message):
    __slots__ = ("feedback_id", "owner_id")
    FEEDBACK_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    feedback_id: str
    owner_id: str
    def __init__(self, feedback_id: _Optional[str] = ..., owner_id: _Optional[str] = ...) -> None: ...
