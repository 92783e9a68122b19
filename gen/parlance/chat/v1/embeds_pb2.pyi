from google.api import annotations_pb2 as _annotations_pb2
from parlance.chat.v1 import workspaces_pb2 as _workspaces_pb2
from parlance.common.v1 import common_pb2 as _common_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ListEmbedsRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class EmbedList(_message.Message):
    __slots__ = ("embeds",)
    EMBEDS_FIELD_NUMBER: _ClassVar[int]
    embeds: _containers.RepeatedCompositeFieldContainer[EmbedRow]
    def __init__(self, embeds: _Optional[_Iterable[_Union[EmbedRow, _Mapping]]] = ...) -> None: ...

class EmbedRow(_message.Message):
    __slots__ = ("id", "uuid", "enabled", "chat_mode", "created_at", "workspace", "chat_count")
    ID_FIELD_NUMBER: _ClassVar[int]
    UUID_FIELD_NUMBER: _ClassVar[int]
    ENABLED_FIELD_NUMBER: _ClassVar[int]
    CHAT_MODE_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    WORKSPACE_FIELD_NUMBER: _ClassVar[int]
    CHAT_COUNT_FIELD_NUMBER: _ClassVar[int]
    id: int
    uuid: str
    enabled: bool
    chat_mode: str
    created_at: str
    workspace: EmbedWorkspace
    chat_count: int
    def __init__(self, id: _Optional[int] = ..., uuid: _Optional[str] = ..., enabled: _Optional[bool] = ..., chat_mode: _Optional[str] = ..., created_at: _Optional[str] = ..., workspace: _Optional[_Union[EmbedWorkspace, _Mapping]] = ..., chat_count: _Optional[int] = ...) -> None: ...

class EmbedWorkspace(_message.Message):
    __slots__ = ("id", "name")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    id: int
    name: str
    def __init__(self, id: _Optional[int] = ..., name: _Optional[str] = ...) -> None: ...

class EmbedForm(_message.Message):
    __slots__ = ("embed_uuid", "form")
    EMBED_UUID_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    embed_uuid: str
    form: bytes
    def __init__(self, embed_uuid: _Optional[str] = ..., form: _Optional[bytes] = ...) -> None: ...

class Embed(_message.Message):
    __slots__ = ("id", "uuid", "enabled", "chat_mode", "allowlist_domains", "allow_model_override", "allow_temperature_override", "allow_prompt_override", "max_chats_per_day", "max_chats_per_session", "message_limit", "workspace_id", "created_by", "users_id", "created_at")
    ID_FIELD_NUMBER: _ClassVar[int]
    UUID_FIELD_NUMBER: _ClassVar[int]
    ENABLED_FIELD_NUMBER: _ClassVar[int]
    CHAT_MODE_FIELD_NUMBER: _ClassVar[int]
    ALLOWLIST_DOMAINS_FIELD_NUMBER: _ClassVar[int]
    ALLOW_MODEL_OVERRIDE_FIELD_NUMBER: _ClassVar[int]
    ALLOW_TEMPERATURE_OVERRIDE_FIELD_NUMBER: _ClassVar[int]
    ALLOW_PROMPT_OVERRIDE_FIELD_NUMBER: _ClassVar[int]
    MAX_CHATS_PER_DAY_FIELD_NUMBER: _ClassVar[int]
    MAX_CHATS_PER_SESSION_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_LIMIT_FIELD_NUMBER: _ClassVar[int]
    WORKSPACE_ID_FIELD_NUMBER: _ClassVar[int]
    CREATED_BY_FIELD_NUMBER: _ClassVar[int]
    USERS_ID_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    id: int
    uuid: str
    enabled: bool
    chat_mode: str
    allowlist_domains: str
    allow_model_override: bool
    allow_temperature_override: bool
    allow_prompt_override: bool
    max_chats_per_day: int
    max_chats_per_session: int
    message_limit: int
    workspace_id: int
    created_by: int
    users_id: int
    created_at: str
    def __init__(self, id: _Optional[int] = ..., uuid: _Optional[str] = ..., enabled: _Optional[bool] = ..., chat_mode: _Optional[str] = ..., allowlist_domains: _Optional[str] = ..., allow_model_override: _Optional[bool] = ..., allow_temperature_override: _Optional[bool] = ..., allow_prompt_override: _Optional[bool] = ..., max_chats_per_day: _Optional[int] = ..., max_chats_per_session: _Optional[int] = ..., message_limit: _Optional[int] = ..., workspace_id: _Optional[int] = ..., created_by: _Optional[int] = ..., users_id: _Optional[int] = ..., created_at: _Optional[str] = ...) -> None: ...

