from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class AnswerStarted(_message.Message):
    __slots__ = ("chat_id", "owner_id", "message_id", "run_id", "model", "started_at")
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    RUN_ID_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    STARTED_AT_FIELD_NUMBER: _ClassVar[int]
    chat_id: str
    owner_id: str
    message_id: str
    run_id: str
    model: str
    started_at: int
    def __init__(self, chat_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., message_id: _Optional[str] = ..., run_id: _Optional[str] = ..., model: _Optional[str] = ..., started_at: _Optional[int] = ...) -> None: ...

class AnswerCompleted(_message.Message):
    __slots__ = ("chat_id", "owner_id", "message_id", "run_id", "model", "prompt_tokens", "completion_tokens", "last_event")
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    RUN_ID_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    PROMPT_TOKENS_FIELD_NUMBER: _ClassVar[int]
    COMPLETION_TOKENS_FIELD_NUMBER: _ClassVar[int]
    LAST_EVENT_FIELD_NUMBER: _ClassVar[int]
    chat_id: str
    owner_id: str
    message_id: str
    run_id: str
    model: str
    prompt_tokens: int
    completion_tokens: int
    last_event: int
    def __init__(self, chat_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., message_id: _Optional[str] = ..., run_id: _Optional[str] = ..., model: _Optional[str] = ..., prompt_tokens: _Optional[int] = ..., completion_tokens: _Optional[int] = ..., last_event: _Optional[int] = ...) -> None: ...

class AnswerFailed(_message.Message):
    __slots__ = ("chat_id", "owner_id", "message_id", "run_id", "model", "cause", "detail", "last_event")
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    RUN_ID_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    CAUSE_FIELD_NUMBER: _ClassVar[int]
    DETAIL_FIELD_NUMBER: _ClassVar[int]
    LAST_EVENT_FIELD_NUMBER: _ClassVar[int]
    chat_id: str
    owner_id: str
    message_id: str
    run_id: str
    model: str
    cause: str
    detail: str
    last_event: int
    def __init__(self, chat_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., message_id: _Optional[str] = ..., run_id: _Optional[str] = ..., model: _Optional[str] = ..., cause: _Optional[str] = ..., detail: _Optional[str] = ..., last_event: _Optional[int] = ...) -> None: ...

class AnswerStopped(_message.Message):
    __slots__ = ("chat_id", "owner_id", "message_id", "run_id", "model", "last_event")
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    RUN_ID_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    LAST_EVENT_FIELD_NUMBER: _ClassVar[int]
    chat_id: str
    owner_id: str
    message_id: str
    run_id: str
    model: str
    last_event: int
    def __init__(self, chat_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., message_id: _Optional[str] = ..., run_id: _Optional[str] = ..., model: _Optional[str] = ..., last_event: _Optional[int] = ...) -> None: ...
