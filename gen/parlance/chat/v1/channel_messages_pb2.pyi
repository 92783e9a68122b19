from google.api import annotations_pb2 as _annotations_pb2
from parlance.common.v1 import common_pb2 as _common_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ListChannelMessagesRequest(_message.Message):
    __slots__ = ("id", "skip", "limit")
    ID_FIELD_NUMBER: _ClassVar[int]
    SKIP_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    id: str
    skip: int
    limit: int
    def __init__(self, id: _Optional[str] = ..., skip: _Optional[int] = ..., limit: _Optional[int] = ...) -> None: ...

class ListThreadRequest(_message.Message):
    __slots__ = ("id", "message_id", "skip", "limit", "around", "before")
    ID_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    SKIP_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    AROUND_FIELD_NUMBER: _ClassVar[int]
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    id: str
    message_id: str
    skip: int
    limit: int
    around: str
    before: str
    def __init__(self, id: _Optional[str] = ..., message_id: _Optional[str] = ..., skip: _Optional[int] = ..., limit: _Optional[int] = ..., around: _Optional[str] = ..., before: _Optional[str] = ...) -> None: ...

class ListPinnedMessagesRequest(_message.Message):
    __slots__ = ("id", "page")
    ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    id: str
    page: int
    def __init__(self, id: _Optional[str] = ..., page: _Optional[int] = ...) -> None: ...

class ChannelMessageRequest(_message.Message):
    __slots__ = ("id", "message_id")
    ID_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    message_id: str
    def __init__(self, id: _Optional[str] = ..., message_id: _Optional[str] = ...) -> None: ...

class ChannelMessage(_message.Message):
    __slots__ = ("id", "user_id", "app_id", "channel_id", "reply_to_id", "parent_id", "is_pinned", "pinned_by", "pinned_at", "content", "data", "meta", "created_at", "updated_at", "etag")
    ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    APP_ID_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    REPLY_TO_ID_FIELD_NUMBER: _ClassVar[int]
    PARENT_ID_FIELD_NUMBER: _ClassVar[int]
    IS_PINNED_FIELD_NUMBER: _ClassVar[int]
    PINNED_BY_FIELD_NUMBER: _ClassVar[int]
    PINNED_AT_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    id: str
    user_id: str
    app_id: str
    channel_id: str
    reply_to_id: str
    parent_id: str
    is_pinned: bool
    pinned_by: str
    pinned_at: int
    content: str
    data: bytes
    meta: bytes
    created_at: int
    updated_at: int
    etag: str
    def __init__(self, id: _Optional[str] = ..., user_id: _Optional[str] = ..., app_id: _Optional[str] = ..., channel_id: _Optional[str] = ..., reply_to_id: _Optional[str] = ..., parent_id: _Optional[str] = ..., is_pinned: _Optional[bool] = ..., pinned_by: _Optional[str] = ..., pinned_at: _Optional[int] = ..., content: _Optional[str] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., created_at: _Optional[int] = ..., updated_at: _Optional[int] = ..., etag: _Optional[str] = ...) -> None: ...

class ChannelAuthor(_message.Message):
    __slots__ = ("id", "name", "role")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    id: str
    name: str
    role: str
    def __init__(self, id: _Optional[str] = ..., name: _Optional[str] = ..., role: _Optional[str] = ...) -> None: ...

