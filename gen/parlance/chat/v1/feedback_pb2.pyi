from google.api import annotations_pb2 as _annotations_pb2
from parlance.common.v1 import common_pb2 as _common_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class GiveFeedbackRequest(_message.Message):
    __slots__ = ("type", "data", "meta", "snapshot")
    TYPE_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_FIELD_NUMBER: _ClassVar[int]
    type: str
    data: bytes
    meta: bytes
    snapshot: bytes
    def __init__(self, type: _Optional[str] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., snapshot: _Optional[bytes] = ...) -> None: ...

class ChangeFeedbackRequest(_message.Message):
    __slots__ = ("id", "type", "data", "meta", "snapshot")
    ID_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_FIELD_NUMBER: _ClassVar[int]
    id: str
    type: str
    data: bytes
    meta: bytes
    snapshot: bytes
    def __init__(self, id: _Optional[str] = ..., type: _Optional[str] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., snapshot: _Optional[bytes] = ...) -> None: ...

class FeedbackRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class FeedbackRow(_message.Message):
    __slots__ = ("id", "user_id", "version", "type", "data", "meta", "snapshot", "created_at", "updated_at")
    ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    id: str
    user_id: str
    version: int
    type: str
    data: bytes
    meta: bytes
    snapshot: bytes
    created_at: int
    updated_at: int
    def __init__(self, id: _Optional[str] = ..., user_id: _Optional[str] = ..., version: _Optional[int] = ..., type: _Optional[str] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., snapshot: _Optional[bytes] = ..., created_at: _Optional[int] = ..., updated_at: _Optional[int] = ...) -> None: ...

class ListOwnFeedbackRequest(_message.Message):
    __slots__ = ("page",)
    PAGE_FIELD_NUMBER: _ClassVar[int]
    page: int
    def __init__(self, page: _Optional[int] = ...) -> None: ...

class ListFeedbackRequest(_message.Message):
    __slots__ = ("page", "order_by", "direction", "model_id")
    PAGE_FIELD_NUMBER: _ClassVar[int]
    ORDER_BY_FIELD_NUMBER: _ClassVar[int]
    DIRECTION_FIELD_NUMBER: _ClassVar[int]
    MODEL_ID_FIELD_NUMBER: _ClassVar[int]
    page: int
    order_by: str
    direction: str
    model_id: str
    def __init__(self, page: _Optional[int] = ..., order_by: _Optional[str] = ..., direction: _Optional[str] = ..., model_id: _Optional[str] = ...) -> None: ...

class FeedbackPage(_message.Message):
    __slots__ = ("items", "total")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[ListedFeedback]
    total: int
    def __init__(self, items: _Optional[_Iterable[_Union[ListedFeedback, _Mapping]]] = ..., total: _Optional[int] = ...) -> None: ...

class ListedFeedback(_message.Message):
    __slots__ = ("id", "user_id", "version", "type", "data", "meta", "created_at", "updated_at", "user")
    ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    USER_FIELD_NUMBER: _ClassVar[int]
    id: str
    user_id: str
    version: int
    type: str
    data: bytes
    meta: bytes
    created_at: int
    updated_at: int
    user: FeedbackAuthor
    def __init__(self, id: _Optional[str] = ..., user_id: _Optional[str] = ..., version: _Optional[int] = ..., type: _Optional[str] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., created_at: _Optional[int] = ..., updated_at: _Optional[int] = ..., user: _Optional[_Union[FeedbackAuthor, _Mapping]] = ...) -> None: ...

class FeedbackAuthor(_message.Message):
    __slots__ = ("id", "name", "email", "role", "last_active_at", "updated_at", "created_at")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    EMAIL_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    LAST_ACTIVE_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    id: str
    name: str
    email: str
    role: str
    last_active_at: int
    updated_at: int
    created_at: int
    def __init__(self, id: _Optional[str] = ..., name: _Optional[str] = ..., email: _Optional[str] = ..., role: _Optional[str] = ..., last_active_at: _Optional[int] = ..., updated_at: _Optional[int] = ..., created_at: _Optional[int] = ...) -> None: ...

class AllFeedbackRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class FeedbackList(_message.Message):
    __slots__ = ("items",)
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[FeedbackSummary]
    def __init__(self, items: _Optional[_Iterable[_Union[FeedbackSummary, _Mapping]]] = ...) -> None: ...

