from google.api import annotations_pb2 as _annotations_pb2
from parlance.common.v1 import common_pb2 as _common_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ChatUsageRequest(_message.Message):
    __slots__ = ("items_per_page", "page")
    ITEMS_PER_PAGE_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    items_per_page: int
    page: int
    def __init__(self, items_per_page: _Optional[int] = ..., page: _Optional[int] = ...) -> None: ...

class ChatUsageReply(_message.Message):
    __slots__ = ("items", "total")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[ChatUsage]
    total: int
    def __init__(self, items: _Optional[_Iterable[_Union[ChatUsage, _Mapping]]] = ..., total: _Optional[int] = ...) -> None: ...

class ChatUsage(_message.Message):
    __slots__ = ("id", "models", "message_count", "history_models", "history_message_count", "history_user_message_count", "history_assistant_message_count", "average_response_time", "average_user_message_content_length", "average_assistant_message_content_length", "tags", "last_message_at", "updated_at", "created_at")
    class ModelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: int
        def __init__(self, key: _Optional[str] = ..., value: _Optional[int] = ...) -> None: ...
    class HistoryModelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: int
        def __init__(self, key: _Optional[str] = ..., value: _Optional[int] = ...) -> None: ...
    ID_FIELD_NUMBER: _ClassVar[int]
    MODELS_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_COUNT_FIELD_NUMBER: _ClassVar[int]
    HISTORY_MODELS_FIELD_NUMBER: _ClassVar[int]
    HISTORY_MESSAGE_COUNT_FIELD_NUMBER: _ClassVar[int]
    HISTORY_USER_MESSAGE_COUNT_FIELD_NUMBER: _ClassVar[int]
    HISTORY_ASSISTANT_MESSAGE_COUNT_FIELD_NUMBER: _ClassVar[int]
    AVERAGE_RESPONSE_TIME_FIELD_NUMBER: _ClassVar[int]
    AVERAGE_USER_MESSAGE_CONTENT_LENGTH_FIELD_NUMBER: _ClassVar[int]
    AVERAGE_ASSISTANT_MESSAGE_CONTENT_LENGTH_FIELD_NUMBER: _ClassVar[int]
    TAGS_FIELD_NUMBER: _ClassVar[int]
    LAST_MESSAGE_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    id: str
    models: _containers.ScalarMap[str, int]
    message_count: int
    history_models: _containers.ScalarMap[str, int]
    history_message_count: int
    history_user_message_count: int
    history_assistant_message_count: int
    average_response_time: float
    average_user_message_content_length: float
    average_assistant_message_content_length: float
    tags: _containers.RepeatedScalarFieldContainer[str]
    last_message_at: int
    updated_at: int
    created_at: int
    def __init__(self, id: _Optional[str] = ..., models: _Optional[_Mapping[str, int]] = ..., message_count: _Optional[int] = ..., history_models: _Optional[_Mapping[str, int]] = ..., history_message_count: _Optional[int] = ..., history_user_message_count: _Optional[int] = ..., history_assistant_message_count: _Optional[int] = ..., average_response_time: _Optional[float] = ..., average_user_message_content_length: _Optional[float] = ..., average_assistant_message_content_length: _Optional[float] = ..., tags: _Optional[_Iterable[str]] = ..., last_message_at: _Optional[int] = ..., updated_at: _Optional[int] = ..., created_at: _Optional[int] = ...) -> None: ...

class ExportStatisticsRequest(_message.Message):
    __slots__ = ("updated_at", "page", "stream")
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    STREAM_FIELD_NUMBER: _ClassVar[int]
    updated_at: int
    page: int
    stream: bool
    def __init__(self, updated_at: _Optional[int] = ..., page: _Optional[int] = ..., stream: _Optional[bool] = ...) -> None: ...

class ExportChatStatisticsRequest(_message.Message):
    __slots__ = ("chat_id",)
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    chat_id: str
    def __init__(self, chat_id: _Optional[str] = ...) -> None: ...

class ChatStatisticsReply(_message.Message):
    __slots__ = ("item",)
    ITEM_FIELD_NUMBER: _ClassVar[int]
    item: bytes
    def __init__(self, item: _Optional[bytes] = ...) -> None: ...
