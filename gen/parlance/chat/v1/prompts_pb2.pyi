from google.api import annotations_pb2 as _annotations_pb2
from parlance.chat.v1 import people_pb2 as _people_pb2
from parlance.common.v1 import common_pb2 as _common_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Prompt(_message.Message):
    __slots__ = ("id", "command", "user_id", "name", "content", "data", "meta", "tags", "is_active", "version_id", "created_at", "updated_at", "access_grants")
    ID_FIELD_NUMBER: _ClassVar[int]
    COMMAND_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    TAGS_FIELD_NUMBER: _ClassVar[int]
    IS_ACTIVE_FIELD_NUMBER: _ClassVar[int]
    VERSION_ID_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    ACCESS_GRANTS_FIELD_NUMBER: _ClassVar[int]
    id: str
    command: str
    user_id: str
    name: str
    content: str
    data: bytes
    meta: bytes
    tags: _containers.RepeatedScalarFieldContainer[str]
    is_active: bool
    version_id: str
    created_at: int
    updated_at: int
    access_grants: bytes
    def __init__(self, id: _Optional[str] = ..., command: _Optional[str] = ..., user_id: _Optional[str] = ..., name: _Optional[str] = ..., content: _Optional[str] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., tags: _Optional[_Iterable[str]] = ..., is_active: _Optional[bool] = ..., version_id: _Optional[str] = ..., created_at: _Optional[int] = ..., updated_at: _Optional[int] = ..., access_grants: _Optional[bytes] = ...) -> None: ...

class PromptItem(_message.Message):
    __slots__ = ("id", "command", "user_id", "name", "content", "data", "meta", "tags", "is_active", "version_id", "created_at", "updated_at", "access_grants", "user", "write_access")
    ID_FIELD_NUMBER: _ClassVar[int]
    COMMAND_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    TAGS_FIELD_NUMBER: _ClassVar[int]
    IS_ACTIVE_FIELD_NUMBER: _ClassVar[int]
    VERSION_ID_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    ACCESS_GRANTS_FIELD_NUMBER: _ClassVar[int]
    USER_FIELD_NUMBER: _ClassVar[int]
    WRITE_ACCESS_FIELD_NUMBER: _ClassVar[int]
    id: str
    command: str
    user_id: str
    name: str
    content: str
    data: bytes
    meta: bytes
    tags: _containers.RepeatedScalarFieldContainer[str]
    is_active: bool
    version_id: str
    created_at: int
    updated_at: int
    access_grants: bytes
    user: _people_pb2.PersonCard
    write_access: bool
    def __init__(self, id: _Optional[str] = ..., command: _Optional[str] = ..., user_id: _Optional[str] = ..., name: _Optional[str] = ..., content: _Optional[str] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., tags: _Optional[_Iterable[str]] = ..., is_active: _Optional[bool] = ..., version_id: _Optional[str] = ..., created_at: _Optional[int] = ..., updated_at: _Optional[int] = ..., access_grants: _Optional[bytes] = ..., user: _Optional[_Union[_people_pb2.PersonCard, _Mapping]] = ..., write_access: _Optional[bool] = ...) -> None: ...

class PromptRows(_message.Message):
    __slots__ = ("items",)
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[Prompt]
    def __init__(self, items: _Optional[_Iterable[_Union[Prompt, _Mapping]]] = ...) -> None: ...

class PromptTags(_message.Message):
    __slots__ = ("items",)
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, items: _Optional[_Iterable[str]] = ...) -> None: ...

class PromptPage(_message.Message):
    __slots__ = ("items", "total")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[PromptItem]
    total: int
    def __init__(self, items: _Optional[_Iterable[_Union[PromptItem, _Mapping]]] = ..., total: _Optional[int] = ...) -> None: ...

