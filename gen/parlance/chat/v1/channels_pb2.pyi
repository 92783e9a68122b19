from google.api import annotations_pb2 as _annotations_pb2
from parlance.common.v1 import common_pb2 as _common_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ListChannelsRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ChannelRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class WithUserRequest(_message.Message):
    __slots__ = ("user_id",)
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    def __init__(self, user_id: _Optional[str] = ...) -> None: ...

class Channel(_message.Message):
    __slots__ = ("id", "user_id", "type", "name", "description", "is_private", "data", "meta", "access_grants", "created_at", "updated_at", "updated_by", "archived_at", "archived_by", "deleted_at", "deleted_by")
    ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    IS_PRIVATE_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    ACCESS_GRANTS_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_BY_FIELD_NUMBER: _ClassVar[int]
    ARCHIVED_AT_FIELD_NUMBER: _ClassVar[int]
    ARCHIVED_BY_FIELD_NUMBER: _ClassVar[int]
    DELETED_AT_FIELD_NUMBER: _ClassVar[int]
    DELETED_BY_FIELD_NUMBER: _ClassVar[int]
    id: str
    user_id: str
    type: str
    name: str
    description: str
    is_private: bool
    data: bytes
    meta: bytes
    access_grants: bytes
    created_at: int
    updated_at: int
    updated_by: str
    archived_at: int
    archived_by: str
    deleted_at: int
    deleted_by: str
    def __init__(self, id: _Optional[str] = ..., user_id: _Optional[str] = ..., type: _Optional[str] = ..., name: _Optional[str] = ..., description: _Optional[str] = ..., is_private: _Optional[bool] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., access_grants: _Optional[bytes] = ..., created_at: _Optional[int] = ..., updated_at: _Optional[int] = ..., updated_by: _Optional[str] = ..., archived_at: _Optional[int] = ..., archived_by: _Optional[str] = ..., deleted_at: _Optional[int] = ..., deleted_by: _Optional[str] = ...) -> None: ...

class ChannelList(_message.Message):
    __slots__ = ("items",)
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[Channel]
    def __init__(self, items: _Optional[_Iterable[_Union[Channel, _Mapping]]] = ...) -> None: ...

class ChannelRow(_message.Message):
    __slots__ = ("id", "user_id", "type", "name", "description", "is_private", "data", "meta", "access_grants", "created_at", "updated_at", "updated_by", "archived_at", "archived_by", "deleted_at", "deleted_by", "is_channel_muted", "user_ids", "users", "last_message_at", "unread_count")
    ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    IS_PRIVATE_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    ACCESS_GRANTS_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_BY_FIELD_NUMBER: _ClassVar[int]
    ARCHIVED_AT_FIELD_NUMBER: _ClassVar[int]
    ARCHIVED_BY_FIELD_NUMBER: _ClassVar[int]
    DELETED_AT_FIELD_NUMBER: _ClassVar[int]
    DELETED_BY_FIELD_NUMBER: _ClassVar[int]
    IS_CHANNEL_MUTED_FIELD_NUMBER: _ClassVar[int]
    USER_IDS_FIELD_NUMBER: _ClassVar[int]
    USERS_FIELD_NUMBER: _ClassVar[int]
    LAST_MESSAGE_AT_FIELD_NUMBER: _ClassVar[int]
    UNREAD_COUNT_FIELD_NUMBER: _ClassVar[int]
    id: str
    user_id: str
    type: str
    name: str
    description: str
    is_private: bool
    data: bytes
    meta: bytes
    access_grants: bytes
    created_at: int
    updated_at: int
    updated_by: str
    archived_at: int
    archived_by: str
    deleted_at: int
    deleted_by: str
    is_channel_muted: bool
    user_ids: bytes
    users: bytes
    last_message_at: int
    unread_count: int
    def __init__(self, id: _Optional[str] = ..., user_id: _Optional[str] = ..., type: _Optional[str] = ..., name: _Optional[str] = ..., description: _Optional[str] = ..., is_private: _Optional[bool] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., access_grants: _Optional[bytes] = ..., created_at: _Optional[int] = ..., updated_at: _Optional[int] = ..., updated_by: _Optional[str] = ..., archived_at: _Optional[int] = ..., archived_by: _Optional[str] = ..., deleted_at: _Optional[int] = ..., deleted_by: _Optional[str] = ..., is_channel_muted: _Optional[bool] = ..., user_ids: _Optional[bytes] = ..., users: _Optional[bytes] = ..., last_message_at: _Optional[int] = ..., unread_count: _Optional[int] = ...) -> None: ...

