from google.api import annotations_pb2 as _annotations_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ListMembersRequest(_message.Message):
    __slots__ = ("workspace_id",)
    WORKSPACE_ID_FIELD_NUMBER: _ClassVar[int]
    workspace_id: int
    def __init__(self, workspace_id: _Optional[int] = ...) -> None: ...

class Members(_message.Message):
    __slots__ = ("users",)
    USERS_FIELD_NUMBER: _ClassVar[int]
    users: _containers.RepeatedCompositeFieldContainer[Member]
    def __init__(self, users: _Optional[_Iterable[_Union[Member, _Mapping]]] = ...) -> None: ...

class Member(_message.Message):
    __slots__ = ("user_id", "username", "role", "last_updated_at")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    USERNAME_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    LAST_UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    user_id: int
    username: str
    role: str
    last_updated_at: str
    def __init__(self, user_id: _Optional[int] = ..., username: _Optional[str] = ..., role: _Optional[str] = ..., last_updated_at: _Optional[str] = ...) -> None: ...

class ReplaceMembersRequest(_message.Message):
    __slots__ = ("workspace_id", "form")
    WORKSPACE_ID_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    workspace_id: int
    form: bytes
    def __init__(self, workspace_id: _Optional[int] = ..., form: _Optional[bytes] = ...) -> None: ...

class MembersResult(_message.Message):
    __slots__ = ("success", "error")
    SUCCESS_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    success: bool
    error: str
    def __init__(self, success: _Optional[bool] = ..., error: _Optional[str] = ...) -> None: ...

class ManageMembersRequest(_message.Message):
    __slots__ = ("slug", "form")
    SLUG_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    slug: str
    form: bytes
    def __init__(self, slug: _Optional[str] = ..., form: _Optional[bytes] = ...) -> None: ...

class ManagedMembers(_message.Message):
    __slots__ = ("success", "error", "users")
    SUCCESS_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    USERS_FIELD_NUMBER: _ClassVar[int]
    success: bool
    error: str
    users: _containers.RepeatedCompositeFieldContainer[Member]
    def __init__(self, success: _Optional[bool] = ..., error: _Optional[str] = ..., users: _Optional[_Iterable[_Union[Member, _Mapping]]] = ...) -> None: ...

class ExchangesRequest(_message.Message):
    __slots__ = ("form",)
    FORM_FIELD_NUMBER: _ClassVar[int]
    form: bytes
    def __init__(self, form: _Optional[bytes] = ...) -> None: ...

class ExchangesPage(_message.Message):
    __slots__ = ("chats", "has_pages")
    CHATS_FIELD_NUMBER: _ClassVar[int]
    HAS_PAGES_FIELD_NUMBER: _ClassVar[int]
    chats: _containers.RepeatedCompositeFieldContainer[ExchangeRow]
    has_pages: bool
    def __init__(self, chats: _Optional[_Iterable[_Union[ExchangeRow, _Mapping]]] = ..., has_pages: _Optional[bool] = ...) -> None: ...

class ExchangeRow(_message.Message):
    __slots__ = ("id", "workspace_id", "prompt", "response", "include", "user_id", "thread_id", "api_session_id", "created_at", "last_updated_at", "feedback_score", "memory_processed", "workspace", "user")
    ID_FIELD_NUMBER: _ClassVar[int]
    WORKSPACE_ID_FIELD_NUMBER: _ClassVar[int]
    PROMPT_FIELD_NUMBER: _ClassVar[int]
    RESPONSE_FIELD_NUMBER: _ClassVar[int]
    INCLUDE_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    THREAD_ID_FIELD_NUMBER: _ClassVar[int]
    API_SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    LAST_UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    FEEDBACK_SCORE_FIELD_NUMBER: _ClassVar[int]
    MEMORY_PROCESSED_FIELD_NUMBER: _ClassVar[int]
    WORKSPACE_FIELD_NUMBER: _ClassVar[int]
    USER_FIELD_NUMBER: _ClassVar[int]
    id: int
    workspace_id: int
    prompt: str
    response: str
    include: bool
    user_id: int
    thread_id: int
    api_session_id: str
    created_at: str
    last_updated_at: str
    feedback_score: bool
    memory_processed: bool
    workspace: ExchangeWorkspace
    user: ExchangeUser
    def __init__(self, id: _Optional[int] = ..., workspace_id: _Optional[int] = ..., prompt: _Optional[str] = ..., response: _Optional[str] = ..., include: _Optional[bool] = ..., user_id: _Optional[int] = ..., thread_id: _Optional[int] = ..., api_session_id: _Optional[str] = ..., created_at: _Optional[str] = ..., last_updated_at: _Optional[str] = ..., feedback_score: _Optional[bool] = ..., memory_processed: _Optional[bool] = ..., workspace: _Optional[_Union[ExchangeWorkspace, _Mapping]] = ..., user: _Optional[_Union[ExchangeUser, _Mapping]] = ...) -> None: ...

class ExchangeWorkspace(_message.Message):
    __slots__ = ("name", "slug")
    NAME_FIELD_NUMBER: _ClassVar[int]
    SLUG_FIELD_NUMBER: _ClassVar[int]
    name: str
    slug: str
    def __init__(self, name: _Optional[str] = ..., slug: _Optional[str] = ...) -> None: ...

class ExchangeUser(_message.Message):
    __slots__ = ("username",)
    USERNAME_FIELD_NUMBER: _ClassVar[int]
    username: str
    def __init__(self, username: _Optional[str] = ...) -> None: ...
