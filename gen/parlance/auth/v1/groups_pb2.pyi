from google.api import annotations_pb2 as _annotations_pb2
from parlance.auth.v1 import users_pb2 as _users_pb2
from parlance.common.v1 import common_pb2 as _common_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ListGroupsRequest(_message.Message):
    __slots__ = ("share",)
    SHARE_FIELD_NUMBER: _ClassVar[int]
    share: bool
    def __init__(self, share: _Optional[bool] = ...) -> None: ...

class GroupList(_message.Message):
    __slots__ = ("groups",)
    GROUPS_FIELD_NUMBER: _ClassVar[int]
    groups: _containers.RepeatedCompositeFieldContainer[GroupReply]
    def __init__(self, groups: _Optional[_Iterable[_Union[GroupReply, _Mapping]]] = ...) -> None: ...

class GroupRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class GroupForm(_message.Message):
    __slots__ = ("parent_group_id", "name", "description", "permissions", "data")
    PARENT_GROUP_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    PERMISSIONS_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    parent_group_id: str
    name: str
    description: str
    permissions: bytes
    data: bytes
    def __init__(self, parent_group_id: _Optional[str] = ..., name: _Optional[str] = ..., description: _Optional[str] = ..., permissions: _Optional[bytes] = ..., data: _Optional[bytes] = ...) -> None: ...

class UpdateGroupRequest(_message.Message):
    __slots__ = ("id", "form")
    ID_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    id: str
    form: GroupForm
    def __init__(self, id: _Optional[str] = ..., form: _Optional[_Union[GroupForm, _Mapping]] = ...) -> None: ...

class GroupRow(_message.Message):
    __slots__ = ("parent_group_id", "id", "user_id", "name", "description", "data", "meta", "permissions", "created_at", "updated_at")
    PARENT_GROUP_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    PERMISSIONS_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    parent_group_id: str
    id: str
    user_id: str
    name: str
    description: str
    data: bytes
    meta: bytes
    permissions: bytes
    created_at: int
    updated_at: int
    def __init__(self, parent_group_id: _Optional[str] = ..., id: _Optional[str] = ..., user_id: _Optional[str] = ..., name: _Optional[str] = ..., description: _Optional[str] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., permissions: _Optional[bytes] = ..., created_at: _Optional[int] = ..., updated_at: _Optional[int] = ...) -> None: ...

class GroupRows(_message.Message):
    __slots__ = ("groups",)
    GROUPS_FIELD_NUMBER: _ClassVar[int]
    groups: _containers.RepeatedCompositeFieldContainer[GroupRow]
    def __init__(self, groups: _Optional[_Iterable[_Union[GroupRow, _Mapping]]] = ...) -> None: ...

class GroupReply(_message.Message):
    __slots__ = ("parent_group_id", "id", "user_id", "name", "description", "data", "meta", "permissions", "created_at", "updated_at", "member_count")
    PARENT_GROUP_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    PERMISSIONS_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    MEMBER_COUNT_FIELD_NUMBER: _ClassVar[int]
    parent_group_id: str
    id: str
    user_id: str
    name: str
    description: str
    data: bytes
    meta: bytes
    permissions: bytes
    created_at: int
    updated_at: int
    member_count: int
    def __init__(self, parent_group_id: _Optional[str] = ..., id: _Optional[str] = ..., user_id: _Optional[str] = ..., name: _Optional[str] = ..., description: _Optional[str] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., permissions: _Optional[bytes] = ..., created_at: _Optional[int] = ..., updated_at: _Optional[int] = ..., member_count: _Optional[int] = ...) -> None: ...

class GroupExport(_message.Message):
    __slots__ = ("parent_group_id", "id", "user_id", "name", "description", "data", "meta", "permissions", "created_at", "updated_at", "member_count", "user_ids")
    PARENT_GROUP_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    PERMISSIONS_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    MEMBER_COUNT_FIELD_NUMBER: _ClassVar[int]
    USER_IDS_FIELD_NUMBER: _ClassVar[int]
    parent_group_id: str
    id: str
    user_id: str
    name: str
    description: str
    data: bytes
    meta: bytes
    permissions: bytes
    created_at: int
    updated_at: int
    member_count: int
    user_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, parent_group_id: _Optional[str] = ..., id: _Optional[str] = ..., user_id: _Optional[str] = ..., name: _Optional[str] = ..., description: _Optional[str] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., permissions: _Optional[bytes] = ..., created_at: _Optional[int] = ..., updated_at: _Optional[int] = ..., member_count: _Optional[int] = ..., user_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class GroupInfo(_message.Message):
    __slots__ = ("parent_group_id", "id", "user_id", "name", "description", "member_count", "created_at", "updated_at")
    PARENT_GROUP_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    MEMBER_COUNT_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    parent_group_id: str
    id: str
    user_id: str
    name: str
    description: str
    member_count: int
    created_at: int
    updated_at: int
    def __init__(self, parent_group_id: _Optional[str] = ..., id: _Optional[str] = ..., user_id: _Optional[str] = ..., name: _Optional[str] = ..., description: _Optional[str] = ..., member_count: _Optional[int] = ..., created_at: _Optional[int] = ..., updated_at: _Optional[int] = ...) -> None: ...