class EmbedCreatedReply(_message.Message):
    __slots__ = ("embed", "error")
    EMBED_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    embed: Embed
    error: str
    def __init__(self, embed: _Optional[_Union[Embed, _Mapping]] = ..., error: _Optional[str] = ...) -> None: ...

class EmbedRequest(_message.Message):
    __slots__ = ("embed_uuid",)
    EMBED_UUID_FIELD_NUMBER: _ClassVar[int]
    embed_uuid: str
    def __init__(self, embed_uuid: _Optional[str] = ...) -> None: ...

class EmbedDeletedReply(_message.Message):
    __slots__ = ("success", "error")
    SUCCESS_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    success: bool
    error: str
    def __init__(self, success: _Optional[bool] = ..., error: _Optional[str] = ...) -> None: ...

class EmbedChatsRequest(_message.Message):
    __slots__ = ("embed_uuid", "session_uuid", "before")
    EMBED_UUID_FIELD_NUMBER: _ClassVar[int]
    SESSION_UUID_FIELD_NUMBER: _ClassVar[int]
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    embed_uuid: str
    session_uuid: str
    before: int
    def __init__(self, embed_uuid: _Optional[str] = ..., session_uuid: _Optional[str] = ..., before: _Optional[int] = ...) -> None: ...

class EmbedChats(_message.Message):
    __slots__ = ("chats",)
    CHATS_FIELD_NUMBER: _ClassVar[int]
    chats: bytes
    def __init__(self, chats: _Optional[bytes] = ...) -> None: ...

class EmbedQuestion(_message.Message):
    __slots__ = ("embed_id", "form", "origin", "fetch_site", "called")
    EMBED_ID_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    FETCH_SITE_FIELD_NUMBER: _ClassVar[int]
    CALLED_FIELD_NUMBER: _ClassVar[int]
    embed_id: str
    form: bytes
    origin: str
    fetch_site: str
    called: str
    def __init__(self, embed_id: _Optional[str] = ..., form: _Optional[bytes] = ..., origin: _Optional[str] = ..., fetch_site: _Optional[str] = ..., called: _Optional[str] = ...) -> None: ...

class EmbedVisit(_message.Message):
    __slots__ = ("embed_id", "session_id", "origin", "fetch_site", "called")
    EMBED_ID_FIELD_NUMBER: _ClassVar[int]
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    FETCH_SITE_FIELD_NUMBER: _ClassVar[int]
    CALLED_FIELD_NUMBER: _ClassVar[int]
    embed_id: str
    session_id: str
    origin: str
    fetch_site: str
    called: str
    def __init__(self, embed_id: _Optional[str] = ..., session_id: _Optional[str] = ..., origin: _Optional[str] = ..., fetch_site: _Optional[str] = ..., called: _Optional[str] = ...) -> None: ...

class EmbedPreflight(_message.Message):
    __slots__ = ("methods", "headers", "max_age")
    METHODS_FIELD_NUMBER: _ClassVar[int]
    HEADERS_FIELD_NUMBER: _ClassVar[int]
    MAX_AGE_FIELD_NUMBER: _ClassVar[int]
    methods: str
    headers: str
    max_age: int
    def __init__(self, methods: _Optional[str] = ..., headers: _Optional[str] = ..., max_age: _Optional[int] = ...) -> None: ...
