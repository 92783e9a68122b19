from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class ApiKeyAdded(_message.Message):
    __slots__ = ("user_id", "key_id", "name", "scopes", "expires_at", "hint")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    KEY_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    SCOPES_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_AT_FIELD_NUMBER: _ClassVar[int]
    HINT_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    key_id: str
    name: str
    scopes: _containers.RepeatedScalarFieldContainer[str]
    expires_at: int
    hint: str
    def __init__(self, user_id: _Optional[str] = ..., key_id: _Optional[str] = ..., name: _Optional[str] = ..., scopes: _Optional[_Iterable[str]] = ..., expires_at: _Optional[int] = ..., hint: _Optional[str] = ...) -> None: ...

class ApiKeyRemoved(_message.Message):
    __slots__ = ("user_id", "key_id")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    KEY_ID_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    key_id: str
    def __init__(self, user_id: _Optional[str] = ..., key_id: _Optional[str] = ...) -> None: ...

class ScimTokenCreated(_message.Message):
    __slots__ = ("user_id", "key_id", "provider", "view", "name", "hint", "created_by", "expires_at")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    KEY_ID_FIELD_NUMBER: _ClassVar[int]
    PROVIDER_FIELD_NUMBER: _ClassVar[int]
    VIEW_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    HINT_FIELD_NUMBER: _ClassVar[int]
    CREATED_BY_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_AT_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    key_id: str
    provider: str
    view: str
    name: str
    hint: str
    created_by: str
    expires_at: int
    def __init__(self, user_id: _Optional[str] = ..., key_id: _Optional[str] = ..., provider: _Optional[str] = ..., view: _Optional[str] = ..., name: _Optional[str] = ..., hint: _Optional[str] = ..., created_by: _Optional[str] = ..., expires_at: _Optional[int] = ...) -> None: ...

class ScimTokenRevoked(_message.Message):
    __slots__ = ("user_id", "key_id")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    KEY_ID_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    key_id: str
    def __init__(self, user_id: _Optional[str] = ..., key_id: _Optional[str] = ...) -> None: ...
