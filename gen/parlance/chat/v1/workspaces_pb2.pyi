from google.api import annotations_pb2 as _annotations_pb2
from parlance.common.v1 import common_pb2 as _common_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class WorkspaceRequest(_message.Message):
    __slots__ = ("slug",)
    SLUG_FIELD_NUMBER: _ClassVar[int]
    slug: str
    def __init__(self, slug: _Optional[str] = ...) -> None: ...

class ListWorkspacesRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class WorkspaceForm(_message.Message):
    __slots__ = ("slug", "form")
    SLUG_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    slug: str
    form: bytes
    def __init__(self, slug: _Optional[str] = ..., form: _Optional[bytes] = ...) -> None: ...

class Workspace(_message.Message):
    __slots__ = ("id", "name", "slug", "vector_tag", "created_at", "open_ai_temp", "open_ai_history", "last_updated_at", "open_ai_prompt", "similarity_threshold", "chat_provider", "chat_model", "top_n", "chat_mode", "pfp_filename", "agent_provider", "agent_model", "query_refusal_response", "vector_search_mode", "documents", "threads", "context_window", "router_id", "current_context_token_count")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    SLUG_FIELD_NUMBER: _ClassVar[int]
    VECTOR_TAG_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    OPEN_AI_TEMP_FIELD_NUMBER: _ClassVar[int]
    OPEN_AI_HISTORY_FIELD_NUMBER: _ClassVar[int]
    LAST_UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    OPEN_AI_PROMPT_FIELD_NUMBER: _ClassVar[int]
    SIMILARITY_THRESHOLD_FIELD_NUMBER: _ClassVar[int]
    CHAT_PROVIDER_FIELD_NUMBER: _ClassVar[int]
    CHAT_MODEL_FIELD_NUMBER: _ClassVar[int]
    TOP_N_FIELD_NUMBER: _ClassVar[int]
    CHAT_MODE_FIELD_NUMBER: _ClassVar[int]
    PFP_FILENAME_FIELD_NUMBER: _ClassVar[int]
    AGENT_PROVIDER_FIELD_NUMBER: _ClassVar[int]
    AGENT_MODEL_FIELD_NUMBER: _ClassVar[int]
    QUERY_REFUSAL_RESPONSE_FIELD_NUMBER: _ClassVar[int]
    VECTOR_SEARCH_MODE_FIELD_NUMBER: _ClassVar[int]
    DOCUMENTS_FIELD_NUMBER: _ClassVar[int]
    THREADS_FIELD_NUMBER: _ClassVar[int]
    CONTEXT_WINDOW_FIELD_NUMBER: _ClassVar[int]
    ROUTER_ID_FIELD_NUMBER: _ClassVar[int]
    CURRENT_CONTEXT_TOKEN_COUNT_FIELD_NUMBER: _ClassVar[int]
    id: int
    name: str
    slug: str
    vector_tag: str
    created_at: str
    open_ai_temp: float
    open_ai_history: int
    last_updated_at: str
    open_ai_prompt: str
    similarity_threshold: float
    chat_provider: str
    chat_model: str
    top_n: int
    chat_mode: str
    pfp_filename: str
    agent_provider: str
    agent_model: str
    query_refusal_response: str
    vector_search_mode: str
    documents: bytes
    threads: bytes
    context_window: int
    router_id: int
    current_context_token_count: int
    def __init__(self, id: _Optional[int] = ..., name: _Optional[str] = ..., slug: _Optional[str] = ..., vector_tag: _Optional[str] = ..., created_at: _Optional[str] = ..., open_ai_temp: _Optional[float] = ..., open_ai_history: _Optional[int] = ..., last_updated_at: _Optional[str] = ..., open_ai_prompt: _Optional[str] = ..., similarity_threshold: _Optional[float] = ..., chat_provider: _Optional[str] = ..., chat_model: _Optional[str] = ..., top_n: _Optional[int] = ..., chat_mode: _Optional[str] = ..., pfp_filename: _Optional[str] = ..., agent_provider: _Optional[str] = ..., agent_model: _Optional[str] = ..., query_refusal_response: _Optional[str] = ..., vector_search_mode: _Optional[str] = ..., documents: _Optional[bytes] = ..., threads: _Optional[bytes] = ..., context_window: _Optional[int] = ..., router_id: _Optional[int] = ..., current_context_token_count: _Optional[int] = ...) -> None: ...

class WorkspaceReply(_message.Message):
    __slots__ = ("workspace", "message")
    WORKSPACE_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    workspace: Workspace
    message: str
    def __init__(self, workspace: _Optional[_Union[Workspace, _Mapping]] = ..., message: _Optional[str] = ...) -> None: ...

class UpdateWorkspaceReply(_message.Message):
    __slots__ = ("json", "message")
    JSON_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    json: bytes
    message: str
    def __init__(self, json: _Optional[bytes] = ..., message: _Optional[str] = ...) -> None: ...

