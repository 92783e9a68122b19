from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class UsageUnnamed(_message.Message):
    __slots__ = ("user_id", "answers", "chats")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    ANSWERS_FIELD_NUMBER: _ClassVar[int]
    CHATS_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    answers: bytes
    chats: bytes
    def __init__(self, user_id: _Optional[str] = ..., answers: _Optional[bytes] = ..., chats: _Optional[bytes] = ...) -> None: ...
