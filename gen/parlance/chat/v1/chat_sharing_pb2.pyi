from google.api import annotations_pb2 as _annotations_pb2
from parlance.chat.v1 import chat_shelves_pb2 as _chat_shelves_pb2
from parlance.chat.v1 import chats_pb2 as _chats_pb2
from parlance.common.v1 import common_pb2 as _common_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class SharedChatList(_message.Message):
    __slots__ = ("items",)
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[SharedChatRow]
    def __init__(self, items: _Optional[_Iterable[_Union[SharedChatRow, _Mapping]]] = ...) -> None: ...

class SharedChatRow(_message.Message):
    __slots__ = ("id", "chat_id", "title", "share_id", "updated_at", "created_at")
    ID_FIELD_NUMBER: _ClassVar[int]
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    SHARE_ID_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    id: str
    chat_id: str
    title: str
    share_id: str
    updated_at: int
    created_at: int
    def __init__(self, id: _Optional[str] = ..., chat_id: _Optional[str] = ..., title: _Optional[str] = ..., share_id: _Optional[str] = ..., updated_at: _Optional[int] = ..., created_at: _Optional[int] = ...) -> None: ...

class UnshareAllRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class SharedChatRequest(_message.Message):
    __slots__ = ("share_id",)
    SHARE_ID_FIELD_NUMBER: _ClassVar[int]
    share_id: str
    def __init__(self, share_id: _Optional[str] = ...) -> None: ...

class ShareChatRequest(_message.Message):
    __slots__ = ("id", "form")
    ID_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    id: str
    form: ShareForm
    def __init__(self, id: _Optional[str] = ..., form: _Optional[_Union[ShareForm, _Mapping]] = ...) -> None: ...

class ShareForm(_message.Message):
    __slots__ = ("share_mode",)
    SHARE_MODE_FIELD_NUMBER: _ClassVar[int]
    share_mode: str
    def __init__(self, share_mode: _Optional[str] = ...) -> None: ...

class ChatAccess(_message.Message):
    __slots__ = ("items",)
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    items: bytes
    def __init__(self, items: _Optional[bytes] = ...) -> None: ...

class SetChatAccessRequest(_message.Message):
    __slots__ = ("id", "access_grants", "share_mode")
    ID_FIELD_NUMBER: _ClassVar[int]
    ACCESS_GRANTS_FIELD_NUMBER: _ClassVar[int]
    SHARE_MODE_FIELD_NUMBER: _ClassVar[int]
    id: str
    access_grants: bytes
    share_mode: str
    def __init__(self, id: _Optional[str] = ..., access_grants: _Optional[bytes] = ..., share_mode: _Optional[str] = ...) -> None: ...

class CloneChatRequest(_message.Message):
    __slots__ = ("id", "form")
    ID_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    id: str
    form: CloneForm
    def __init__(self, id: _Optional[str] = ..., form: _Optional[_Union[CloneForm, _Mapping]] = ...) -> None: ...

class CloneForm(_message.Message):
    __slots__ = ("title",)
    TITLE_FIELD_NUMBER: _ClassVar[int]
    title: str
    def __init__(self, title: _Optional[str] = ...) -> None: ...

class CloneByGetRequest(_message.Message):
    __slots__ = ("id", "title")
    ID_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    id: str
    title: str
    def __init__(self, id: _Optional[str] = ..., title: _Optional[str] = ...) -> None: ...

class ForkChatRequest(_message.Message):
    __slots__ = ("id", "form")
    ID_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    id: str
    form: ForkForm
    def __init__(self, id: _Optional[str] = ..., form: _Optional[_Union[ForkForm, _Mapping]] = ...) -> None: ...

class ForkForm(_message.Message):
    __slots__ = ("message_id",)
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    message_id: str
    def __init__(self, message_id: _Optional[str] = ...) -> None: ...
