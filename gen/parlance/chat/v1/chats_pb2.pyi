from google.api import annotations_pb2 as _annotations_pb2
from parlance.common.v1 import common_pb2 as _common_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Chat(_message.Message):
    __slots__ = ("id", "user_id", "title", "chat", "updated_at", "created_at", "share_id", "archived", "pinned", "meta", "variables", "folder_id", "tasks", "summary", "current_message_id", "context_usage")
    ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    CHAT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    SHARE_ID_FIELD_NUMBER: _ClassVar[int]
    ARCHIVED_FIELD_NUMBER: _ClassVar[int]
    PINNED_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    VARIABLES_FIELD_NUMBER: _ClassVar[int]
    FOLDER_ID_FIELD_NUMBER: _ClassVar[int]
    TASKS_FIELD_NUMBER: _ClassVar[int]
    SUMMARY_FIELD_NUMBER: _ClassVar[int]
    CURRENT_MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    CONTEXT_USAGE_FIELD_NUMBER: _ClassVar[int]
    id: str
    user_id: str
    title: str
    chat: bytes
    updated_at: int
    created_at: int
    share_id: str
    archived: bool
    pinned: bool
    meta: bytes
    variables: bytes
    folder_id: str
    tasks: bytes
    summary: str
    current_message_id: str
    context_usage: bytes
    def __init__(self, id: _Optional[str] = ..., user_id: _Optional[str] = ..., title: _Optional[str] = ..., chat: _Optional[bytes] = ..., updated_at: _Optional[int] = ..., created_at: _Optional[int] = ..., share_id: _Optional[str] = ..., archived: _Optional[bool] = ..., pinned: _Optional[bool] = ..., meta: _Optional[bytes] = ..., variables: _Optional[bytes] = ..., folder_id: _Optional[str] = ..., tasks: _Optional[bytes] = ..., summary: _Optional[str] = ..., current_message_id: _Optional[str] = ..., context_usage: _Optional[bytes] = ...) -> None: ...

class ChatRow(_message.Message):
    __slots__ = ("id", "title", "updated_at", "created_at", "last_read_at", "snippet", "active", "archived")
    ID_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    LAST_READ_AT_FIELD_NUMBER: _ClassVar[int]
    SNIPPET_FIELD_NUMBER: _ClassVar[int]
    ACTIVE_FIELD_NUMBER: _ClassVar[int]
    ARCHIVED_FIELD_NUMBER: _ClassVar[int]
    id: str
    title: str
    updated_at: int
    created_at: int
    last_read_at: int
    snippet: str
    active: bool
    archived: bool
    def __init__(self, id: _Optional[str] = ..., title: _Optional[str] = ..., updated_at: _Optional[int] = ..., created_at: _Optional[int] = ..., last_read_at: _Optional[int] = ..., snippet: _Optional[str] = ..., active: _Optional[bool] = ..., archived: _Optional[bool] = ...) -> None: ...

class ListChatsRequest(_message.Message):
    __slots__ = ("page", "include_pinned", "include_folders", "sort_by", "sort_dir")
    PAGE_FIELD_NUMBER: _ClassVar[int]
    INCLUDE_PINNED_FIELD_NUMBER: _ClassVar[int]
    INCLUDE_FOLDERS_FIELD_NUMBER: _ClassVar[int]
    SORT_BY_FIELD_NUMBER: _ClassVar[int]
    SORT_DIR_FIELD_NUMBER: _ClassVar[int]
    page: int
    include_pinned: bool
    include_folders: bool
    sort_by: str
    sort_dir: str
    def __init__(self, page: _Optional[int] = ..., include_pinned: _Optional[bool] = ..., include_folders: _Optional[bool] = ..., sort_by: _Optional[str] = ..., sort_dir: _Optional[str] = ...) -> None: ...

class ListChatsReply(_message.Message):
    __slots__ = ("items",)
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[ChatRow]
    def __init__(self, items: _Optional[_Iterable[_Union[ChatRow, _Mapping]]] = ...) -> None: ...

class SearchChatsRequest(_message.Message):
    __slots__ = ("text", "page")
    TEXT_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    text: str
    page: int
    def __init__(self, text: _Optional[str] = ..., page: _Optional[int] = ...) -> None: ...

class SearchChatsReply(_message.Message):
    __slots__ = ("items",)
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[ChatRow]
    def __init__(self, items: _Optional[_Iterable[_Union[ChatRow, _Mapping]]] = ...) -> None: ...

class CreateChatRequest(_message.Message):
    __slots__ = ("chat", "variables", "folder_id")
    CHAT_FIELD_NUMBER: _ClassVar[int]
    VARIABLES_FIELD_NUMBER: _ClassVar[int]
    FOLDER_ID_FIELD_NUMBER: _ClassVar[int]
    chat: bytes
    variables: bytes
    folder_id: str
    def __init__(self, chat: _Optional[bytes] = ..., variables: _Optional[bytes] = ..., folder_id: _Optional[str] = ...) -> None: ...

class UpdateChatRequest(_message.Message):
    __slots__ = ("id", "chat", "variables", "folder_id")
    ID_FIELD_NUMBER: _ClassVar[int]
    CHAT_FIELD_NUMBER: _ClassVar[int]
    VARIABLES_FIELD_NUMBER: _ClassVar[int]
    FOLDER_ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    chat: bytes
    variables: bytes
    folder_id: str
    def __init__(self, id: _Optional[str] = ..., chat: _Optional[bytes] = ..., variables: _Optional[bytes] = ..., folder_id: _Optional[str] = ...) -> None: ...

class ChangeParamsRequest(_message.Message):
    __slots__ = ("id", "params")
    ID_FIELD_NUMBER: _ClassVar[int]
    PARAMS_FIELD_NUMBER: _ClassVar[int]
    id: str
    params: bytes
    def __init__(self, id: _Optional[str] = ..., params: _Optional[bytes] = ...) -> None: ...

class ChatParams(_message.Message):
    __slots__ = ("params",)
    PARAMS_FIELD_NUMBER: _ClassVar[int]
    params: bytes
    def __init__(self, params: _Optional[bytes] = ...) -> None: ...

class ChatRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class GetChatRequest(_message.Message):
    __slots__ = ("id", "version", "at")
    ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    id: str
    version: int
    at: int
    def __init__(self, id: _Optional[str] = ..., version: _Optional[int] = ..., at: _Optional[int] = ...) -> None: ...

class DeleteAllChatsRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...
