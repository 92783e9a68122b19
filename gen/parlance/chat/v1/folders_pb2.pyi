from google.api import annotations_pb2 as _annotations_pb2
from parlance.chat.v1 import chats_pb2 as _chats_pb2
from parlance.common.v1 import common_pb2 as _common_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ListFoldersRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class FolderRow(_message.Message):
    __slots__ = ("id", "name", "meta", "parent_id", "is_expanded", "unread_count", "created_at", "updated_at")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    PARENT_ID_FIELD_NUMBER: _ClassVar[int]
    IS_EXPANDED_FIELD_NUMBER: _ClassVar[int]
    UNREAD_COUNT_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    id: str
    name: str
    meta: bytes
    parent_id: str
    is_expanded: bool
    unread_count: int
    created_at: int
    updated_at: int
    def __init__(self, id: _Optional[str] = ..., name: _Optional[str] = ..., meta: _Optional[bytes] = ..., parent_id: _Optional[str] = ..., is_expanded: _Optional[bool] = ..., unread_count: _Optional[int] = ..., created_at: _Optional[int] = ..., updated_at: _Optional[int] = ...) -> None: ...

class ListFoldersReply(_message.Message):
    __slots__ = ("items",)
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[FolderRow]
    def __init__(self, items: _Optional[_Iterable[_Union[FolderRow, _Mapping]]] = ...) -> None: ...

class Folder(_message.Message):
    __slots__ = ("id", "parent_id", "user_id", "name", "items", "meta", "data", "is_expanded", "created_at", "updated_at")
    ID_FIELD_NUMBER: _ClassVar[int]
    PARENT_ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    IS_EXPANDED_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    id: str
    parent_id: str
    user_id: str
    name: str
    items: bytes
    meta: bytes
    data: bytes
    is_expanded: bool
    created_at: int
    updated_at: int
    def __init__(self, id: _Optional[str] = ..., parent_id: _Optional[str] = ..., user_id: _Optional[str] = ..., name: _Optional[str] = ..., items: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., data: _Optional[bytes] = ..., is_expanded: _Optional[bool] = ..., created_at: _Optional[int] = ..., updated_at: _Optional[int] = ...) -> None: ...

class FolderDetails(_message.Message):
    __slots__ = ("id", "parent_id", "user_id", "name", "items", "meta", "data", "is_expanded", "created_at", "updated_at", "access_grants", "write_access")
    ID_FIELD_NUMBER: _ClassVar[int]
    PARENT_ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    IS_EXPANDED_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    ACCESS_GRANTS_FIELD_NUMBER: _ClassVar[int]
    WRITE_ACCESS_FIELD_NUMBER: _ClassVar[int]
    id: str
    parent_id: str
    user_id: str
    name: str
    items: bytes
    meta: bytes
    data: bytes
    is_expanded: bool
    created_at: int
    updated_at: int
    access_grants: bytes
    write_access: bool
    def __init__(self, id: _Optional[str] = ..., parent_id: _Optional[str] = ..., user_id: _Optional[str] = ..., name: _Optional[str] = ..., items: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., data: _Optional[bytes] = ..., is_expanded: _Optional[bool] = ..., created_at: _Optional[int] = ..., updated_at: _Optional[int] = ..., access_grants: _Optional[bytes] = ..., write_access: _Optional[bool] = ...) -> None: ...

class CreateFolderRequest(_message.Message):
    __slots__ = ("name", "data", "meta", "parent_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    PARENT_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    data: bytes
    meta: bytes
    parent_id: str
    def __init__(self, name: _Optional[str] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., parent_id: _Optional[str] = ...) -> None: ...

class FolderRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class UpdateFolderRequest(_message.Message):
    __slots__ = ("id", "name", "data", "meta")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    id: str
    name: str
    data: bytes
    meta: bytes
    def __init__(self, id: _Optional[str] = ..., name: _Optional[str] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ...) -> None: ...

class MoveFolderRequest(_message.Message):
    __slots__ = ("id", "parent_id")
    ID_FIELD_NUMBER: _ClassVar[int]
    PARENT_ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    parent_id: str
    def __init__(self, id: _Optional[str] = ..., parent_id: _Optional[str] = ...) -> None: ...

class ExpandFolderRequest(_message.Message):
    __slots__ = ("id", "is_expanded")
    ID_FIELD_NUMBER: _ClassVar[int]
    IS_EXPANDED_FIELD_NUMBER: _ClassVar[int]
    id: str
    is_expanded: bool
    def __init__(self, id: _Optional[str] = ..., is_expanded: _Optional[bool] = ...) -> None: ...

class DeleteFolderRequest(_message.Message):
    __slots__ = ("id", "delete_contents")
    ID_FIELD_NUMBER: _ClassVar[int]
    DELETE_CONTENTS_FIELD_NUMBER: _ClassVar[int]
    id: str
    delete_contents: bool
    def __init__(self, id: _Optional[str] = ..., delete_contents: _Optional[bool] = ...) -> None: ...

class AddChatsRequest(_message.Message):
    __slots__ = ("id", "chat_ids", "chat_id")
    ID_FIELD_NUMBER: _ClassVar[int]
    CHAT_IDS_FIELD_NUMBER: _ClassVar[int]
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    chat_ids: _containers.RepeatedScalarFieldContainer[str]
    chat_id: str
    def __init__(self, id: _Optional[str] = ..., chat_ids: _Optional[_Iterable[str]] = ..., chat_id: _Optional[str] = ...) -> None: ...

class RemoveChatRequest(_message.Message):
    __slots__ = ("id", "chat_id")
    ID_FIELD_NUMBER: _ClassVar[int]
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    chat_id: str
    def __init__(self, id: _Optional[str] = ..., chat_id: _Optional[str] = ...) -> None: ...

class FolderChatsRequest(_message.Message):
    __slots__ = ("folder_id",)
    FOLDER_ID_FIELD_NUMBER: _ClassVar[int]
    folder_id: str
    def __init__(self, folder_id: _Optional[str] = ...) -> None: ...

class FolderDocumentsReply(_message.Message):
    __slots__ = ("items",)
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[_chats_pb2.Chat]
    def __init__(self, items: _Optional[_Iterable[_Union[_chats_pb2.Chat, _Mapping]]] = ...) -> None: ...

class ListFolderChatsRequest(_message.Message):
    __slots__ = ("folder_id", "page", "sort_by", "sort_dir")
    FOLDER_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    SORT_BY_FIELD_NUMBER: _ClassVar[int]
    SORT_DIR_FIELD_NUMBER: _ClassVar[int]
    folder_id: str
    page: int
    sort_by: str
    sort_dir: str
    def __init__(self, folder_id: _Optional[str] = ..., page: _Optional[int] = ..., sort_by: _Optional[str] = ..., sort_dir: _Optional[str] = ...) -> None: ...

class MoveChatRequest(_message.Message):
    __slots__ = ("id", "folder_id")
    ID_FIELD_NUMBER: _ClassVar[int]
    FOLDER_ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    folder_id: str
    def __init__(self, id: _Optional[str] = ..., folder_id: _Optional[str] = ...) -> None: ...
