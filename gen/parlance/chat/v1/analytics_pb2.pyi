from google.api import annotations_pb2 as _annotations_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class FiguresRequest(_message.Message):
    __slots__ = ("start_date", "end_date", "group_id")
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    GROUP_ID_FIELD_NUMBER: _ClassVar[int]
    start_date: int
    end_date: int
    group_id: str
    def __init__(self, start_date: _Optional[int] = ..., end_date: _Optional[int] = ..., group_id: _Optional[str] = ...) -> None: ...

class UsageSummary(_message.Message):
    __slots__ = ("total_messages", "total_chats", "total_models", "total_users")
    TOTAL_MESSAGES_FIELD_NUMBER: _ClassVar[int]
    TOTAL_CHATS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_MODELS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_USERS_FIELD_NUMBER: _ClassVar[int]
    total_messages: int
    total_chats: int
    total_models: int
    total_users: int
    def __init__(self, total_messages: _Optional[int] = ..., total_chats: _Optional[int] = ..., total_models: _Optional[int] = ..., total_users: _Optional[int] = ...) -> None: ...

class UserFiguresRequest(_message.Message):
    __slots__ = ("start_date", "end_date", "group_id", "limit", "metric")
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    GROUP_ID_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    METRIC_FIELD_NUMBER: _ClassVar[int]
    start_date: int
    end_date: int
    group_id: str
    limit: int
    metric: str
    def __init__(self, start_date: _Optional[int] = ..., end_date: _Optional[int] = ..., group_id: _Optional[str] = ..., limit: _Optional[int] = ..., metric: _Optional[str] = ...) -> None: ...

class UserFigures(_message.Message):
    __slots__ = ("users",)
    USERS_FIELD_NUMBER: _ClassVar[int]
    users: _containers.RepeatedCompositeFieldContainer[UserFigure]
    def __init__(self, users: _Optional[_Iterable[_Union[UserFigure, _Mapping]]] = ...) -> None: ...

class UserFigure(_message.Message):
    __slots__ = ("user_id", "name", "email", "count", "input_tokens", "output_tokens", "total_tokens")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    EMAIL_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    INPUT_TOKENS_FIELD_NUMBER: _ClassVar[int]
    OUTPUT_TOKENS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_TOKENS_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    name: str
    email: str
    count: int
    input_tokens: int
    output_tokens: int
    total_tokens: int
    def __init__(self, user_id: _Optional[str] = ..., name: _Optional[str] = ..., email: _Optional[str] = ..., count: _Optional[int] = ..., input_tokens: _Optional[int] = ..., output_tokens: _Optional[int] = ..., total_tokens: _Optional[int] = ...) -> None: ...

class ModelFigures(_message.Message):
    __slots__ = ("models",)
    MODELS_FIELD_NUMBER: _ClassVar[int]
    models: _containers.RepeatedCompositeFieldContainer[ModelFigure]
    def __init__(self, models: _Optional[_Iterable[_Union[ModelFigure, _Mapping]]] = ...) -> None: ...

class ModelFigure(_message.Message):
    __slots__ = ("model_id", "count", "unique_users", "unique_chats")
    MODEL_ID_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    UNIQUE_USERS_FIELD_NUMBER: _ClassVar[int]
    UNIQUE_CHATS_FIELD_NUMBER: _ClassVar[int]
    model_id: str
    count: int
    unique_users: int
    unique_chats: int
    def __init__(self, model_id: _Optional[str] = ..., count: _Optional[int] = ..., unique_users: _Optional[int] = ..., unique_chats: _Optional[int] = ...) -> None: ...

class TokenFigures(_message.Message):
    __slots__ = ("models", "total_input_tokens", "total_output_tokens", "total_tokens")
    MODELS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_INPUT_TOKENS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_OUTPUT_TOKENS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_TOKENS_FIELD_NUMBER: _ClassVar[int]
    models: _containers.RepeatedCompositeFieldContainer[TokenFigure]
    total_input_tokens: int
    total_output_tokens: int
    total_tokens: int
    def __init__(self, models: _Optional[_Iterable[_Union[TokenFigure, _Mapping]]] = ..., total_input_tokens: _Optional[int] = ..., total_output_tokens: _Optional[int] = ..., total_tokens: _Optional[int] = ...) -> None: ...

class TokenFigure(_message.Message):
    __slots__ = ("model_id", "input_tokens", "output_tokens", "total_tokens", "message_count")
    MODEL_ID_FIELD_NUMBER: _ClassVar[int]
    INPUT_TOKENS_FIELD_NUMBER: _ClassVar[int]
    OUTPUT_TOKENS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_TOKENS_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_COUNT_FIELD_NUMBER: _ClassVar[int]
    model_id: str
    input_tokens: int
    output_tokens: int
    total_tokens: int
    message_count: int
    def __init__(self, model_id: _Optional[str] = ..., input_tokens: _Optional[int] = ..., output_tokens: _Optional[int] = ..., total_tokens: _Optional[int] = ..., message_count: _Optional[int] = ...) -> None: ...

