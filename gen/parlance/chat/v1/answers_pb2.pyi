from google.api import annotations_pb2 as _annotations_pb2
from parlance.common.v1 import common_pb2 as _common_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class StartAnswerRequest(_message.Message):
    __slots__ = ("chat_id", "message_id", "parent_id", "user_message", "question", "model")
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    PARENT_ID_FIELD_NUMBER: _ClassVar[int]
    USER_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    QUESTION_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    chat_id: str
    message_id: str
    parent_id: str
    user_message: bytes
    question: bytes
    model: str
    def __init__(self, chat_id: _Optional[str] = ..., message_id: _Optional[str] = ..., parent_id: _Optional[str] = ..., user_message: _Optional[bytes] = ..., question: _Optional[bytes] = ..., model: _Optional[str] = ...) -> None: ...

class StartAnswerReply(_message.Message):
    __slots__ = ("run_id", "message_id", "parent_id", "title", "folder_id")
    RUN_ID_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    PARENT_ID_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    FOLDER_ID_FIELD_NUMBER: _ClassVar[int]
    run_id: str
    message_id: str
    parent_id: str
    title: str
    folder_id: str
    def __init__(self, run_id: _Optional[str] = ..., message_id: _Optional[str] = ..., parent_id: _Optional[str] = ..., title: _Optional[str] = ..., folder_id: _Optional[str] = ...) -> None: ...

class EndAnswerRequest(_message.Message):
    __slots__ = ("run_id", "state", "text", "usage", "sources", "output", "prompt_tokens", "completion_tokens", "cause", "detail", "last_event")
    RUN_ID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    USAGE_FIELD_NUMBER: _ClassVar[int]
    SOURCES_FIELD_NUMBER: _ClassVar[int]
    OUTPUT_FIELD_NUMBER: _ClassVar[int]
    PROMPT_TOKENS_FIELD_NUMBER: _ClassVar[int]
    COMPLETION_TOKENS_FIELD_NUMBER: _ClassVar[int]
    CAUSE_FIELD_NUMBER: _ClassVar[int]
    DETAIL_FIELD_NUMBER: _ClassVar[int]
    LAST_EVENT_FIELD_NUMBER: _ClassVar[int]
    run_id: str
    state: str
    text: str
    usage: bytes
    sources: bytes
    output: bytes
    prompt_tokens: int
    completion_tokens: int
    cause: str
    detail: str
    last_event: int
    def __init__(self, run_id: _Optional[str] = ..., state: _Optional[str] = ..., text: _Optional[str] = ..., usage: _Optional[bytes] = ..., sources: _Optional[bytes] = ..., output: _Optional[bytes] = ..., prompt_tokens: _Optional[int] = ..., completion_tokens: _Optional[int] = ..., cause: _Optional[str] = ..., detail: _Optional[str] = ..., last_event: _Optional[int] = ...) -> None: ...

class EndAnswerReply(_message.Message):
    __slots__ = ("recorded",)
    RECORDED_FIELD_NUMBER: _ClassVar[int]
    recorded: bool
    def __init__(self, recorded: _Optional[bool] = ...) -> None: ...

class FollowAnswerRequest(_message.Message):
    __slots__ = ("id", "message_id", "last_event_id")
    ID_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    LAST_EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    message_id: str
    last_event_id: str
    def __init__(self, id: _Optional[str] = ..., message_id: _Optional[str] = ..., last_event_id: _Optional[str] = ...) -> None: ...

class ListTasksRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class TaskList(_message.Message):
    __slots__ = ("tasks",)
    TASKS_FIELD_NUMBER: _ClassVar[int]
    tasks: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, tasks: _Optional[_Iterable[str]] = ...) -> None: ...

class ChatTasksRequest(_message.Message):
    __slots__ = ("chat_id",)
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    chat_id: str
    def __init__(self, chat_id: _Optional[str] = ...) -> None: ...

class TaskIds(_message.Message):
    __slots__ = ("task_ids",)
    TASK_IDS_FIELD_NUMBER: _ClassVar[int]
    task_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, task_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class StopTaskRequest(_message.Message):
    __slots__ = ("task_id",)
    TASK_ID_FIELD_NUMBER: _ClassVar[int]
    task_id: str
    def __init__(self, task_id: _Optional[str] = ...) -> None: ...

class StopReply(_message.Message):
    __slots__ = ("status", "message")
    STATUS_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    status: bool
    message: str
    def __init__(self, status: _Optional[bool] = ..., message: _Optional[str] = ...) -> None: ...

class CompletedTurn(_message.Message):
    __slots__ = ("body",)
    BODY_FIELD_NUMBER: _ClassVar[int]
    body: bytes
    def __init__(self, body: _Optional[bytes] = ...) -> None: ...

class ActiveChatsRequest(_message.Message):
    __slots__ = ("chat_ids",)
    CHAT_IDS_FIELD_NUMBER: _ClassVar[int]
    chat_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, chat_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class ActiveChats(_message.Message):
    __slots__ = ("active_chat_ids",)
    ACTIVE_CHAT_IDS_FIELD_NUMBER: _ClassVar[int]
    active_chat_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, active_chat_ids: _Optional[_Iterable[str]] = ...) -> None: ...
