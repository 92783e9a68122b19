from google.api import annotations_pb2 as _annotations_pb2
from parlance.chat.v1 import folders_pb2 as _folders_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ListSharedFoldersRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ListSharedFoldersReply(_message.Message):
    __slots__ = ("items",)
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[SharedFolder]
    def __init__(self, items: _Optional[_Iterable[_Union[SharedFolder, _Mapping]]] = ...) -> None: ...

class SharedFolder(_message.Message):
    __slots__ = ("id", "parent_id", "user_id", "name", "meta", "data", "owner_name", "permission", "created_at", "updated_at")
    ID_FIELD_NUMBER: _ClassVar[int]
    PARENT_ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    OWNER_NAME_FIELD_NUMBER: _ClassVar[int]
    PERMISSION_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    id: str
    parent_id: str
    user_id: str
    name: str
    meta: bytes
    data: bytes
    owner_name: str
    permission: str
    created_at: int
    updated_at: int
    def __init__(self, id: _Optional[str] = ..., parent_id: _Optional[str] = ..., user_id: _Optional[str] = ..., name: _Optional[str] = ..., meta: _Optional[bytes] = ..., data: _Optional[bytes] = ..., owner_name: _Optional[str] = ..., permission: _Optional[str] = ..., created_at: _Optional[int] = ..., updated_at: _Optional[int] = ...) -> None: ...

class SetFolderAccessRequest(_message.Message):
    __slots__ = ("id", "access_grants", "share_mode")
    ID_FIELD_NUMBER: _ClassVar[int]
    ACCESS_GRANTS_FIELD_NUMBER: _ClassVar[int]
    SHARE_MODE_FIELD_NUMBER: _ClassVar[int]
    id: str
    access_grants: bytes
    share_mode: str
    def __init__(self, id: _Optional[str] = ..., access_grants: _Optional[bytes] = ..., share_mode: _Optional[str] = ...) -> None: ...
