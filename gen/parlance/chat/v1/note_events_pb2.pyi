from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class NoteCreated(_message.Message):
    __slots__ = ("note_id", "owner_id", "title", "data", "meta")
    NOTE_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    note_id: str
    owner_id: str
    title: str
    data: bytes
    meta: bytes
    def __init__(self, note_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., title: _Optional[str] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ...) -> None: ...

class NoteChanged(_message.Message):
    __slots__ = ("note_id", "owner_id", "title", "data", "meta")
    NOTE_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    note_id: str
    owner_id: str
    title: str
    data: bytes
    meta: bytes
    def __init__(self, note_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., title: _Optional[str] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ...) -> None: ...

class NoteAccessChanged(_message.Message):
    __slots__ = ("note_id", "owner_id", "access_grants")
    NOTE_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    ACCESS_GRANTS_FIELD_NUMBER: _ClassVar[int]
    note_id: str
    owner_id: str
    access_grants: bytes
    def __init__(self, note_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., access_grants: _Optional[bytes] = ...) -> None: ...

class NotePinned(_message.Message):
    __slots__ = ("note_id", "user_id", "pinned")
    NOTE_ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    PINNED_FIELD_NUMBER: _ClassVar[int]
    note_id: str
    user_id: str
    pinned: bool
    def __init__(self, note_id: _Optional[str] = ..., user_id: _Optional[str] = ..., pinned: _Optional[bool] = ...) -> None: ...

class NoteDeleted(_message.Message):
    __slots__ = ("note_id", "owner_id")
    NOTE_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    note_id: str
    owner_id: str
    def __init__(self, note_id: _Optional[str] = ..., owner_id: _Optional[str] = ...) -> None: ...