class PromptVersion(_message.Message):
    __slots__ = ("id", "prompt_id", "parent_id", "snapshot", "user_id", "commit_message", "created_at")
    ID_FIELD_NUMBER: _ClassVar[int]
    PROMPT_ID_FIELD_NUMBER: _ClassVar[int]
    PARENT_ID_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    COMMIT_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    id: str
    prompt_id: str
    parent_id: str
    snapshot: bytes
    user_id: str
    commit_message: str
    created_at: int
    def __init__(self, id: _Optional[str] = ..., prompt_id: _Optional[str] = ..., parent_id: _Optional[str] = ..., snapshot: _Optional[bytes] = ..., user_id: _Optional[str] = ..., commit_message: _Optional[str] = ..., created_at: _Optional[int] = ...) -> None: ...

class PromptVersionRow(_message.Message):
    __slots__ = ("id", "prompt_id", "parent_id", "snapshot", "user_id", "commit_message", "created_at", "user")
    ID_FIELD_NUMBER: _ClassVar[int]
    PROMPT_ID_FIELD_NUMBER: _ClassVar[int]
    PARENT_ID_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    COMMIT_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    USER_FIELD_NUMBER: _ClassVar[int]
    id: str
    prompt_id: str
    parent_id: str
    snapshot: bytes
    user_id: str
    commit_message: str
    created_at: int
    user: _people_pb2.PersonCard
    def __init__(self, id: _Optional[str] = ..., prompt_id: _Optional[str] = ..., parent_id: _Optional[str] = ..., snapshot: _Optional[bytes] = ..., user_id: _Optional[str] = ..., commit_message: _Optional[str] = ..., created_at: _Optional[int] = ..., user: _Optional[_Union[_people_pb2.PersonCard, _Mapping]] = ...) -> None: ...

class PromptVersionRows(_message.Message):
    __slots__ = ("items",)
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[PromptVersionRow]
    def __init__(self, items: _Optional[_Iterable[_Union[PromptVersionRow, _Mapping]]] = ...) -> None: ...

class PromptDiff(_message.Message):
    __slots__ = ("from_id", "to_id", "from_snapshot", "to_snapshot", "content_diff", "line_endings_only", "name_changed")
    FROM_ID_FIELD_NUMBER: _ClassVar[int]
    TO_ID_FIELD_NUMBER: _ClassVar[int]
    FROM_SNAPSHOT_FIELD_NUMBER: _ClassVar[int]
    TO_SNAPSHOT_FIELD_NUMBER: _ClassVar[int]
    CONTENT_DIFF_FIELD_NUMBER: _ClassVar[int]
    LINE_ENDINGS_ONLY_FIELD_NUMBER: _ClassVar[int]
    NAME_CHANGED_FIELD_NUMBER: _ClassVar[int]
    from_id: str
    to_id: str
    from_snapshot: bytes
    to_snapshot: bytes
    content_diff: _containers.RepeatedScalarFieldContainer[str]
    line_endings_only: bool
    name_changed: bool
    def __init__(self, from_id: _Optional[str] = ..., to_id: _Optional[str] = ..., from_snapshot: _Optional[bytes] = ..., to_snapshot: _Optional[bytes] = ..., content_diff: _Optional[_Iterable[str]] = ..., line_endings_only: _Optional[bool] = ..., name_changed: _Optional[bool] = ...) -> None: ...

class ListPromptsRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class PromptTagsRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class SearchPromptsRequest(_message.Message):
    __slots__ = ("query", "view_option", "tag", "order_by", "direction", "page")
    QUERY_FIELD_NUMBER: _ClassVar[int]
    VIEW_OPTION_FIELD_NUMBER: _ClassVar[int]
    TAG_FIELD_NUMBER: _ClassVar[int]
    ORDER_BY_FIELD_NUMBER: _ClassVar[int]
    DIRECTION_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    query: str
    view_option: str
    tag: str
    order_by: str
    direction: str
    page: int
    def __init__(self, query: _Optional[str] = ..., view_option: _Optional[str] = ..., tag: _Optional[str] = ..., order_by: _Optional[str] = ..., direction: _Optional[str] = ..., page: _Optional[int] = ...) -> None: ...

