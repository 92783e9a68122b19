from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class PromptCreated(_message.Message):
    __slots__ = ("prompt_id", "owner_id", "version_id", "command", "name", "content", "data", "meta", "tags", "message", "access_grants")
    PROMPT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_ID_FIELD_NUMBER: _ClassVar[int]
    COMMAND_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    TAGS_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    ACCESS_GRANTS_FIELD_NUMBER: _ClassVar[int]
    prompt_id: str
    owner_id: str
    version_id: str
    command: str
    name: str
    content: str
    data: bytes
    meta: bytes
    tags: bytes
    message: str
    access_grants: bytes
    def __init__(self, prompt_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., version_id: _Optional[str] = ..., command: _Optional[str] = ..., name: _Optional[str] = ..., content: _Optional[str] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., tags: _Optional[bytes] = ..., message: _Optional[str] = ..., access_grants: _Optional[bytes] = ...) -> None: ...

class PromptSaved(_message.Message):
    __slots__ = ("prompt_id", "owner_id", "version_id", "parent_id", "command", "name", "content", "data", "meta", "tags", "message", "live", "access_grants")
    PROMPT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_ID_FIELD_NUMBER: _ClassVar[int]
    PARENT_ID_FIELD_NUMBER: _ClassVar[int]
    COMMAND_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    TAGS_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    LIVE_FIELD_NUMBER: _ClassVar[int]
    ACCESS_GRANTS_FIELD_NUMBER: _ClassVar[int]
    prompt_id: str
    owner_id: str
    version_id: str
    parent_id: str
    command: str
    name: str
    content: str
    data: bytes
    meta: bytes
    tags: bytes
    message: str
    live: bool
    access_grants: bytes
    def __init__(self, prompt_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., version_id: _Optional[str] = ..., parent_id: _Optional[str] = ..., command: _Optional[str] = ..., name: _Optional[str] = ..., content: _Optional[str] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., tags: _Optional[bytes] = ..., message: _Optional[str] = ..., live: _Optional[bool] = ..., access_grants: _Optional[bytes] = ...) -> None: ...

class PromptDetailsChanged(_message.Message):
    __slots__ = ("prompt_id", "owner_id", "command", "name", "tags", "content")
    PROMPT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    COMMAND_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    TAGS_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    prompt_id: str
    owner_id: str
    command: str
    name: str
    tags: bytes
    content: str
    def __init__(self, prompt_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., command: _Optional[str] = ..., name: _Optional[str] = ..., tags: _Optional[bytes] = ..., content: _Optional[str] = ...) -> None: ...

class PromptVersionChosen(_message.Message):
    __slots__ = ("prompt_id", "owner_id", "version_id", "name", "content", "data", "meta", "tags", "command")
    PROMPT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    TAGS_FIELD_NUMBER: _ClassVar[int]
    COMMAND_FIELD_NUMBER: _ClassVar[int]
    prompt_id: str
    owner_id: str
    version_id: str
    name: str
    content: str
    data: bytes
    meta: bytes
    tags: bytes
    command: str
    def __init__(self, prompt_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., version_id: _Optional[str] = ..., name: _Optional[str] = ..., content: _Optional[str] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., tags: _Optional[bytes] = ..., command: _Optional[str] = ...) -> None: ...

class PromptVersionDeleted(_message.Message):
    __slots__ = ("prompt_id", "version_id")
    PROMPT_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_ID_FIELD_NUMBER: _ClassVar[int]
    prompt_id: str
    version_id: str
    def __init__(self, prompt_id: _Optional[str] = ..., version_id: _Optional[str] = ...) -> None: ...

class PromptSwitched(_message.Message):
    __slots__ = ("prompt_id", "active")
    PROMPT_ID_FIELD_NUMBER: _ClassVar[int]
    ACTIVE_FIELD_NUMBER: _ClassVar[int]
    prompt_id: str
    active: bool
    def __init__(self, prompt_id: _Optional[str] = ..., active: _Optional[bool] = ...) -> None: ...

class PromptAccessChanged(_message.Message):
    __slots__ = ("prompt_id", "owner_id", "access_grants")
    PROMPT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    ACCESS_GRANTS_FIELD_NUMBER: _ClassVar[int]
    prompt_id: str
    owner_id: str
    access_grants: bytes
    def __init__(self, prompt_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., access_grants: _Optional[bytes] = ...) -> None: ...

class PromptDeleted(_message.Message):
    __slots__ = ("prompt_id", "owner_id")
    PROMPT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    prompt_id: str
    owner_id: str
    def __init__(self, prompt_id: _Optional[str] = ..., owner_id: _Optional[str] = ...) -> None: ...