class ChannelRows(_message.Message):
    __slots__ = ("items",)
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[ChannelRow]
    def __init__(self, items: _Optional[_Iterable[_Union[ChannelRow, _Mapping]]] = ...) -> None: ...

class ChannelDetails(_message.Message):
    __slots__ = ("id", "user_id", "type", "name", "description", "is_private", "data", "meta", "access_grants", "created_at", "updated_at", "updated_by", "archived_at", "archived_by", "deleted_at", "deleted_by", "is_manager", "write_access", "user_count", "is_channel_muted", "user_ids", "users", "last_read_at", "unread_count")
    ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    IS_PRIVATE_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    ACCESS_GRANTS_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_BY_FIELD_NUMBER: _ClassVar[int]
    ARCHIVED_AT_FIELD_NUMBER: _ClassVar[int]
    ARCHIVED_BY_FIELD_NUMBER: _ClassVar[int]
    DELETED_AT_FIELD_NUMBER: _ClassVar[int]
    DELETED_BY_FIELD_NUMBER: _ClassVar[int]
    IS_MANAGER_FIELD_NUMBER: _ClassVar[int]
    WRITE_ACCESS_FIELD_NUMBER: _ClassVar[int]
    USER_COUNT_FIELD_NUMBER: _ClassVar[int]
    IS_CHANNEL_MUTED_FIELD_NUMBER: _ClassVar[int]
    USER_IDS_FIELD_NUMBER: _ClassVar[int]
    USERS_FIELD_NUMBER: _ClassVar[int]
    LAST_READ_AT_FIELD_NUMBER: _ClassVar[int]
    UNREAD_COUNT_FIELD_NUMBER: _ClassVar[int]
    id: str
    user_id: str
    type: str
    name: str
    description: str
    is_private: bool
    data: bytes
    meta: bytes
    access_grants: bytes
    created_at: int
    updated_at: int
    updated_by: str
    archived_at: int
    archived_by: str
    deleted_at: int
    deleted_by: str
    is_manager: bool
    write_access: bool
    user_count: int
    is_channel_muted: bool
    user_ids: bytes
    users: bytes
    last_read_at: int
    unread_count: int
    def __init__(self, id: _Optional[str] = ..., user_id: _Optional[str] = ..., type: _Optional[str] = ..., name: _Optional[str] = ..., description: _Optional[str] = ..., is_private: _Optional[bool] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., access_grants: _Optional[bytes] = ..., created_at: _Optional[int] = ..., updated_at: _Optional[int] = ..., updated_by: _Optional[str] = ..., archived_at: _Optional[int] = ..., archived_by: _Optional[str] = ..., deleted_at: _Optional[int] = ..., deleted_by: _Optional[str] = ..., is_manager: _Optional[bool] = ..., write_access: _Optional[bool] = ..., user_count: _Optional[int] = ..., is_channel_muted: _Optional[bool] = ..., user_ids: _Optional[bytes] = ..., users: _Optional[bytes] = ..., last_read_at: _Optional[int] = ..., unread_count: _Optional[int] = ...) -> None: ...

class CreateChannelRequest(_message.Message):
    __slots__ = ("name", "description", "is_private", "data", "meta", "group_ids", "user_ids", "access_grants", "type")
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    IS_PRIVATE_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    GROUP_IDS_FIELD_NUMBER: _ClassVar[int]
    USER_IDS_FIELD_NUMBER: _ClassVar[int]
    ACCESS_GRANTS_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    name: str
    description: str
    is_private: bool
    data: bytes
    meta: bytes
    group_ids: _containers.RepeatedScalarFieldContainer[str]
    user_ids: _containers.RepeatedScalarFieldContainer[str]
    access_grants: bytes
    type: str
    def __init__(self, name: _Optional[str] = ..., description: _Optional[str] = ..., is_private: _Optional[bool] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., group_ids: _Optional[_Iterable[str]] = ..., user_ids: _Optional[_Iterable[str]] = ..., access_grants: _Optional[bytes] = ..., type: _Optional[str] = ...) -> None: ...

class UpdateChannelRequest(_message.Message):
    __slots__ = ("id", "form")
    ID_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    id: str
    form: ChannelForm
    def __init__(self, id: _Optional[str] = ..., form: _Optional[_Union[ChannelForm, _Mapping]] = ...) -> None: ...