class DailyFiguresRequest(_message.Message):
    __slots__ = ("start_date", "end_date", "group_id", "granularity", "metric", "compare")
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    GROUP_ID_FIELD_NUMBER: _ClassVar[int]
    GRANULARITY_FIELD_NUMBER: _ClassVar[int]
    METRIC_FIELD_NUMBER: _ClassVar[int]
    COMPARE_FIELD_NUMBER: _ClassVar[int]
    start_date: int
    end_date: int
    group_id: str
    granularity: str
    metric: str
    compare: bool
    def __init__(self, start_date: _Optional[int] = ..., end_date: _Optional[int] = ..., group_id: _Optional[str] = ..., granularity: _Optional[str] = ..., metric: _Optional[str] = ..., compare: _Optional[bool] = ...) -> None: ...

class DailyFigures(_message.Message):
    __slots__ = ("data",)
    DATA_FIELD_NUMBER: _ClassVar[int]
    data: _containers.RepeatedCompositeFieldContainer[DailyFigure]
    def __init__(self, data: _Optional[_Iterable[_Union[DailyFigure, _Mapping]]] = ...) -> None: ...

class DailyFigure(_message.Message):
    __slots__ = ("date", "models", "start", "end", "previous")
    class ModelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: int
        def __init__(self, key: _Optional[str] = ..., value: _Optional[int] = ...) -> None: ...
    DATE_FIELD_NUMBER: _ClassVar[int]
    MODELS_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    PREVIOUS_FIELD_NUMBER: _ClassVar[int]
    date: str
    models: _containers.ScalarMap[str, int]
    start: str
    end: str
    previous: PreviousFigure
    def __init__(self, date: _Optional[str] = ..., models: _Optional[_Mapping[str, int]] = ..., start: _Optional[str] = ..., end: _Optional[str] = ..., previous: _Optional[_Union[PreviousFigure, _Mapping]] = ...) -> None: ...

class PreviousFigure(_message.Message):
    __slots__ = ("models", "start", "end")
    class ModelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: int
        def __init__(self, key: _Optional[str] = ..., value: _Optional[int] = ...) -> None: ...
    MODELS_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    models: _containers.ScalarMap[str, int]
    start: str
    end: str
    def __init__(self, models: _Optional[_Mapping[str, int]] = ..., start: _Optional[str] = ..., end: _Optional[str] = ...) -> None: ...

class ModelChatsRequest(_message.Message):
    __slots__ = ("model_id", "start_date", "end_date", "skip", "limit", "order_by", "direction")
    MODEL_ID_FIELD_NUMBER: _ClassVar[int]
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    SKIP_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    ORDER_BY_FIELD_NUMBER: _ClassVar[int]
    DIRECTION_FIELD_NUMBER: _ClassVar[int]
    model_id: str
    start_date: int
    end_date: int
    skip: int
    limit: int
    order_by: str
    direction: str
    def __init__(self, model_id: _Optional[str] = ..., start_date: _Optional[int] = ..., end_date: _Optional[int] = ..., skip: _Optional[int] = ..., limit: _Optional[int] = ..., order_by: _Optional[str] = ..., direction: _Optional[str] = ...) -> None: ...

class ModelChatList(_message.Message):
    __slots__ = ("chats", "total")
    CHATS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    chats: _containers.RepeatedCompositeFieldContainer[ModelChat]
    total: int
    def __init__(self, chats: _Optional[_Iterable[_Union[ModelChat, _Mapping]]] = ..., total: _Optional[int] = ...) -> None: ...

class ModelChat(_message.Message):
    __slots__ = ("chat_id", "user_id", "user_name", "first_message", "updated_at")
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    USER_NAME_FIELD_NUMBER: _ClassVar[int]
    FIRST_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    chat_id: str
    user_id: str
    user_name: str
    first_message: str
    updated_at: int
    def __init__(self, chat_id: _Optional[str] = ..., user_id: _Optional[str] = ..., user_name: _Optional[str] = ..., first_message: _Optional[str] = ..., updated_at: _Optional[int] = ...) -> None: ...

class ModelOverviewRequest(_message.Message):
    __slots__ = ("model_id", "days")
    MODEL_ID_FIELD_NUMBER: _ClassVar[int]
    DAYS_FIELD_NUMBER: _ClassVar[int]
    model_id: str
    days: int
    def __init__(self, model_id: _Optional[str] = ..., days: _Optional[int] = ...) -> None: ...

