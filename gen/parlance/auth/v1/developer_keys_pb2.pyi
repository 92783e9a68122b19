from google.api import annotations_pb2 as _annotations_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CheckDeveloperKeyRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class DeveloperKeyCheck(_message.Message):
    __slots__ = ("authenticated",)
    AUTHENTICATED_FIELD_NUMBER: _ClassVar[int]
    authenticated: bool
    def __init__(self, authenticated: _Optional[bool] = ...) -> None: ...

class CreateDeveloperKeyRequest(_message.Message):
    __slots__ = ("name", "expires_at")
    NAME_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_AT_FIELD_NUMBER: _ClassVar[int]
    name: str
    expires_at: int
    def __init__(self, name: _Optional[str] = ..., expires_at: _Optional[int] = ...) -> None: ...

class CreatedDeveloperKey(_message.Message):
    __slots__ = ("key", "secret")
    KEY_FIELD_NUMBER: _ClassVar[int]
    SECRET_FIELD_NUMBER: _ClassVar[int]
    key: DeveloperKey
    secret: str
    def __init__(self, key: _Optional[_Union[DeveloperKey, _Mapping]] = ..., secret: _Optional[str] = ...) -> None: ...

class ListDeveloperKeysRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class DeveloperKeyList(_message.Message):
    __slots__ = ("keys",)
    KEYS_FIELD_NUMBER: _ClassVar[int]
    keys: _containers.RepeatedCompositeFieldContainer[DeveloperKey]
    def __init__(self, keys: _Optional[_Iterable[_Union[DeveloperKey, _Mapping]]] = ...) -> None: ...

class DeveloperKey(_message.Message):
    __slots__ = ("id", "name", "hint", "created_by", "created_at", "last_used_at", "expires_at")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    HINT_FIELD_NUMBER: _ClassVar[int]
    CREATED_BY_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    LAST_USED_AT_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_AT_FIELD_NUMBER: _ClassVar[int]
    id: str
    name: str
    hint: str
    created_by: str
    created_at: int
    last_used_at: int
    expires_at: int
    def __init__(self, id: _Optional[str] = ..., name: _Optional[str] = ..., hint: _Optional[str] = ..., created_by: _Optional[str] = ..., created_at: _Optional[int] = ..., last_used_at: _Optional[int] = ..., expires_at: _Optional[int] = ...) -> None: ...

class RevokeDeveloperKeyRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class RevokedDeveloperKey(_message.Message):
    __slots__ = ("revoked",)
    REVOKED_FIELD_NUMBER: _ClassVar[int]
    revoked: bool
    def __init__(self, revoked: _Optional[bool] = ...) -> None: ...