class ChannelForm(_message.Message):
    __slots__ = ("name", "description", "is_private", "data", "meta", "group_ids", "user_ids", "access_grants")
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    IS_PRIVATE_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    GROUP_IDS_FIELD_NUMBER: _ClassVar[int]
    USER_IDS_FIELD_NUMBER: _ClassVar[int]
    ACCESS_GRANTS_FIELD_NUMBER: _ClassVar[int]
    name: str
    description: str
    is_private: bool
    data: bytes
    meta: bytes
    group_ids: _containers.RepeatedScalarFieldContainer[str]
    user_ids: _containers.RepeatedScalarFieldContainer[str]
    access_grants: bytes
    def __init__(self, name: _Optional[str] = ..., description: _Optional[str] = ..., is_private: _Optional[bool] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., group_ids: _Optional[_Iterable[str]] = ..., user_ids: _Optional[_Iterable[str]] = ..., access_grants: _Optional[bytes] = ...) -> None: ...

class UpdateChannelAccessRequest(_message.Message):
    __slots__ = ("id", "form")
    ID_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    id: str
    form: ChannelAccessForm
    def __init__(self, id: _Optional[str] = ..., form: _Optional[_Union[ChannelAccessForm, _Mapping]] = ...) -> None: ...

class ChannelAccessForm(_message.Message):
    __slots__ = ("access_grants",)
    ACCESS_GRANTS_FIELD_NUMBER: _ClassVar[int]
    access_grants: bytes
    def __init__(self, access_grants: _Optional[bytes] = ...) -> None: ...

class ListChannelMembersRequest(_message.Message):
    __slots__ = ("id", "query", "order_by", "direction", "page")
    ID_FIELD_NUMBER: _ClassVar[int]
    QUERY_FIELD_NUMBER: _ClassVar[int]
    ORDER_BY_FIELD_NUMBER: _ClassVar[int]
    DIRECTION_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    id: str
    query: str
    order_by: str
    direction: str
    page: int
    def __init__(self, id: _Optional[str] = ..., query: _Optional[str] = ..., order_by: _Optional[str] = ..., direction: _Optional[str] = ..., page: _Optional[int] = ...) -> None: ...

class ChannelMembers(_message.Message):
    __slots__ = ("users", "total")
    USERS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    users: _containers.RepeatedCompositeFieldContainer[ChannelPerson]
    total: int
    def __init__(self, users: _Optional[_Iterable[_Union[ChannelPerson, _Mapping]]] = ..., total: _Optional[int] = ...) -> None: ...

class ChannelPerson(_message.Message):
    __slots__ = ("id", "email", "name", "role", "profile_image_url", "presence_state", "status_emoji", "status_message", "status_expires_at", "is_active")
    ID_FIELD_NUMBER: _ClassVar[int]
    EMAIL_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    PROFILE_IMAGE_URL_FIELD_NUMBER: _ClassVar[int]
    PRESENCE_STATE_FIELD_NUMBER: _ClassVar[int]
    STATUS_EMOJI_FIELD_NUMBER: _ClassVar[int]
    STATUS_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    STATUS_EXPIRES_AT_FIELD_NUMBER: _ClassVar[int]
    IS_ACTIVE_FIELD_NUMBER: _ClassVar[int]
    id: str
    email: str
    name: str
    role: str
    profile_image_url: str
    presence_state: str
    status_emoji: str
    status_message: str
    status_expires_at: int
    is_active: bool
    def __init__(self, id: _Optional[str] = ..., email: _Optional[str] = ..., name: _Optional[str] = ..., role: _Optional[str] = ..., profile_image_url: _Optional[str] = ..., presence_state: _Optional[str] = ..., status_emoji: _Optional[str] = ..., status_message: _Optional[str] = ..., status_expires_at: _Optional[int] = ..., is_active: _Optional[bool] = ...) -> None: ...

class AddChannelMembersRequest(_message.Message):
    __slots__ = ("id", "form")
    ID_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    id: str
    form: AddChannelMembersForm
    def __init__(self, id: _Optional[str] = ..., form: _Optional[_Union[AddChannelMembersForm, _Mapping]] = ...) -> None: ...