class PromptForm(_message.Message):
    __slots__ = ("command", "name", "content", "data", "meta", "tags", "access_grants", "version_id", "commit_message", "is_production")
    COMMAND_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    TAGS_FIELD_NUMBER: _ClassVar[int]
    ACCESS_GRANTS_FIELD_NUMBER: _ClassVar[int]
    VERSION_ID_FIELD_NUMBER: _ClassVar[int]
    COMMIT_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    IS_PRODUCTION_FIELD_NUMBER: _ClassVar[int]
    command: str
    name: str
    content: str
    data: bytes
    meta: bytes
    tags: bytes
    access_grants: bytes
    version_id: str
    commit_message: str
    is_production: bool
    def __init__(self, command: _Optional[str] = ..., name: _Optional[str] = ..., content: _Optional[str] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., tags: _Optional[bytes] = ..., access_grants: _Optional[bytes] = ..., version_id: _Optional[str] = ..., commit_message: _Optional[str] = ..., is_production: _Optional[bool] = ...) -> None: ...

class PromptRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class PromptCommandRequest(_message.Message):
    __slots__ = ("command",)
    COMMAND_FIELD_NUMBER: _ClassVar[int]
    command: str
    def __init__(self, command: _Optional[str] = ...) -> None: ...

class UpdatePromptRequest(_message.Message):
    __slots__ = ("id", "form")
    ID_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    id: str
    form: PromptForm
    def __init__(self, id: _Optional[str] = ..., form: _Optional[_Union[PromptForm, _Mapping]] = ...) -> None: ...

class PromptMetaForm(_message.Message):
    __slots__ = ("name", "command", "tags")
    NAME_FIELD_NUMBER: _ClassVar[int]
    COMMAND_FIELD_NUMBER: _ClassVar[int]
    TAGS_FIELD_NUMBER: _ClassVar[int]
    name: str
    command: str
    tags: bytes
    def __init__(self, name: _Optional[str] = ..., command: _Optional[str] = ..., tags: _Optional[bytes] = ...) -> None: ...

class UpdatePromptMetaRequest(_message.Message):
    __slots__ = ("id", "form")
    ID_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    id: str
    form: PromptMetaForm
    def __init__(self, id: _Optional[str] = ..., form: _Optional[_Union[PromptMetaForm, _Mapping]] = ...) -> None: ...

class VersionForm(_message.Message):
    __slots__ = ("version_id",)
    VERSION_ID_FIELD_NUMBER: _ClassVar[int]
    version_id: str
    def __init__(self, version_id: _Optional[str] = ...) -> None: ...

class ChooseVersionRequest(_message.Message):
    __slots__ = ("id", "form")
    ID_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    id: str
    form: VersionForm
    def __init__(self, id: _Optional[str] = ..., form: _Optional[_Union[VersionForm, _Mapping]] = ...) -> None: ...

class PromptAccessForm(_message.Message):
    __slots__ = ("access_grants",)
    ACCESS_GRANTS_FIELD_NUMBER: _ClassVar[int]
    access_grants: bytes
    def __init__(self, access_grants: _Optional[bytes] = ...) -> None: ...

class PromptAccessRequest(_message.Message):
    __slots__ = ("id", "form")
    ID_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    id: str
    form: PromptAccessForm
    def __init__(self, id: _Optional[str] = ..., form: _Optional[_Union[PromptAccessForm, _Mapping]] = ...) -> None: ...

class PromptHistoryRequest(_message.Message):
    __slots__ = ("id", "page")
    ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    id: str
    page: int
    def __init__(self, id: _Optional[str] = ..., page: _Optional[int] = ...) -> None: ...

class PromptVersionRequest(_message.Message):
    __slots__ = ("id", "history_id")
    ID_FIELD_NUMBER: _ClassVar[int]
    HISTORY_ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    history_id: str
    def __init__(self, id: _Optional[str] = ..., history_id: _Optional[str] = ...) -> None: ...

class PromptDiffRequest(_message.Message):
    __slots__ = ("id", "from_id", "to_id")
    ID_FIELD_NUMBER: _ClassVar[int]
    FROM_ID_FIELD_NUMBER: _ClassVar[int]
    TO_ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    from_id: str
    to_id: str
    def __init__(self, id: _Optional[str] = ..., from_id: _Optional[str] = ..., to_id: _Optional[str] = ...) -> None: ...
