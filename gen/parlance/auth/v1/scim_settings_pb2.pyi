from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ScimSettings(_message.Message):
    __slots__ = ("default_role", "roles")
    DEFAULT_ROLE_FIELD_NUMBER: _ClassVar[int]
    ROLES_FIELD_NUMBER: _ClassVar[int]
    default_role: str
    roles: _containers.RepeatedCompositeFieldContainer[ScimRoleRule]
    def __init__(self, default_role: _Optional[str] = ..., roles: _Optional[_Iterable[_Union[ScimRoleRule, _Mapping]]] = ...) -> None: ...

class ScimRoleRule(_message.Message):
    __slots__ = ("filter", "role")
    FILTER_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    filter: str
    role: str
    def __init__(self, filter: _Optional[str] = ..., role: _Optional[str] = ...) -> None: ...