class FeedbackSummary(_message.Message):
    __slots__ = ("id", "user_id", "version", "type", "data", "meta", "created_at", "updated_at")
    ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    id: str
    user_id: str
    version: int
    type: str
    data: bytes
    meta: bytes
    created_at: int
    updated_at: int
    def __init__(self, id: _Optional[str] = ..., user_id: _Optional[str] = ..., version: _Optional[int] = ..., type: _Optional[str] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., created_at: _Optional[int] = ..., updated_at: _Optional[int] = ...) -> None: ...

class FeedbackIds(_message.Message):
    __slots__ = ("items",)
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[FeedbackId]
    def __init__(self, items: _Optional[_Iterable[_Union[FeedbackId, _Mapping]]] = ...) -> None: ...

class FeedbackId(_message.Message):
    __slots__ = ("id", "user_id", "created_at", "updated_at")
    ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    id: str
    user_id: str
    created_at: int
    updated_at: int
    def __init__(self, id: _Optional[str] = ..., user_id: _Optional[str] = ..., created_at: _Optional[int] = ..., updated_at: _Optional[int] = ...) -> None: ...

class ExportFeedbackRequest(_message.Message):
    __slots__ = ("model_id", "accept")
    MODEL_ID_FIELD_NUMBER: _ClassVar[int]
    ACCEPT_FIELD_NUMBER: _ClassVar[int]
    model_id: str
    accept: str
    def __init__(self, model_id: _Optional[str] = ..., accept: _Optional[str] = ...) -> None: ...

class RatedModels(_message.Message):
    __slots__ = ("items",)
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, items: _Optional[_Iterable[str]] = ...) -> None: ...

class LeaderboardRequest(_message.Message):
    __slots__ = ("query",)
    QUERY_FIELD_NUMBER: _ClassVar[int]
    query: str
    def __init__(self, query: _Optional[str] = ...) -> None: ...

class LeaderboardReply(_message.Message):
    __slots__ = ("entries",)
    ENTRIES_FIELD_NUMBER: _ClassVar[int]
    entries: _containers.RepeatedCompositeFieldContainer[LeaderboardEntry]
    def __init__(self, entries: _Optional[_Iterable[_Union[LeaderboardEntry, _Mapping]]] = ...) -> None: ...

class LeaderboardEntry(_message.Message):
    __slots__ = ("model_id", "rating", "won", "lost", "count", "top_tags")
    MODEL_ID_FIELD_NUMBER: _ClassVar[int]
    RATING_FIELD_NUMBER: _ClassVar[int]
    WON_FIELD_NUMBER: _ClassVar[int]
    LOST_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    TOP_TAGS_FIELD_NUMBER: _ClassVar[int]
    model_id: str
    rating: int
    won: int
    lost: int
    count: int
    top_tags: _containers.RepeatedCompositeFieldContainer[TagCount]
    def __init__(self, model_id: _Optional[str] = ..., rating: _Optional[int] = ..., won: _Optional[int] = ..., lost: _Optional[int] = ..., count: _Optional[int] = ..., top_tags: _Optional[_Iterable[_Union[TagCount, _Mapping]]] = ...) -> None: ...

class TagCount(_message.Message):
    __slots__ = ("tag", "count")
    TAG_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    tag: str
    count: int
    def __init__(self, tag: _Optional[str] = ..., count: _Optional[int] = ...) -> None: ...

class ModelHistoryRequest(_message.Message):
    __slots__ = ("model_id", "days")
    MODEL_ID_FIELD_NUMBER: _ClassVar[int]
    DAYS_FIELD_NUMBER: _ClassVar[int]
    model_id: str
    days: int
    def __init__(self, model_id: _Optional[str] = ..., days: _Optional[int] = ...) -> None: ...

class ModelHistory(_message.Message):
    __slots__ = ("model_id", "history")
    MODEL_ID_FIELD_NUMBER: _ClassVar[int]
    HISTORY_FIELD_NUMBER: _ClassVar[int]
    model_id: str
    history: _containers.RepeatedCompositeFieldContainer[ModelDay]
    def __init__(self, model_id: _Optional[str] = ..., history: _Optional[_Iterable[_Union[ModelDay, _Mapping]]] = ...) -> None: ...

class ModelDay(_message.Message):
    __slots__ = ("date", "won", "lost")
    DATE_FIELD_NUMBER: _ClassVar[int]
    WON_FIELD_NUMBER: _ClassVar[int]
    LOST_FIELD_NUMBER: _ClassVar[int]
    date: str
    won: int
    lost: int
    def __init__(self, date: _Optional[str] = ..., won: _Optional[int] = ..., lost: _Optional[int] = ...) -> None: ...
