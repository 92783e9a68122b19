from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class UserNumbered(_message.Message):
    __slots__ = ("user_id", "number")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    number: int
    def __init__(self, user_id: _Optional[str] = ..., number: _Optional[int] = ...) -> None: ...

class InstanceProfileChanged(_message.Message):
    __slots__ = ("user_id", "username", "manager", "daily_message_limit")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    USERNAME_FIELD_NUMBER: _ClassVar[int]
    MANAGER_FIELD_NUMBER: _ClassVar[int]
    DAILY_MESSAGE_LIMIT_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    username: str
    manager: bool
    daily_message_limit: int
    def __init__(self, user_id: _Optional[str] = ..., username: _Optional[str] = ..., manager: _Optional[bool] = ..., daily_message_limit: _Optional[int] = ...) -> None: ...

class SignInTokenIssued(_message.Message):
    __slots__ = ("user_id", "expires_at")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_AT_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    expires_at: int
    def __init__(self, user_id: _Optional[str] = ..., expires_at: _Optional[int] = ...) -> None: ...

class InviteCreated(_message.Message):
    __slots__ = ("invite_id", "number", "workspaces", "created_by")
    INVITE_ID_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    WORKSPACES_FIELD_NUMBER: _ClassVar[int]
    CREATED_BY_FIELD_NUMBER: _ClassVar[int]
    invite_id: str
    number: int
    workspaces: _containers.RepeatedScalarFieldContainer[int]
    created_by: str
    def __init__(self, invite_id: _Optional[str] = ..., number: _Optional[int] = ..., workspaces: _Optional[_Iterable[int]] = ..., created_by: _Optional[str] = ...) -> None: ...

class InviteDisabled(_message.Message):
    __slots__ = ("invite_id",)
    INVITE_ID_FIELD_NUMBER: _ClassVar[int]
    invite_id: str
    def __init__(self, invite_id: _Optional[str] = ...) -> None: ...

class InviteClaimed(_message.Message):
    __slots__ = ("invite_id", "user_id", "workspaces")
    INVITE_ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    WORKSPACES_FIELD_NUMBER: _ClassVar[int]
    invite_id: str
    user_id: str
    workspaces: _containers.RepeatedScalarFieldContainer[int]
    def __init__(self, invite_id: _Optional[str] = ..., user_id: _Optional[str] = ..., workspaces: _Optional[_Iterable[int]] = ...) -> None: ...
