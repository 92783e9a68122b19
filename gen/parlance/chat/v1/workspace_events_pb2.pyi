from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class WorkspaceCreated(_message.Message):
    __slots__ = ("workspace_id", "owner_id", "number", "slug", "name", "settings")
    WORKSPACE_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    SLUG_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    SETTINGS_FIELD_NUMBER: _ClassVar[int]
    workspace_id: str
    owner_id: str
    number: int
    slug: str
    name: str
    settings: bytes
    def __init__(self, workspace_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., number: _Optional[int] = ..., slug: _Optional[str] = ..., name: _Optional[str] = ..., settings: _Optional[bytes] = ...) -> None: ...

class WorkspaceChanged(_message.Message):
    __slots__ = ("workspace_id", "owner_id", "name", "settings")
    WORKSPACE_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    SETTINGS_FIELD_NUMBER: _ClassVar[int]
    workspace_id: str
    owner_id: str
    name: str
    settings: bytes
    def __init__(self, workspace_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., name: _Optional[str] = ..., settings: _Optional[bytes] = ...) -> None: ...

class DocumentEmbedded(_message.Message):
    __slots__ = ("workspace_id", "owner_id", "number", "document_id", "location", "file_id", "metadata", "tokens")
    WORKSPACE_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_ID_FIELD_NUMBER: _ClassVar[int]
    LOCATION_FIELD_NUMBER: _ClassVar[int]
    FILE_ID_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    TOKENS_FIELD_NUMBER: _ClassVar[int]
    workspace_id: str
    owner_id: str
    number: int
    document_id: str
    location: str
    file_id: str
    metadata: bytes
    tokens: int
    def __init__(self, workspace_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., number: _Optional[int] = ..., document_id: _Optional[str] = ..., location: _Optional[str] = ..., file_id: _Optional[str] = ..., metadata: _Optional[bytes] = ..., tokens: _Optional[int] = ...) -> None: ...

class DocumentUnembedded(_message.Message):
    __slots__ = ("workspace_id", "owner_id", "location")
    WORKSPACE_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    LOCATION_FIELD_NUMBER: _ClassVar[int]
    workspace_id: str
    owner_id: str
    location: str
    def __init__(self, workspace_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., location: _Optional[str] = ...) -> None: ...

class DocumentPinned(_message.Message):
    __slots__ = ("workspace_id", "owner_id", "location", "pinned")
    WORKSPACE_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    LOCATION_FIELD_NUMBER: _ClassVar[int]
    PINNED_FIELD_NUMBER: _ClassVar[int]
    workspace_id: str
    owner_id: str
    location: str
    pinned: bool
    def __init__(self, workspace_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., location: _Optional[str] = ..., pinned: _Optional[bool] = ...) -> None: ...

class ConversationStarted(_message.Message):
    __slots__ = ("workspace_id", "owner_id", "scope", "chat_id")
    WORKSPACE_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    workspace_id: str
    owner_id: str
    scope: str
    chat_id: str
    def __init__(self, workspace_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., scope: _Optional[str] = ..., chat_id: _Optional[str] = ...) -> None: ...

class WorkspaceDeleted(_message.Message):
    __slots__ = ("workspace_id", "owner_id")
    WORKSPACE_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    workspace_id: str
    owner_id: str
    def __init__(self, workspace_id: _Optional[str] = ..., owner_id: _Optional[str] = ...) -> None: ...

class WorkspaceMembersChanged(_message.Message):
    __slots__ = ("workspace_id", "owner_id", "members")
    WORKSPACE_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    MEMBERS_FIELD_NUMBER: _ClassVar[int]
    workspace_id: str
    owner_id: str
    members: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, workspace_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., members: _Optional[_Iterable[str]] = ...) -> None: ...