class QuotedMessage(_message.Message):
    __slots__ = ("id", "user_id", "app_id", "channel_id", "reply_to_id", "parent_id", "is_pinned", "pinned_by", "pinned_at", "content", "data", "meta", "created_at", "updated_at", "user", "etag")
    ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    APP_ID_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    REPLY_TO_ID_FIELD_NUMBER: _ClassVar[int]
    PARENT_ID_FIELD_NUMBER: _ClassVar[int]
    IS_PINNED_FIELD_NUMBER: _ClassVar[int]
    PINNED_BY_FIELD_NUMBER: _ClassVar[int]
    PINNED_AT_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    USER_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    id: str
    user_id: str
    app_id: str
    channel_id: str
    reply_to_id: str
    parent_id: str
    is_pinned: bool
    pinned_by: str
    pinned_at: int
    content: str
    data: bytes
    meta: bytes
    created_at: int
    updated_at: int
    user: ChannelAuthor
    etag: str
    def __init__(self, id: _Optional[str] = ..., user_id: _Optional[str] = ..., app_id: _Optional[str] = ..., channel_id: _Optional[str] = ..., reply_to_id: _Optional[str] = ..., parent_id: _Optional[str] = ..., is_pinned: _Optional[bool] = ..., pinned_by: _Optional[str] = ..., pinned_at: _Optional[int] = ..., content: _Optional[str] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., created_at: _Optional[int] = ..., updated_at: _Optional[int] = ..., user: _Optional[_Union[ChannelAuthor, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class PinnedMessage(_message.Message):
    __slots__ = ("id", "user_id", "app_id", "channel_id", "reply_to_id", "parent_id", "is_pinned", "pinned_by", "pinned_at", "content", "data", "meta", "created_at", "updated_at", "user", "reactions", "etag")
    ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    APP_ID_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    REPLY_TO_ID_FIELD_NUMBER: _ClassVar[int]
    PARENT_ID_FIELD_NUMBER: _ClassVar[int]
    IS_PINNED_FIELD_NUMBER: _ClassVar[int]
    PINNED_BY_FIELD_NUMBER: _ClassVar[int]
    PINNED_AT_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    USER_FIELD_NUMBER: _ClassVar[int]
    REACTIONS_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    id: str
    user_id: str
    app_id: str
    channel_id: str
    reply_to_id: str
    parent_id: str
    is_pinned: bool
    pinned_by: str
    pinned_at: int
    content: str
    data: bytes
    meta: bytes
    created_at: int
    updated_at: int
    user: ChannelAuthor
    reactions: _containers.RepeatedCompositeFieldContainer[ReactionCount]
    etag: str
    def __init__(self, id: _Optional[str] = ..., user_id: _Optional[str] = ..., app_id: _Optional[str] = ..., channel_id: _Optional[str] = ..., reply_to_id: _Optional[str] = ..., parent_id: _Optional[str] = ..., is_pinned: _Optional[bool] = ..., pinned_by: _Optional[str] = ..., pinned_at: _Optional[int] = ..., content: _Optional[str] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., created_at: _Optional[int] = ..., updated_at: _Optional[int] = ..., user: _Optional[_Union[ChannelAuthor, _Mapping]] = ..., reactions: _Optional[_Iterable[_Union[ReactionCount, _Mapping]]] = ..., etag: _Optional[str] = ...) -> None: ...

class ChannelMessageRow(_message.Message):
    __slots__ = ("id", "user_id", "app_id", "channel_id", "reply_to_id", "parent_id", "is_pinned", "pinned_by", "pinned_at", "content", "data", "meta", "created_at", "updated_at", "user", "reply_to_message", "latest_reply_at", "reply_count", "reactions", "etag")
    ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    APP_ID_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    REPLY_TO_ID_FIELD_NUMBER: _ClassVar[int]
    PARENT_ID_FIELD_NUMBER: _ClassVar[int]
    IS_PINNED_FIELD_NUMBER: _ClassVar[int]
    PINNED_BY_FIELD_NUMBER: _ClassVar[int]
    PINNED_AT_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    USER_FIELD_NUMBER: _ClassVar[int]
    REPLY_TO_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    LATEST_REPLY_AT_FIELD_NUMBER: _ClassVar[int]
    REPLY_COUNT_FIELD_NUMBER: _ClassVar[int]
    REACTIONS_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    id: str
    user_id: str
    app_id: str
    channel_id: str
    reply_to_id: str
    parent_id: str
    is_pinned: bool
    pinned_by: str
    pinned_at: int
    content: str
    data: bytes
    meta: bytes
    created_at: int
    updated_at: int
    user: ChannelAuthor
    reply_to_message: QuotedMessage
    latest_reply_at: int
    reply_count: int
    reactions: _containers.RepeatedCompositeFieldContainer[ReactionCount]
    etag: str
    def __init__(self, id: _Optional[str] = ..., user_id: _Optional[str] = ..., app_id: _Optional[str] = ..., channel_id: _Optional[str] = ..., reply_to_id: _Optional[str] = ..., parent_id: _Optional[str] = ..., is_pinned: _Optional[bool] = ..., pinned_by: _Optional[str] = ..., pinned_at: _Optional[int] = ..., content: _Optional[str] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., created_at: _Optional[int] = ..., updated_at: _Optional[int] = ..., user: _Optional[_Union[ChannelAuthor, _Mapping]] = ..., reply_to_message: _Optional[_Union[QuotedMessage, _Mapping]] = ..., latest_reply_at: _Optional[int] = ..., reply_count: _Optional[int] = ..., reactions: _Optional[_Iterable[_Union[ReactionCount, _Mapping]]] = ..., etag: _Optional[str] = ...) -> None: ...

class ReactionCount(_message.Message):
    __slots__ = ("name", "users", "count")
    NAME_FIELD_NUMBER: _ClassVar[int]
    USERS_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    name: str
    users: _containers.RepeatedCompositeFieldContainer[ReactingUser]
    count: int
    def __init__(self, name: _Optional[str] = ..., users: _Optional[_Iterable[_Union[ReactingUser, _Mapping]]] = ..., count: _Optional[int] = ...) -> None: ...

class ReactingUser(_message.Message):
    __slots__ = ("id", "name")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    id: str
    name: str
    def __init__(self, id: _Optional[str] = ..., name: _Optional[str] = ...) -> None: ...

class ChannelMessageRows(_message.Message):
    __slots__ = ("items",)
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[ChannelMessageRow]
    def __init__(self, items: _Optional[_Iterable[_Union[ChannelMessageRow, _Mapping]]] = ...) -> None: ...

class PinnedMessages(_message.Message):
    __slots__ = ("items",)
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[PinnedMessage]
    def __init__(self, items: _Optional[_Iterable[_Union[PinnedMessage, _Mapping]]] = ...) -> None: ...

class ChannelMessageData(_message.Message):
    __slots__ = ("value",)
    VALUE_FIELD_NUMBER: _ClassVar[int]
    value: bytes
    def __init__(self, value: _Optional[bytes] = ...) -> None: ...

class PostChannelMessageRequest(_message.Message):
    __slots__ = ("id", "form")
    ID_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    id: str
    form: ChannelMessageForm
    def __init__(self, id: _Optional[str] = ..., form: _Optional[_Union[ChannelMessageForm, _Mapping]] = ...) -> None: ...

class UpdateChannelMessageRequest(_message.Message):
    __slots__ = ("id", "message_id", "form")
    ID_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    id: str
    message_id: str
    form: ChannelMessageForm
    def __init__(self, id: _Optional[str] = ..., message_id: _Optional[str] = ..., form: _Optional[_Union[ChannelMessageForm, _Mapping]] = ...) -> None: ...

class ChannelMessageForm(_message.Message):
    __slots__ = ("temp_id", "content", "reply_to_id", "parent_id", "data", "meta")
    TEMP_ID_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    REPLY_TO_ID_FIELD_NUMBER: _ClassVar[int]
    PARENT_ID_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    temp_id: str
    content: str
    reply_to_id: str
    parent_id: str
    data: bytes
    meta: bytes
    def __init__(self, temp_id: _Optional[str] = ..., content: _Optional[str] = ..., reply_to_id: _Optional[str] = ..., parent_id: _Optional[str] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ...) -> None: ...

class PinChannelMessageRequest(_message.Message):
    __slots__ = ("id", "message_id", "form")
    ID_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    id: str
    message_id: str
    form: PinForm
    def __init__(self, id: _Optional[str] = ..., message_id: _Optional[str] = ..., form: _Optional[_Union[PinForm, _Mapping]] = ...) -> None: ...

class PinForm(_message.Message):
    __slots__ = ("is_pinned",)
    IS_PINNED_FIELD_NUMBER: _ClassVar[int]
    is_pinned: bool
    def __init__(self, is_pinned: _Optional[bool] = ...) -> None: ...

class ReactionRequest(_message.Message):
    __slots__ = ("id", "message_id", "form")
    ID_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    id: str
    message_id: str
    form: ReactionForm
    def __init__(self, id: _Optional[str] = ..., message_id: _Optional[str] = ..., form: _Optional[_Union[ReactionForm, _Mapping]] = ...) -> None: ...

class ReactionForm(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...