class ListWorkspacesReply(_message.Message):
    __slots__ = ("workspaces",)
    WORKSPACES_FIELD_NUMBER: _ClassVar[int]
    workspaces: _containers.RepeatedCompositeFieldContainer[Workspace]
    def __init__(self, workspaces: _Optional[_Iterable[_Union[Workspace, _Mapping]]] = ...) -> None: ...

class GetWorkspaceReply(_message.Message):
    __slots__ = ("workspace",)
    WORKSPACE_FIELD_NUMBER: _ClassVar[int]
    workspace: _containers.RepeatedCompositeFieldContainer[Workspace]
    def __init__(self, workspace: _Optional[_Iterable[_Union[Workspace, _Mapping]]] = ...) -> None: ...

class TextReply(_message.Message):
    __slots__ = ("text",)
    TEXT_FIELD_NUMBER: _ClassVar[int]
    text: str
    def __init__(self, text: _Optional[str] = ...) -> None: ...

class MessageText(_message.Message):
    __slots__ = ("message",)
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    message: str
    def __init__(self, message: _Optional[str] = ...) -> None: ...

class JsonDocument(_message.Message):
    __slots__ = ("json",)
    JSON_FIELD_NUMBER: _ClassVar[int]
    json: bytes
    def __init__(self, json: _Optional[bytes] = ...) -> None: ...

class UpdateEmbeddingsRequest(_message.Message):
    __slots__ = ("slug", "form")
    SLUG_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    slug: str
    form: bytes
    def __init__(self, slug: _Optional[str] = ..., form: _Optional[bytes] = ...) -> None: ...

class UpdateEmbeddingsReply(_message.Message):
    __slots__ = ("workspace",)
    WORKSPACE_FIELD_NUMBER: _ClassVar[int]
    workspace: Workspace
    def __init__(self, workspace: _Optional[_Union[Workspace, _Mapping]] = ...) -> None: ...

class UpdatePinRequest(_message.Message):
    __slots__ = ("slug", "form")
    SLUG_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    slug: str
    form: bytes
    def __init__(self, slug: _Optional[str] = ..., form: _Optional[bytes] = ...) -> None: ...

class VectorSearchRequest(_message.Message):
    __slots__ = ("slug", "form")
    SLUG_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    slug: str
    form: bytes
    def __init__(self, slug: _Optional[str] = ..., form: _Optional[bytes] = ...) -> None: ...

class VectorSearchReply(_message.Message):
    __slots__ = ("results", "message")
    RESULTS_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    results: bytes
    message: str
    def __init__(self, results: _Optional[bytes] = ..., message: _Optional[str] = ...) -> None: ...

class HistoryRequest(_message.Message):
    __slots__ = ("slug", "api_session_id", "limit", "order_by")
    SLUG_FIELD_NUMBER: _ClassVar[int]
    API_SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    ORDER_BY_FIELD_NUMBER: _ClassVar[int]
    slug: str
    api_session_id: str
    limit: str
    order_by: str
    def __init__(self, slug: _Optional[str] = ..., api_session_id: _Optional[str] = ..., limit: _Optional[str] = ..., order_by: _Optional[str] = ...) -> None: ...

class HistoryReply(_message.Message):
    __slots__ = ("history",)
    HISTORY_FIELD_NUMBER: _ClassVar[int]
    history: bytes
    def __init__(self, history: _Optional[bytes] = ...) -> None: ...

class WorkspaceChatRequest(_message.Message):
    __slots__ = ("slug", "form")
    SLUG_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    slug: str
    form: bytes
    def __init__(self, slug: _Optional[str] = ..., form: _Optional[bytes] = ...) -> None: ...

class WorkspaceModels(_message.Message):
    __slots__ = ("object", "data")
    OBJECT_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    object: str
    data: _containers.RepeatedCompositeFieldContainer[WorkspaceModel]
    def __init__(self, object: _Optional[str] = ..., data: _Optional[_Iterable[_Union[WorkspaceModel, _Mapping]]] = ...) -> None: ...

class WorkspaceModel(_message.Message):
    __slots__ = ("id", "object", "created", "owned_by")
    ID_FIELD_NUMBER: _ClassVar[int]
    OBJECT_FIELD_NUMBER: _ClassVar[int]
    CREATED_FIELD_NUMBER: _ClassVar[int]
    OWNED_BY_FIELD_NUMBER: _ClassVar[int]
    id: str
    object: str
    created: int
    owned_by: str
    def __init__(self, id: _Optional[str] = ..., object: _Optional[str] = ..., created: _Optional[int] = ..., owned_by: _Optional[str] = ...) -> None: ...

class WorkspaceCompletionRequest(_message.Message):
    __slots__ = ("form",)
    FORM_FIELD_NUMBER: _ClassVar[int]
    form: bytes
    def __init__(self, form: _Optional[bytes] = ...) -> None: ...
