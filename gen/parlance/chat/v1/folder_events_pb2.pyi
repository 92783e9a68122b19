from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class FolderCreated(_message.Message):
    __slots__ = ("folder_id", "owner_id", "parent_id", "name", "data", "meta")
    FOLDER_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    PARENT_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    folder_id: str
    owner_id: str
    parent_id: str
    name: str
    data: bytes
    meta: bytes
    def __init__(self, folder_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., parent_id: _Optional[str] = ..., name: _Optional[str] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ...) -> None: ...

class FolderChanged(_message.Message):
    __slots__ = ("folder_id", "owner_id", "name", "data", "meta")
    FOLDER_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    folder_id: str
    owner_id: str
    name: str
    data: bytes
    meta: bytes
    def __init__(self, folder_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., name: _Optional[str] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ...) -> None: ...

class FolderMoved(_message.Message):
    __slots__ = ("folder_id", "owner_id", "parent_id")
    FOLDER_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    PARENT_ID_FIELD_NUMBER: _ClassVar[int]
    folder_id: str
    owner_id: str
    parent_id: str
    def __init__(self, folder_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., parent_id: _Optional[str] = ...) -> None: ...

class FolderExpanded(_message.Message):
    __slots__ = ("folder_id", "owner_id", "expanded")
    FOLDER_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    EXPANDED_FIELD_NUMBER: _ClassVar[int]
    folder_id: str
    owner_id: str
    expanded: bool
    def __init__(self, folder_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., expanded: _Optional[bool] = ...) -> None: ...

class FolderAccessChanged(_message.Message):
    __slots__ = ("folder_id", "owner_id", "grants")
    FOLDER_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    GRANTS_FIELD_NUMBER: _ClassVar[int]
    folder_id: str
    owner_id: str
    grants: bytes
    def __init__(self, folder_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., grants: _Optional[bytes] = ...) -> None: ...

class FolderDeleted(_message.Message):
    __slots__ = ("folder_id", "owner_id", "below")
    FOLDER_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    BELOW_FIELD_NUMBER: _ClassVar[int]
    folder_id: str
    owner_id: str
    below: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, folder_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., below: _Optional[_Iterable[str]] = ...) -> None: ...

class ChatMoved(_message.Message):
    __slots__ = ("chat_id", "owner_id", "folder_id")
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    FOLDER_ID_FIELD_NUMBER: _ClassVar[int]
    chat_id: str
    owner_id: str
    folder_id: str
    def __init__(self, chat_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., folder_id: _Optional[str] = ...) -> None: ...

class ChatLeftFolder(_message.Message):
    __slots__ = ("chat_id", "owner_id")
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    chat_id: str
    owner_id: str
    def __init__(self, chat_id: _Optional[str] = ..., owner_id: _Optional[str] = ...) -> None: ...
