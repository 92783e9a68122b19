from google.api import annotations_pb2 as _annotations_pb2
from parlance.chat.v1 import chats_pb2 as _chats_pb2
from parlance.common.v1 import common_pb2 as _common_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class ReadAllChatsRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ReadFolderRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class ReadChatsReply(_message.Message):
    __slots__ = ("updated_count", "folder_unread_counts")
    class FolderUnreadCountsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: int
        def __init__(self, key: _Optional[str] = ..., value: _Optional[int] = ...) -> None: ...
    UPDATED_COUNT_FIELD_NUMBER: _ClassVar[int]
    FOLDER_UNREAD_COUNTS_FIELD_NUMBER: _ClassVar[int]
    updated_count: int
    folder_unread_counts: _containers.ScalarMap[str, int]
    def __init__(self, updated_count: _Optional[int] = ..., folder_unread_counts: _Optional[_Mapping[str, int]] = ...) -> None: ...

class ReadFolderReply(_message.Message):
    __slots__ = ("folder_id", "updated_count", "folder_unread_counts")
    class FolderUnreadCountsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: int
        def __init__(self, key: _Optional[str] = ..., value: _Optional[int] = ...) -> None: ...
    FOLDER_ID_FIELD_NUMBER: _ClassVar[int]
    UPDATED_COUNT_FIELD_NUMBER: _ClassVar[int]
    FOLDER_UNREAD_COUNTS_FIELD_NUMBER: _ClassVar[int]
    folder_id: str
    updated_count: int
    folder_unread_counts: _containers.ScalarMap[str, int]
    def __init__(self, folder_id: _Optional[str] = ..., updated_count: _Optional[int] = ..., folder_unread_counts: _Optional[_Mapping[str, int]] = ...) -> None: ...

class UnreadChatReply(_message.Message):
    __slots__ = ("chat_id", "last_read_at", "folder_id", "folder_unread_counts")
    class FolderUnreadCountsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: int
        def __init__(self, key: _Optional[str] = ..., value: _Optional[int] = ...) -> None: ...
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    LAST_READ_AT_FIELD_NUMBER: _ClassVar[int]
    FOLDER_ID_FIELD_NUMBER: _ClassVar[int]
    FOLDER_UNREAD_COUNTS_FIELD_NUMBER: _ClassVar[int]
    chat_id: str
    last_read_at: int
    folder_id: str
    folder_unread_counts: _containers.ScalarMap[str, int]
    def __init__(self, chat_id: _Optional[str] = ..., last_read_at: _Optional[int] = ..., folder_id: _Optional[str] = ..., folder_unread_counts: _Optional[_Mapping[str, int]] = ...) -> None: ...