class ModelOverviewReply(_message.Message):
    __slots__ = ("history", "tags")
    HISTORY_FIELD_NUMBER: _ClassVar[int]
    TAGS_FIELD_NUMBER: _ClassVar[int]
    history: _containers.RepeatedCompositeFieldContainer[RatedDay]
    tags: _containers.RepeatedCompositeFieldContainer[ChatTagCount]
    def __init__(self, history: _Optional[_Iterable[_Union[RatedDay, _Mapping]]] = ..., tags: _Optional[_Iterable[_Union[ChatTagCount, _Mapping]]] = ...) -> None: ...

class RatedDay(_message.Message):
    __slots__ = ("date", "won", "lost")
    DATE_FIELD_NUMBER: _ClassVar[int]
    WON_FIELD_NUMBER: _ClassVar[int]
    LOST_FIELD_NUMBER: _ClassVar[int]
    date: str
    won: int
    lost: int
    def __init__(self, date: _Optional[str] = ..., won: _Optional[int] = ..., lost: _Optional[int] = ...) -> None: ...

class ChatTagCount(_message.Message):
    __slots__ = ("tag", "count")
    TAG_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    tag: str
    count: int
    def __init__(self, tag: _Optional[str] = ..., count: _Optional[int] = ...) -> None: ...

class OwnUsageRequest(_message.Message):
    __slots__ = ("days", "start_date", "end_date")
    DAYS_FIELD_NUMBER: _ClassVar[int]
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    days: int
    start_date: int
    end_date: int
    def __init__(self, days: _Optional[int] = ..., start_date: _Optional[int] = ..., end_date: _Optional[int] = ...) -> None: ...

class OwnUsageReply(_message.Message):
    __slots__ = ("totals", "heatmap", "weekly_heatmap", "cumulative_heatmap", "insights", "top_models", "top_tools", "period")
    TOTALS_FIELD_NUMBER: _ClassVar[int]
    HEATMAP_FIELD_NUMBER: _ClassVar[int]
    WEEKLY_HEATMAP_FIELD_NUMBER: _ClassVar[int]
    CUMULATIVE_HEATMAP_FIELD_NUMBER: _ClassVar[int]
    INSIGHTS_FIELD_NUMBER: _ClassVar[int]
    TOP_MODELS_FIELD_NUMBER: _ClassVar[int]
    TOP_TOOLS_FIELD_NUMBER: _ClassVar[int]
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    totals: OwnTotals
    heatmap: _containers.RepeatedCompositeFieldContainer[UsageDay]
    weekly_heatmap: _containers.RepeatedCompositeFieldContainer[UsageDay]
    cumulative_heatmap: _containers.RepeatedCompositeFieldContainer[UsageDay]
    insights: OwnInsights
    top_models: _containers.RepeatedCompositeFieldContainer[OwnModel]
    top_tools: _containers.RepeatedCompositeFieldContainer[OwnTool]
    period: UsagePeriod
    def __init__(self, totals: _Optional[_Union[OwnTotals, _Mapping]] = ..., heatmap: _Optional[_Iterable[_Union[UsageDay, _Mapping]]] = ..., weekly_heatmap: _Optional[_Iterable[_Union[UsageDay, _Mapping]]] = ..., cumulative_heatmap: _Optional[_Iterable[_Union[UsageDay, _Mapping]]] = ..., insights: _Optional[_Union[OwnInsights, _Mapping]] = ..., top_models: _Optional[_Iterable[_Union[OwnModel, _Mapping]]] = ..., top_tools: _Optional[_Iterable[_Union[OwnTool, _Mapping]]] = ..., period: _Optional[_Union[UsagePeriod, _Mapping]] = ...) -> None: ...

