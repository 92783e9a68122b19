from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class ChatRead(_message.Message):
    __slots__ = ("chat_id", "owner_id", "read_at")
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    READ_AT_FIELD_NUMBER: _ClassVar[int]
    chat_id: str
    owner_id: str
    read_at: int
    def __init__(self, chat_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., read_at: _Optional[int] = ...) -> None: ...

class ChatMarkedUnread(_message.Message):
    __slots__ = ("chat_id", "owner_id", "read_at")
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    READ_AT_FIELD_NUMBER: _ClassVar[int]
    chat_id: str
    owner_id: str
    read_at: int
    def __init__(self, chat_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., read_at: _Optional[int] = ...) -> None: ...
