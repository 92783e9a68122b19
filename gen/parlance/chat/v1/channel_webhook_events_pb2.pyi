from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class ChannelWebhookCreated(_message.Message):
    __slots__ = ("webhook_id", "channel_id", "owner_id", "name", "profile_image_url", "token", "at")
    WEBHOOK_ID_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    PROFILE_IMAGE_URL_FIELD_NUMBER: _ClassVar[int]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    webhook_id: str
    channel_id: str
    owner_id: str
    name: str
    profile_image_url: str
    token: str
    at: int
    def __init__(self, webhook_id: _Optional[str] = ..., channel_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., name: _Optional[str] = ..., profile_image_url: _Optional[str] = ..., token: _Optional[str] = ..., at: _Optional[int] = ...) -> None: ...

class ChannelWebhookChanged(_message.Message):
    __slots__ = ("webhook_id", "channel_id", "name", "profile_image_url", "at")
    WEBHOOK_ID_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    PROFILE_IMAGE_URL_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    webhook_id: str
    channel_id: str
    name: str
    profile_image_url: str
    at: int
    def __init__(self, webhook_id: _Optional[str] = ..., channel_id: _Optional[str] = ..., name: _Optional[str] = ..., profile_image_url: _Optional[str] = ..., at: _Optional[int] = ...) -> None: ...

class ChannelWebhookDeleted(_message.Message):
    __slots__ = ("webhook_id", "channel_id", "at")
    WEBHOOK_ID_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    webhook_id: str
    channel_id: str
    at: int
    def __init__(self, webhook_id: _Optional[str] = ..., channel_id: _Optional[str] = ..., at: _Optional[int] = ...) -> None: ...
