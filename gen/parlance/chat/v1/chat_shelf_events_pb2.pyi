from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class ChatPinned(_message.Message):
    __slots__ = ("chat_id", "owner_id")
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    chat_id: str
    owner_id: str
    def __init__(self, chat_id: _Optional[str] = ..., owner_id: _Optional[str] = ...) -> None: ...

class ChatUnpinned(_message.Message):
    __slots__ = ("chat_id", "owner_id")
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    chat_id: str
    owner_id: str
    def __init__(self, chat_id: _Optional[str] = ..., owner_id: _Optional[str] = ...) -> None: ...

class ChatArchived(_message.Message):
    __slots__ = ("chat_id", "owner_id")
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    chat_id: str
    owner_id: str
    def __init__(self, chat_id: _Optional[str] = ..., owner_id: _Optional[str] = ...) -> None: ...

class ChatUnarchived(_message.Message):
    __slots__ = ("chat_id", "owner_id")
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    chat_id: str
    owner_id: str
    def __init__(self, chat_id: _Optional[str] = ..., owner_id: _Optional[str] = ...) -> None: ...

class ChatTagged(_message.Message):
    __slots__ = ("chat_id", "owner_id", "tag_id", "name")
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    TAG_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    chat_id: str
    owner_id: str
    tag_id: str
    name: str
    def __init__(self, chat_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., tag_id: _Optional[str] = ..., name: _Optional[str] = ...) -> None: ...

class ChatUntagged(_message.Message):
    __slots__ = ("chat_id", "owner_id", "tag_id", "last")
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    TAG_ID_FIELD_NUMBER: _ClassVar[int]
    LAST_FIELD_NUMBER: _ClassVar[int]
    chat_id: str
    owner_id: str
    tag_id: str
    last: bool
    def __init__(self, chat_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., tag_id: _Optional[str] = ..., last: _Optional[bool] = ...) -> None: ...

class ChatMetaChanged(_message.Message):
    __slots__ = ("chat_id", "owner_id", "meta")
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    chat_id: str
    owner_id: str
    meta: bytes
    def __init__(self, chat_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., meta: _Optional[bytes] = ...) -> None: ...
