from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class ChannelCreated(_message.Message):
    __slots__ = ("channel_id", "owner_id", "kind", "name", "description", "is_private", "data", "meta", "grants", "members", "at")
    CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    IS_PRIVATE_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    GRANTS_FIELD_NUMBER: _ClassVar[int]
    MEMBERS_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    channel_id: str
    owner_id: str
    kind: str
    name: str
    description: str
    is_private: bool
    data: bytes
    meta: bytes
    grants: bytes
    members: _containers.RepeatedScalarFieldContainer[str]
    at: int
    def __init__(self, channel_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., kind: _Optional[str] = ..., name: _Optional[str] = ..., description: _Optional[str] = ..., is_private: _Optional[bool] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., grants: _Optional[bytes] = ..., members: _Optional[_Iterable[str]] = ..., at: _Optional[int] = ...) -> None: ...

class ChannelChanged(_message.Message):
    __slots__ = ("channel_id", "name", "description", "is_private", "data", "meta", "at")
    CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    IS_PRIVATE_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    channel_id: str
    name: str
    description: str
    is_private: bool
    data: bytes
    meta: bytes
    at: int
    def __init__(self, channel_id: _Optional[str] = ..., name: _Optional[str] = ..., description: _Optional[str] = ..., is_private: _Optional[bool] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., at: _Optional[int] = ...) -> None: ...

class ChannelAccessChanged(_message.Message):
    __slots__ = ("channel_id", "grants", "at")
    CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    GRANTS_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    channel_id: str
    grants: bytes
    at: int
    def __init__(self, channel_id: _Optional[str] = ..., grants: _Optional[bytes] = ..., at: _Optional[int] = ...) -> None: ...

class ChannelMembersAdded(_message.Message):
    __slots__ = ("channel_id", "members", "invited_by", "at")
    CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    MEMBERS_FIELD_NUMBER: _ClassVar[int]
    INVITED_BY_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    channel_id: str
    members: _containers.RepeatedScalarFieldContainer[str]
    invited_by: str
    at: int
    def __init__(self, channel_id: _Optional[str] = ..., members: _Optional[_Iterable[str]] = ..., invited_by: _Optional[str] = ..., at: _Optional[int] = ...) -> None: ...

class ChannelMembersRemoved(_message.Message):
    __slots__ = ("channel_id", "members", "at")
    CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    MEMBERS_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    channel_id: str
    members: _containers.RepeatedScalarFieldContainer[str]
    at: int
    def __init__(self, channel_id: _Optional[str] = ..., members: _Optional[_Iterable[str]] = ..., at: _Optional[int] = ...) -> None: ...

class ChannelDeleted(_message.Message):
    __slots__ = ("channel_id", "at")
    CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    channel_id: str
    at: int
    def __init__(self, channel_id: _Optional[str] = ..., at: _Optional[int] = ...) -> None: ...

class ChannelMessagePosted(_message.Message):
    __slots__ = ("message_id", "channel_id", "author_id", "content", "data", "meta", "parent_id", "reply_to_id", "at")
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    AUTHOR_ID_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    PARENT_ID_FIELD_NUMBER: _ClassVar[int]
    REPLY_TO_ID_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    message_id: str
    channel_id: str
    author_id: str
    content: str
    data: bytes
    meta: bytes
    parent_id: str
    reply_to_id: str
    at: int
    def __init__(self, message_id: _Optional[str] = ..., channel_id: _Optional[str] = ..., author_id: _Optional[str] = ..., content: _Optional[str] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., parent_id: _Optional[str] = ..., reply_to_id: _Optional[str] = ..., at: _Optional[int] = ...) -> None: ...

class ChannelMessageEdited(_message.Message):
    __slots__ = ("message_id", "channel_id", "author_id", "content", "data", "meta", "edited_by", "at")
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    AUTHOR_ID_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    EDITED_BY_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    message_id: str
    channel_id: str
    author_id: str
    content: str
    data: bytes
    meta: bytes
    edited_by: str
    at: int
    def __init__(self, message_id: _Optional[str] = ..., channel_id: _Optional[str] = ..., author_id: _Optional[str] = ..., content: _Optional[str] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., edited_by: _Optional[str] = ..., at: _Optional[int] = ...) -> None: ...

class ChannelMessagePinned(_message.Message):
    __slots__ = ("message_id", "channel_id", "pinned", "pinned_by", "at")
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    PINNED_FIELD_NUMBER: _ClassVar[int]
    PINNED_BY_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    message_id: str
    channel_id: str
    pinned: bool
    pinned_by: str
    at: int
    def __init__(self, message_id: _Optional[str] = ..., channel_id: _Optional[str] = ..., pinned: _Optional[bool] = ..., pinned_by: _Optional[str] = ..., at: _Optional[int] = ...) -> None: ...

class ChannelReactionAdded(_message.Message):
    __slots__ = ("message_id", "channel_id", "user_id", "name", "at")
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    message_id: str
    channel_id: str
    user_id: str
    name: str
    at: int
    def __init__(self, message_id: _Optional[str] = ..., channel_id: _Optional[str] = ..., user_id: _Optional[str] = ..., name: _Optional[str] = ..., at: _Optional[int] = ...) -> None: ...

class ChannelReactionRemoved(_message.Message):
    __slots__ = ("message_id", "channel_id", "user_id", "name", "at")
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    message_id: str
    channel_id: str
    user_id: str
    name: str
    at: int
    def __init__(self, message_id: _Optional[str] = ..., channel_id: _Optional[str] = ..., user_id: _Optional[str] = ..., name: _Optional[str] = ..., at: _Optional[int] = ...) -> None: ...

class ChannelMessageDeleted(_message.Message):
    __slots__ = ("message_id", "channel_id", "at")
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    message_id: str
    channel_id: str
    at: int
    def __init__(self, message_id: _Optional[str] = ..., channel_id: _Optional[str] = ..., at: _Optional[int] = ...) -> None: ...
