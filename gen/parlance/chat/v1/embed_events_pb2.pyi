from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class EmbedCreated(_message.Message):
    __slots__ = ("embed_id", "owner_id", "number", "workspace_id", "settings")
    EMBED_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    WORKSPACE_ID_FIELD_NUMBER: _ClassVar[int]
    SETTINGS_FIELD_NUMBER: _ClassVar[int]
    embed_id: str
    owner_id: str
    number: int
    workspace_id: str
    settings: bytes
    def __init__(self, embed_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., number: _Optional[int] = ..., workspace_id: _Optional[str] = ..., settings: _Optional[bytes] = ...) -> None: ...

class EmbedChanged(_message.Message):
    __slots__ = ("embed_id", "owner_id", "workspace_id", "settings")
    EMBED_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    WORKSPACE_ID_FIELD_NUMBER: _ClassVar[int]
    SETTINGS_FIELD_NUMBER: _ClassVar[int]
    embed_id: str
    owner_id: str
    workspace_id: str
    settings: bytes
    def __init__(self, embed_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., workspace_id: _Optional[str] = ..., settings: _Optional[bytes] = ...) -> None: ...

class EmbedDeleted(_message.Message):
    __slots__ = ("embed_id", "owner_id")
    EMBED_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    embed_id: str
    owner_id: str
    def __init__(self, embed_id: _Optional[str] = ..., owner_id: _Optional[str] = ...) -> None: ...

class EmbedAnswered(_message.Message):
    __slots__ = ("embed_id", "session_id", "owner_id", "number", "question", "answer", "mode", "sources", "metrics", "connection", "hidden")
    EMBED_ID_FIELD_NUMBER: _ClassVar[int]
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    QUESTION_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    MODE_FIELD_NUMBER: _ClassVar[int]
    SOURCES_FIELD_NUMBER: _ClassVar[int]
    METRICS_FIELD_NUMBER: _ClassVar[int]
    CONNECTION_FIELD_NUMBER: _ClassVar[int]
    HIDDEN_FIELD_NUMBER: _ClassVar[int]
    embed_id: str
    session_id: str
    owner_id: str
    number: int
    question: str
    answer: str
    mode: str
    sources: bytes
    metrics: bytes
    connection: bytes
    hidden: bool
    def __init__(self, embed_id: _Optional[str] = ..., session_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., number: _Optional[int] = ..., question: _Optional[str] = ..., answer: _Optional[str] = ..., mode: _Optional[str] = ..., sources: _Optional[bytes] = ..., metrics: _Optional[bytes] = ..., connection: _Optional[bytes] = ..., hidden: _Optional[bool] = ...) -> None: ...

class EmbedSessionReset(_message.Message):
    __slots__ = ("embed_id", "session_id", "owner_id", "number")
    EMBED_ID_FIELD_NUMBER: _ClassVar[int]
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    embed_id: str
    session_id: str
    owner_id: str
    number: int
    def __init__(self, embed_id: _Optional[str] = ..., session_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., number: _Optional[int] = ...) -> None: ...

class EmbedSessionEnded(_message.Message):
    __slots__ = ("embed_id", "session_id", "owner_id")
    EMBED_ID_FIELD_NUMBER: _ClassVar[int]
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    embed_id: str
    session_id: str
    owner_id: str
    def __init__(self, embed_id: _Optional[str] = ..., session_id: _Optional[str] = ..., owner_id: _Optional[str] = ...) -> None: ...
