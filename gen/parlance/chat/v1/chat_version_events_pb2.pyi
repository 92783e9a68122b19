from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class ChatRestored(_message.Message):
    __slots__ = ("chat_id", "owner_id", "restored_version")
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    RESTORED_VERSION_FIELD_NUMBER: _ClassVar[int]
    chat_id: str
    owner_id: str
    restored_version: int
    def __init__(self, chat_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., restored_version: _Optional[int] = ...) -> None: ...
