from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class GroupCreated(_message.Message):
    __slots__ = ("group_id", "name", "description", "data", "permissions", "provider", "external_id", "created_by")
    GROUP_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    PERMISSIONS_FIELD_NUMBER: _ClassVar[int]
    PROVIDER_FIELD_NUMBER: _ClassVar[int]
    EXTERNAL_ID_FIELD_NUMBER: _ClassVar[int]
    CREATED_BY_FIELD_NUMBER: _ClassVar[int]
    group_id: str
    name: str
    description: str
    data: bytes
    permissions: bytes
    provider: str
    external_id: str
    created_by: str
    def __init__(self, group_id: _Optional[str] = ..., name: _Optional[str] = ..., description: _Optional[str] = ..., data: _Optional[bytes] = ..., permissions: _Optional[bytes] = ..., provider: _Optional[str] = ..., external_id: _Optional[str] = ..., created_by: _Optional[str] = ...) -> None: ...

class GroupChanged(_message.Message):
    __slots__ = ("group_id", "name", "description", "data", "external_id")
    GROUP_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    EXTERNAL_ID_FIELD_NUMBER: _ClassVar[int]
    group_id: str
    name: str
    description: str
    data: bytes
    external_id: str
    def __init__(self, group_id: _Optional[str] = ..., name: _Optional[str] = ..., description: _Optional[str] = ..., data: _Optional[bytes] = ..., external_id: _Optional[str] = ...) -> None: ...

class GroupPermissionsChanged(_message.Message):
    __slots__ = ("group_id", "permissions")
    GROUP_ID_FIELD_NUMBER: _ClassVar[int]
    PERMISSIONS_FIELD_NUMBER: _ClassVar[int]
    group_id: str
    permissions: bytes
    def __init__(self, group_id: _Optional[str] = ..., permissions: _Optional[bytes] = ...) -> None: ...

class GroupRightsChanged(_message.Message):
    __slots__ = ("group_id",)
    GROUP_ID_FIELD_NUMBER: _ClassVar[int]
    group_id: str
    def __init__(self, group_id: _Optional[str] = ...) -> None: ...

class GroupMembersAdded(_message.Message):
    __slots__ = ("group_id", "user_ids", "membership_versions", "member_count")
    GROUP_ID_FIELD_NUMBER: _ClassVar[int]
    USER_IDS_FIELD_NUMBER: _ClassVar[int]
    MEMBERSHIP_VERSIONS_FIELD_NUMBER: _ClassVar[int]
    MEMBER_COUNT_FIELD_NUMBER: _ClassVar[int]
    group_id: str
    user_ids: _containers.RepeatedScalarFieldContainer[str]
    membership_versions: _containers.RepeatedScalarFieldContainer[int]
    member_count: int
    def __init__(self, group_id: _Optional[str] = ..., user_ids: _Optional[_Iterable[str]] = ..., membership_versions: _Optional[_Iterable[int]] = ..., member_count: _Optional[int] = ...) -> None: ...

class GroupMembersRemoved(_message.Message):
    __slots__ = ("group_id", "user_ids", "membership_versions", "member_count")
    GROUP_ID_FIELD_NUMBER: _ClassVar[int]
    USER_IDS_FIELD_NUMBER: _ClassVar[int]
    MEMBERSHIP_VERSIONS_FIELD_NUMBER: _ClassVar[int]
    MEMBER_COUNT_FIELD_NUMBER: _ClassVar[int]
    group_id: str
    user_ids: _containers.RepeatedScalarFieldContainer[str]
    membership_versions: _containers.RepeatedScalarFieldContainer[int]
    member_count: int
    def __init__(self, group_id: _Optional[str] = ..., user_ids: _Optional[_Iterable[str]] = ..., membership_versions: _Optional[_Iterable[int]] = ..., member_count: _Optional[int] = ...) -> None: ...

class GroupDeleted(_message.Message):
    __slots__ = ("group_id",)
    GROUP_ID_FIELD_NUMBER: _ClassVar[int]
    group_id: str
    def __init__(self, group_id: _Optional[str] = ...) -> None: ...
