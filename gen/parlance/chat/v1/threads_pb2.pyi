from google.api import annotations_pb2 as _annotations_pb2
from parlance.chat.v1 import workspaces_pb2 as _workspaces_pb2
from parlance.common.v1 import common_pb2 as _common_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ThreadRequest(_message.Message):
    __slots__ = ("slug", "thread_slug")
    SLUG_FIELD_NUMBER: _ClassVar[int]
    THREAD_SLUG_FIELD_NUMBER: _ClassVar[int]
    slug: str
    thread_slug: str
    def __init__(self, slug: _Optional[str] = ..., thread_slug: _Optional[str] = ...) -> None: ...

class ThreadForm(_message.Message):
    __slots__ = ("slug", "thread_slug", "form")
    SLUG_FIELD_NUMBER: _ClassVar[int]
    THREAD_SLUG_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    slug: str
    thread_slug: str
    form: bytes
    def __init__(self, slug: _Optional[str] = ..., thread_slug: _Optional[str] = ..., form: _Optional[bytes] = ...) -> None: ...

class Thread(_message.Message):
    __slots__ = ("id", "name", "slug", "workspace_id", "user_id", "created_at", "last_updated_at")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    SLUG_FIELD_NUMBER: _ClassVar[int]
    WORKSPACE_ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    LAST_UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    id: int
    name: str
    slug: str
    workspace_id: int
    user_id: int
    created_at: str
    last_updated_at: str
    def __init__(self, id: _Optional[int] = ..., name: _Optional[str] = ..., slug: _Optional[str] = ..., workspace_id: _Optional[int] = ..., user_id: _Optional[int] = ..., created_at: _Optional[str] = ..., last_updated_at: _Optional[str] = ...) -> None: ...

class ThreadReply(_message.Message):
    __slots__ = ("thread", "message")
    THREAD_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    thread: Thread
    message: str
    def __init__(self, thread: _Optional[_Union[Thread, _Mapping]] = ..., message: _Optional[str] = ...) -> None: ...