class OwnTotals(_message.Message):
    __slots__ = ("lifetime_tokens", "input_tokens", "output_tokens", "peak_daily_tokens", "longest_chat_seconds", "current_streak", "longest_streak", "total_chats", "active_days", "models_used", "messages", "user_messages", "assistant_messages")
    LIFETIME_TOKENS_FIELD_NUMBER: _ClassVar[int]
    INPUT_TOKENS_FIELD_NUMBER: _ClassVar[int]
    OUTPUT_TOKENS_FIELD_NUMBER: _ClassVar[int]
    PEAK_DAILY_TOKENS_FIELD_NUMBER: _ClassVar[int]
    LONGEST_CHAT_SECONDS_FIELD_NUMBER: _ClassVar[int]
    CURRENT_STREAK_FIELD_NUMBER: _ClassVar[int]
    LONGEST_STREAK_FIELD_NUMBER: _ClassVar[int]
    TOTAL_CHATS_FIELD_NUMBER: _ClassVar[int]
    ACTIVE_DAYS_FIELD_NUMBER: _ClassVar[int]
    MODELS_USED_FIELD_NUMBER: _ClassVar[int]
    MESSAGES_FIELD_NUMBER: _ClassVar[int]
    USER_MESSAGES_FIELD_NUMBER: _ClassVar[int]
    ASSISTANT_MESSAGES_FIELD_NUMBER: _ClassVar[int]
    lifetime_tokens: int
    input_tokens: int
    output_tokens: int
    peak_daily_tokens: int
    longest_chat_seconds: int
    current_streak: int
    longest_streak: int
    total_chats: int
    active_days: int
    models_used: int
    messages: int
    user_messages: int
    assistant_messages: int
    def __init__(self, lifetime_tokens: _Optional[int] = ..., input_tokens: _Optional[int] = ..., output_tokens: _Optional[int] = ..., peak_daily_tokens: _Optional[int] = ..., longest_chat_seconds: _Optional[int] = ..., current_streak: _Optional[int] = ..., longest_streak: _Optional[int] = ..., total_chats: _Optional[int] = ..., active_days: _Optional[int] = ..., models_used: _Optional[int] = ..., messages: _Optional[int] = ..., user_messages: _Optional[int] = ..., assistant_messages: _Optional[int] = ...) -> None: ...

class UsageDay(_message.Message):
    __slots__ = ("date", "messages", "chats", "tokens", "models")
    class ModelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: int
        def __init__(self, key: _Optional[str] = ..., value: _Optional[int] = ...) -> None: ...
    DATE_FIELD_NUMBER: _ClassVar[int]
    MESSAGES_FIELD_NUMBER: _ClassVar[int]
    CHATS_FIELD_NUMBER: _ClassVar[int]
    TOKENS_FIELD_NUMBER: _ClassVar[int]
    MODELS_FIELD_NUMBER: _ClassVar[int]
    date: str
    messages: int
    chats: int
    tokens: int
    models: _containers.ScalarMap[str, int]
    def __init__(self, date: _Optional[str] = ..., messages: _Optional[int] = ..., chats: _Optional[int] = ..., tokens: _Optional[int] = ..., models: _Optional[_Mapping[str, int]] = ...) -> None: ...

class OwnInsights(_message.Message):
    __slots__ = ("most_used_model", "average_tokens_per_chat", "average_messages_per_active_day", "user_message_share", "assistant_message_share")
    MOST_USED_MODEL_FIELD_NUMBER: _ClassVar[int]
    AVERAGE_TOKENS_PER_CHAT_FIELD_NUMBER: _ClassVar[int]
    AVERAGE_MESSAGES_PER_ACTIVE_DAY_FIELD_NUMBER: _ClassVar[int]
    USER_MESSAGE_SHARE_FIELD_NUMBER: _ClassVar[int]
    ASSISTANT_MESSAGE_SHARE_FIELD_NUMBER: _ClassVar[int]
    most_used_model: str
    average_tokens_per_chat: float
    average_messages_per_active_day: float
    user_message_share: float
    assistant_message_share: float
    def __init__(self, most_used_model: _Optional[str] = ..., average_tokens_per_chat: _Optional[float] = ..., average_messages_per_active_day: _Optional[float] = ..., user_message_share: _Optional[float] = ..., assistant_message_share: _Optional[float] = ...) -> None: ...

class OwnModel(_message.Message):
    __slots__ = ("model_id", "messages", "input_tokens", "output_tokens", "total_tokens")
    MODEL_ID_FIELD_NUMBER: _ClassVar[int]
    MESSAGES_FIELD_NUMBER: _ClassVar[int]
    INPUT_TOKENS_FIELD_NUMBER: _ClassVar[int]
    OUTPUT_TOKENS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_TOKENS_FIELD_NUMBER: _ClassVar[int]
    model_id: str
    messages: int
    input_tokens: int
    output_tokens: int
    total_tokens: int
    def __init__(self, model_id: _Optional[str] = ..., messages: _Optional[int] = ..., input_tokens: _Optional[int] = ..., output_tokens: _Optional[int] = ..., total_tokens: _Optional[int] = ...) -> None: ...

class OwnTool(_message.Message):
    __slots__ = ("name", "count")
    NAME_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    name: str
    count: int
    def __init__(self, name: _Optional[str] = ..., count: _Optional[int] = ...) -> None: ...

class UsagePeriod(_message.Message):
    __slots__ = ("start_date", "end_date", "days")
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    DAYS_FIELD_NUMBER: _ClassVar[int]
    start_date: int
    end_date: int
    days: int
    def __init__(self, start_date: _Optional[int] = ..., end_date: _Optional[int] = ..., days: _Optional[int] = ...) -> None: ...
