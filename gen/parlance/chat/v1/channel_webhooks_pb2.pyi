from google.api import annotations_pb2 as _annotations_pb2
from parlance.common.v1 import common_pb2 as _common_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ListChannelWebhooksRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class ChannelWebhookForm(_message.Message):
    __slots__ = ("name", "profile_image_url")
    NAME_FIELD_NUMBER: _ClassVar[int]
    PROFILE_IMAGE_URL_FIELD_NUMBER: _ClassVar[int]
    name: str
    profile_image_url: str
    def __init__(self, name: _Optional[str] = ..., profile_image_url: _Optional[str] = ...) -> None: ...

class CreateChannelWebhookRequest(_message.Message):
    __slots__ = ("id", "form")
    ID_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    id: str
    form: ChannelWebhookForm
    def __init__(self, id: _Optional[str] = ..., form: _Optional[_Union[ChannelWebhookForm, _Mapping]] = ...) -> None: ...

class UpdateChannelWebhookRequest(_message.Message):
    __slots__ = ("id", "webhook_id", "form")
    ID_FIELD_NUMBER: _ClassVar[int]
    WEBHOOK_ID_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    id: str
    webhook_id: str
    form: ChannelWebhookForm
    def __init__(self, id: _Optional[str] = ..., webhook_id: _Optional[str] = ..., form: _Optional[_Union[ChannelWebhookForm, _Mapping]] = ...) -> None: ...

class ChannelWebhookRequest(_message.Message):
    __slots__ = ("id", "webhook_id")
    ID_FIELD_NUMBER: _ClassVar[int]
    WEBHOOK_ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    webhook_id: str
    def __init__(self, id: _Optional[str] = ..., webhook_id: _Optional[str] = ...) -> None: ...

class ChannelWebhookList(_message.Message):
    __slots__ = ("items",)
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[ChannelWebhook]
    def __init__(self, items: _Optional[_Iterable[_Union[ChannelWebhook, _Mapping]]] = ...) -> None: ...

class ChannelWebhook(_message.Message):
    __slots__ = ("id", "channel_id", "user_id", "name", "profile_image_url", "token", "last_used_at", "created_at", "updated_at")
    ID_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    PROFILE_IMAGE_URL_FIELD_NUMBER: _ClassVar[int]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    LAST_USED_AT_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    id: str
    channel_id: str
    user_id: str
    name: str
    profile_image_url: str
    token: str
    last_used_at: int
    created_at: int
    updated_at: int
    def __init__(self, id: _Optional[str] = ..., channel_id: _Optional[str] = ..., user_id: _Optional[str] = ..., name: _Optional[str] = ..., profile_image_url: _Optional[str] = ..., token: _Optional[str] = ..., last_used_at: _Optional[int] = ..., created_at: _Optional[int] = ..., updated_at: _Optional[int] = ...) -> None: ...

class PostWebhookMessageRequest(_message.Message):
    __slots__ = ("webhook_id", "token", "form")
    WEBHOOK_ID_FIELD_NUMBER: _ClassVar[int]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    webhook_id: str
    token: str
    form: WebhookMessageForm
    def __init__(self, webhook_id: _Optional[str] = ..., token: _Optional[str] = ..., form: _Optional[_Union[WebhookMessageForm, _Mapping]] = ...) -> None: ...

class WebhookMessageForm(_message.Message):
    __slots__ = ("content",)
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    content: str
    def __init__(self, content: _Optional[str] = ...) -> None: ...

class WebhookMessagePosted(_message.Message):
    __slots__ = ("success", "message_id")
    SUCCESS_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    success: bool
    message_id: str
    def __init__(self, success: _Optional[bool] = ..., message_id: _Optional[str] = ...) -> None: ...