class GroupUsersRequest(_message.Message):
    __slots__ = ("id", "form")
    ID_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    id: str
    form: UserIdsForm
    def __init__(self, id: _Optional[str] = ..., form: _Optional[_Union[UserIdsForm, _Mapping]] = ...) -> None: ...

class UserIdsForm(_message.Message):
    __slots__ = ("user_ids",)
    USER_IDS_FIELD_NUMBER: _ClassVar[int]
    user_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, user_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class GroupUsers(_message.Message):
    __slots__ = ("users",)
    USERS_FIELD_NUMBER: _ClassVar[int]
    users: _containers.RepeatedCompositeFieldContainer[_users_pb2.UserSummary]
    def __init__(self, users: _Optional[_Iterable[_Union[_users_pb2.UserSummary, _Mapping]]] = ...) -> None: ...

class ListGroupMembersRequest(_message.Message):
    __slots__ = ("id", "membership", "query", "page")
    ID_FIELD_NUMBER: _ClassVar[int]
    MEMBERSHIP_FIELD_NUMBER: _ClassVar[int]
    QUERY_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    id: str
    membership: str
    query: str
    page: int
    def __init__(self, id: _Optional[str] = ..., membership: _Optional[str] = ..., query: _Optional[str] = ..., page: _Optional[int] = ...) -> None: ...

class GroupMembersPage(_message.Message):
    __slots__ = ("items", "total", "counts")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    COUNTS_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[GroupMember]
    total: int
    counts: MembershipCounts
    def __init__(self, items: _Optional[_Iterable[_Union[GroupMember, _Mapping]]] = ..., total: _Optional[int] = ..., counts: _Optional[_Union[MembershipCounts, _Mapping]] = ...) -> None: ...

class MembershipCounts(_message.Message):
    __slots__ = ("direct", "inherited", "effective")
    DIRECT_FIELD_NUMBER: _ClassVar[int]
    INHERITED_FIELD_NUMBER: _ClassVar[int]
    EFFECTIVE_FIELD_NUMBER: _ClassVar[int]
    direct: int
    inherited: int
    effective: int
    def __init__(self, direct: _Optional[int] = ..., inherited: _Optional[int] = ..., effective: _Optional[int] = ...) -> None: ...

class GroupMember(_message.Message):
    __slots__ = ("status_emoji", "status_message", "status_expires_at", "id", "name", "email", "role", "bio", "last_active_at", "timezone", "groups", "is_active", "membership_type", "via_group_ids")
    STATUS_EMOJI_FIELD_NUMBER: _ClassVar[int]
    STATUS_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    STATUS_EXPIRES_AT_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    EMAIL_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    BIO_FIELD_NUMBER: _ClassVar[int]
    LAST_ACTIVE_AT_FIELD_NUMBER: _ClassVar[int]
    TIMEZONE_FIELD_NUMBER: _ClassVar[int]
    GROUPS_FIELD_NUMBER: _ClassVar[int]
    IS_ACTIVE_FIELD_NUMBER: _ClassVar[int]
    MEMBERSHIP_TYPE_FIELD_NUMBER: _ClassVar[int]
    VIA_GROUP_IDS_FIELD_NUMBER: _ClassVar[int]
    status_emoji: str
    status_message: str
    status_expires_at: int
    id: str
    name: str
    email: str
    role: str
    bio: str
    last_active_at: int
    timezone: str
    groups: _containers.RepeatedScalarFieldContainer[str]
    is_active: bool
    membership_type: str
    via_group_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, status_emoji: _Optional[str] = ..., status_message: _Optional[str] = ..., status_expires_at: _Optional[int] = ..., id: _Optional[str] = ..., name: _Optional[str] = ..., email: _Optional[str] = ..., role: _Optional[str] = ..., bio: _Optional[str] = ..., last_active_at: _Optional[int] = ..., timezone: _Optional[str] = ..., groups: _Optional[_Iterable[str]] = ..., is_active: _Optional[bool] = ..., membership_type: _Optional[str] = ..., via_group_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class FindShareableRequest(_message.Message):
    __slots__ = ("group_ids",)
    GROUP_IDS_FIELD_NUMBER: _ClassVar[int]
    group_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, group_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class FindShareableReply(_message.Message):
    __slots__ = ("group_ids",)
    GROUP_IDS_FIELD_NUMBER: _ClassVar[int]
    group_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, group_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class ListOwnGroupsRequest(_message.Message):
    __slots__ = ("include_inherited",)
    INCLUDE_INHERITED_FIELD_NUMBER: _ClassVar[int]
    include_inherited: bool
    def __init__(self, include_inherited: _Optional[bool] = ...) -> None: ...

class ListUserGroupsRequest(_message.Message):
    __slots__ = ("user_id", "include_inherited")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    INCLUDE_INHERITED_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    include_inherited: bool
    def __init__(self, user_id: _Optional[str] = ..., include_inherited: _Optional[bool] = ...) -> None: ...
