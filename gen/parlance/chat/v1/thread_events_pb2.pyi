from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class ThreadCreated(_message.Message):
    __slots__ = ("workspace_id", "thread_id", "owner_id", "number", "slug", "name", "user_number")
    WORKSPACE_ID_FIELD_NUMBER: _ClassVar[int]
    THREAD_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    SLUG_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    USER_NUMBER_FIELD_NUMBER: _ClassVar[int]
    workspace_id: str
    thread_id: str
    owner_id: str
    number: int
    slug: str
    name: str
    user_number: int
    def __init__(self, workspace_id: _Optional[str] = ..., thread_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., number: _Optional[int] = ..., slug: _Optional[str] = ..., name: _Optional[str] = ..., user_number: _Optional[int] = ...) -> None: ...

class ThreadRenamed(_message.Message):
    __slots__ = ("workspace_id", "thread_id", "owner_id", "name")
    WORKSPACE_ID_FIELD_NUMBER: _ClassVar[int]
    THREAD_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    workspace_id: str
    thread_id: str
    owner_id: str
    name: str
    def __init__(self, workspace_id: _Optional[str] = ..., thread_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., name: _Optional[str] = ...) -> None: ...

class ThreadConversationStarted(_message.Message):
    __slots__ = ("workspace_id", "thread_id", "user_id", "chat_id")
    WORKSPACE_ID_FIELD_NUMBER: _ClassVar[int]
    THREAD_ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    workspace_id: str
    thread_id: str
    user_id: str
    chat_id: str
    def __init__(self, workspace_id: _Optional[str] = ..., thread_id: _Optional[str] = ..., user_id: _Optional[str] = ..., chat_id: _Optional[str] = ...) -> None: ...

class ThreadDeleted(_message.Message):
    __slots__ = ("workspace_id", "thread_id")
    WORKSPACE_ID_FIELD_NUMBER: _ClassVar[int]
    THREAD_ID_FIELD_NUMBER: _ClassVar[int]
    workspace_id: str
    thread_id: str
    def __init__(self, workspace_id: _Optional[str] = ..., thread_id: _Optional[str] = ...) -> None: ...