class AddChannelMembersForm(_message.Message):
    __slots__ = ("user_ids", "group_ids")
    USER_IDS_FIELD_NUMBER: _ClassVar[int]
    GROUP_IDS_FIELD_NUMBER: _ClassVar[int]
    user_ids: _containers.RepeatedScalarFieldContainer[str]
    group_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, user_ids: _Optional[_Iterable[str]] = ..., group_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class RemoveChannelMembersRequest(_message.Message):
    __slots__ = ("id", "form")
    ID_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    id: str
    form: RemoveChannelMembersForm
    def __init__(self, id: _Optional[str] = ..., form: _Optional[_Union[RemoveChannelMembersForm, _Mapping]] = ...) -> None: ...

class RemoveChannelMembersForm(_message.Message):
    __slots__ = ("user_ids",)
    USER_IDS_FIELD_NUMBER: _ClassVar[int]
    user_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, user_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class RemoveChannelMemberRequest(_message.Message):
    __slots__ = ("id", "user_id")
    ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    user_id: str
    def __init__(self, id: _Optional[str] = ..., user_id: _Optional[str] = ...) -> None: ...

class CountValue(_message.Message):
    __slots__ = ("value",)
    VALUE_FIELD_NUMBER: _ClassVar[int]
    value: int
    def __init__(self, value: _Optional[int] = ...) -> None: ...

class ChannelMemberList(_message.Message):
    __slots__ = ("items",)
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[ChannelMember]
    def __init__(self, items: _Optional[_Iterable[_Union[ChannelMember, _Mapping]]] = ...) -> None: ...

class ChannelMember(_message.Message):
    __slots__ = ("id", "channel_id", "user_id", "app_id", "role", "status", "is_active", "is_channel_muted", "is_channel_pinned", "data", "meta", "invited_at", "invited_by", "joined_at", "left_at", "last_read_at", "created_at", "updated_at")
    ID_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    APP_ID_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    IS_ACTIVE_FIELD_NUMBER: _ClassVar[int]
    IS_CHANNEL_MUTED_FIELD_NUMBER: _ClassVar[int]
    IS_CHANNEL_PINNED_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    INVITED_AT_FIELD_NUMBER: _ClassVar[int]
    INVITED_BY_FIELD_NUMBER: _ClassVar[int]
    JOINED_AT_FIELD_NUMBER: _ClassVar[int]
    LEFT_AT_FIELD_NUMBER: _ClassVar[int]
    LAST_READ_AT_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    id: str
    channel_id: str
    user_id: str
    app_id: str
    role: str
    status: str
    is_active: bool
    is_channel_muted: bool
    is_channel_pinned: bool
    data: bytes
    meta: bytes
    invited_at: int
    invited_by: str
    joined_at: int
    left_at: int
    last_read_at: int
    created_at: int
    updated_at: int
    def __init__(self, id: _Optional[str] = ..., channel_id: _Optional[str] = ..., user_id: _Optional[str] = ..., app_id: _Optional[str] = ..., role: _Optional[str] = ..., status: _Optional[str] = ..., is_active: _Optional[bool] = ..., is_channel_muted: _Optional[bool] = ..., is_channel_pinned: _Optional[bool] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., invited_at: _Optional[int] = ..., invited_by: _Optional[str] = ..., joined_at: _Optional[int] = ..., left_at: _Optional[int] = ..., last_read_at: _Optional[int] = ..., created_at: _Optional[int] = ..., updated_at: _Optional[int] = ...) -> None: ...

class SetChannelActiveRequest(_message.Message):
    __slots__ = ("id", "form")
    ID_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    id: str
    form: ChannelActiveForm
    def __init__(self, id: _Optional[str] = ..., form: _Optional[_Union[ChannelActiveForm, _Mapping]] = ...) -> None: ...

class ChannelActiveForm(_message.Message):
    __slots__ = ("is_active",)
    IS_ACTIVE_FIELD_NUMBER: _ClassVar[int]
    is_active: bool
    def __init__(self, is_active: _Optional[bool] = ...) -> None: ...

class SetChannelMutedRequest(_message.Message):
    __slots__ = ("id", "form")
    ID_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    id: str
    form: ChannelMuted
    def __init__(self, id: _Optional[str] = ..., form: _Optional[_Union[ChannelMuted, _Mapping]] = ...) -> None: ...

class ChannelMuted(_message.Message):
    __slots__ = ("is_channel_muted",)
    IS_CHANNEL_MUTED_FIELD_NUMBER: _ClassVar[int]
    is_channel_muted: bool
    def __init__(self, is_channel_muted: _Optional[bool] = ...) -> None: ...
