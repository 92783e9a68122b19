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

class ListMessagesRequest(_message.Message):
    __slots__ = ("id", "branch")
    ID_FIELD_NUMBER: _ClassVar[int]
    BRANCH_FIELD_NUMBER: _ClassVar[int]
    id: str
    branch: str
    def __init__(self, id: _Optional[str] = ..., branch: _Optional[str] = ...) -> None: ...

class ListMessagesReply(_message.Message):
    __slots__ = ("items",)
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    items: bytes
    def __init__(self, items: _Optional[bytes] = ...) -> None: ...

class MessageRequest(_message.Message):
    __slots__ = ("id", "message_id")
    ID_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    message_id: str
    def __init__(self, id: _Optional[str] = ..., message_id: _Optional[str] = ...) -> None: ...

class MessageReply(_message.Message):
    __slots__ = ("message",)
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    message: bytes
    def __init__(self, message: _Optional[bytes] = ...) -> None: ...

class AddMessageRequest(_message.Message):
    __slots__ = ("id", "form")
    ID_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    id: str
    form: NewMessage
    def __init__(self, id: _Optional[str] = ..., form: _Optional[_Union[NewMessage, _Mapping]] = ...) -> None: ...

class NewMessage(_message.Message):
    __slots__ = ("id", "parent_id", "role", "content", "model", "models", "files", "timestamp")
    ID_FIELD_NUMBER: _ClassVar[int]
    PARENT_ID_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    MODELS_FIELD_NUMBER: _ClassVar[int]
    FILES_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    id: str
    parent_id: str
    role: str
    content: bytes
    model: str
    models: _containers.RepeatedScalarFieldContainer[str]
    files: bytes
    timestamp: int
    def __init__(self, id: _Optional[str] = ..., parent_id: _Optional[str] = ..., role: _Optional[str] = ..., content: _Optional[bytes] = ..., model: _Optional[str] = ..., models: _Optional[_Iterable[str]] = ..., files: _Optional[bytes] = ..., timestamp: _Optional[int] = ...) -> None: ...

class EditMessageRequest(_message.Message):
    __slots__ = ("id", "message_id", "content", "voice")
    ID_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    VOICE_FIELD_NUMBER: _ClassVar[int]
    id: str
    message_id: str
    content: str
    voice: bytes
    def __init__(self, id: _Optional[str] = ..., message_id: _Optional[str] = ..., content: _Optional[str] = ..., voice: _Optional[bytes] = ...) -> None: ...
