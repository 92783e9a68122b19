from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class ChatShared(_message.Message):
    __slots__ = ("chat_id", "owner_id", "share_id", "shown_version", "live", "title")
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    SHARE_ID_FIELD_NUMBER: _ClassVar[int]
    SHOWN_VERSION_FIELD_NUMBER: _ClassVar[int]
    LIVE_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    chat_id: str
    owner_id: str
    share_id: str
    shown_version: int
    live: bool
    title: str
    def __init__(self, chat_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., share_id: _Optional[str] = ..., shown_version: _Optional[int] = ..., live: _Optional[bool] = ..., title: _Optional[str] = ...) -> None: ...

class ChatReadersChanged(_message.Message):
    __slots__ = ("chat_id", "owner_id", "grants")
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    GRANTS_FIELD_NUMBER: _ClassVar[int]
    chat_id: str
    owner_id: str
    grants: bytes
    def __init__(self, chat_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., grants: _Optional[bytes] = ...) -> None: ...

class ChatUnshared(_message.Message):
    __slots__ = ("chat_id", "owner_id", "share_id")
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    SHARE_ID_FIELD_NUMBER: _ClassVar[int]
    chat_id: str
    owner_id: str
    share_id: str
    def __init__(self, chat_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., share_id: _Optional[str] = ...) -> None: ...
