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

class ExportChatsRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ExportEverybodysRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ListOfPersonRequest(_message.Message):
    __slots__ = ("user_id", "page", "query", "order_by", "direction")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    QUERY_FIELD_NUMBER: _ClassVar[int]
    ORDER_BY_FIELD_NUMBER: _ClassVar[int]
    DIRECTION_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    page: int
    query: str
    order_by: str
    direction: str
    def __init__(self, user_id: _Optional[str] = ..., page: _Optional[int] = ..., query: _Optional[str] = ..., order_by: _Optional[str] = ..., direction: _Optional[str] = ...) -> None: ...

class ImportChatsRequest(_message.Message):
    __slots__ = ("chats",)
    CHATS_FIELD_NUMBER: _ClassVar[int]
    chats: _containers.RepeatedCompositeFieldContainer[ImportedChat]
    def __init__(self, chats: _Optional[_Iterable[_Union[ImportedChat, _Mapping]]] = ...) -> None: ...

class ImportedChat(_message.Message):
    __slots__ = ("chat", "variables", "folder_id", "meta", "pinned", "archived", "current_message_id", "created_at", "updated_at")
    CHAT_FIELD_NUMBER: _ClassVar[int]
    VARIABLES_FIELD_NUMBER: _ClassVar[int]
    FOLDER_ID_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    PINNED_FIELD_NUMBER: _ClassVar[int]
    ARCHIVED_FIELD_NUMBER: _ClassVar[int]
    CURRENT_MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    chat: bytes
    variables: bytes
    folder_id: str
    meta: bytes
    pinned: bool
    archived: bool
    current_message_id: str
    created_at: int
    updated_at: int
    def __init__(self, chat: _Optional[bytes] = ..., variables: _Optional[bytes] = ..., folder_id: _Optional[str] = ..., meta: _Optional[bytes] = ..., pinned: _Optional[bool] = ..., archived: _Optional[bool] = ..., current_message_id: _Optional[str] = ..., created_at: _Optional[int] = ..., updated_at: _Optional[int] = ...) -> None: ...

class ImportChatsReply(_message.Message):
    __slots__ = ("items",)
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[_chats_pb2.Chat]
    def __init__(self, items: _Optional[_Iterable[_Union[_chats_pb2.Chat, _Mapping]]] = ...) -> None: ...

class SuggestionList(_message.Message):
    __slots__ = ("suggestions",)
    SUGGESTIONS_FIELD_NUMBER: _ClassVar[int]
    suggestions: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, suggestions: _Optional[_Iterable[str]] = ...) -> None: ...
