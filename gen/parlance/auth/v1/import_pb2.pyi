from google.api import annotations_pb2 as _annotations_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ImportUsersRequest(_message.Message):
    __slots__ = ("users",)
    USERS_FIELD_NUMBER: _ClassVar[int]
    users: _containers.RepeatedCompositeFieldContainer[ImportedUser]
    def __init__(self, users: _Optional[_Iterable[_Union[ImportedUser, _Mapping]]] = ...) -> None: ...

class ImportedUser(_message.Message):
    __slots__ = ("email", "name", "password_hash", "role", "active")
    EMAIL_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    PASSWORD_HASH_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    ACTIVE_FIELD_NUMBER: _ClassVar[int]
    email: str
    name: str
    password_hash: str
    role: str
    active: bool
    def __init__(self, email: _Optional[str] = ..., name: _Optional[str] = ..., password_hash: _Optional[str] = ..., role: _Optional[str] = ..., active: _Optional[bool] = ...) -> None: ...

class ImportUsersReply(_message.Message):
    __slots__ = ("imported", "outcomes")
    IMPORTED_FIELD_NUMBER: _ClassVar[int]
    OUTCOMES_FIELD_NUMBER: _ClassVar[int]
    imported: int
    outcomes: _containers.RepeatedCompositeFieldContainer[ImportOutcome]
    def __init__(self, imported: _Optional[int] = ..., outcomes: _Optional[_Iterable[_Union[ImportOutcome, _Mapping]]] = ...) -> None: ...

class ImportOutcome(_message.Message):
    __slots__ = ("id", "error")
    ID_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    id: str
    error: str
    def __init__(self, id: _Optional[str] = ..., error: _Optional[str] = ...) -> None: ...
