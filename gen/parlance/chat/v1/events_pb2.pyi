from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class ChatCreated(_message.Message):
    __slots__ = ("chat_id", "owner_id", "title", "details", "history", "outline", "current_id", "variables", "folder_id", "message_ids", "messages", "writer", "created_at", "updated_at")
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    DETAILS_FIELD_NUMBER: _ClassVar[int]
    HISTORY_FIELD_NUMBER: _ClassVar[int]
    OUTLINE_FIELD_NUMBER: _ClassVar[int]
    CURRENT_ID_FIELD_NUMBER: _ClassVar[int]
    VARIABLES_FIELD_NUMBER: _ClassVar[int]
    FOLDER_ID_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_IDS_FIELD_NUMBER: _ClassVar[int]
    MESSAGES_FIELD_NUMBER: _ClassVar[int]
    WRITER_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    chat_id: str
    owner_id: str
    title: str
    details: bytes
    history: bytes
    outline: int
    current_id: str
    variables: bytes
    folder_id: str
    message_ids: _containers.RepeatedScalarFieldContainer[str]
    messages: bytes
    writer: str
    created_at: int
    updated_at: int
    def __init__(self, chat_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., title: _Optional[str] = ..., details: _Optional[bytes] = ..., history: _Optional[bytes] = ..., outline: _Optional[int] = ..., current_id: _Optional[str] = ..., variables: _Optional[bytes] = ..., folder_id: _Optional[str] = ..., message_ids: _Optional[_Iterable[str]] = ..., messages: _Optional[bytes] = ..., writer: _Optional[str] = ..., created_at: _Optional[int] = ..., updated_at: _Optional[int] = ...) -> None: ...

class MessagesAppended(_message.Message):
    __slots__ = ("chat_id", "owner_id", "message_ids", "messages", "becomes_current", "writer")
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_IDS_FIELD_NUMBER: _ClassVar[int]
    MESSAGES_FIELD_NUMBER: _ClassVar[int]
    BECOMES_CURRENT_FIELD_NUMBER: _ClassVar[int]
    WRITER_FIELD_NUMBER: _ClassVar[int]
    chat_id: str
    owner_id: str
    message_ids: _containers.RepeatedScalarFieldContainer[str]
    messages: bytes
    becomes_current: bool
    writer: str
    def __init__(self, chat_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., message_ids: _Optional[_Iterable[str]] = ..., messages: _Optional[bytes] = ..., becomes_current: _Optional[bool] = ..., writer: _Optional[str] = ...) -> None: ...

class MessagesRevised(_message.Message):
    __slots__ = ("chat_id", "owner_id", "message_ids", "messages", "writer")
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_IDS_FIELD_NUMBER: _ClassVar[int]
    MESSAGES_FIELD_NUMBER: _ClassVar[int]
    WRITER_FIELD_NUMBER: _ClassVar[int]
    chat_id: str
    owner_id: str
    message_ids: _containers.RepeatedScalarFieldContainer[str]
    messages: bytes
    writer: str
    def __init__(self, chat_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., message_ids: _Optional[_Iterable[str]] = ..., messages: _Optional[bytes] = ..., writer: _Optional[str] = ...) -> None: ...

class MessagesRemoved(_message.Message):
    __slots__ = ("chat_id", "owner_id", "message_ids", "writer")
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_IDS_FIELD_NUMBER: _ClassVar[int]
    WRITER_FIELD_NUMBER: _ClassVar[int]
    chat_id: str
    owner_id: str
    message_ids: _containers.RepeatedScalarFieldContainer[str]
    writer: str
    def __init__(self, chat_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., message_ids: _Optional[_Iterable[str]] = ..., writer: _Optional[str] = ...) -> None: ...

class MessagesRelinked(_message.Message):
    __slots__ = ("chat_id", "owner_id", "message_ids", "links")
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_IDS_FIELD_NUMBER: _ClassVar[int]
    LINKS_FIELD_NUMBER: _ClassVar[int]
    chat_id: str
    owner_id: str
    message_ids: _containers.RepeatedScalarFieldContainer[str]
    links: bytes
    def __init__(self, chat_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., message_ids: _Optional[_Iterable[str]] = ..., links: _Optional[bytes] = ...) -> None: ...

class MessagesCleared(_message.Message):
    __slots__ = ("chat_id", "owner_id", "outline", "writer")
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    OUTLINE_FIELD_NUMBER: _ClassVar[int]
    WRITER_FIELD_NUMBER: _ClassVar[int]
    chat_id: str
    owner_id: str
    outline: int
    writer: str
    def __init__(self, chat_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., outline: _Optional[int] = ..., writer: _Optional[str] = ...) -> None: ...

class CurrentMessageChanged(_message.Message):
    __slots__ = ("chat_id", "owner_id", "current_id", "outline")
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    CURRENT_ID_FIELD_NUMBER: _ClassVar[int]
    OUTLINE_FIELD_NUMBER: _ClassVar[int]
    chat_id: str
    owner_id: str
    current_id: str
    outline: int
    def __init__(self, chat_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., current_id: _Optional[str] = ..., outline: _Optional[int] = ...) -> None: ...

class ChatOutlineChanged(_message.Message):
    __slots__ = ("chat_id", "owner_id", "outline")
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    OUTLINE_FIELD_NUMBER: _ClassVar[int]
    chat_id: str
    owner_id: str
    outline: int
    def __init__(self, chat_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., outline: _Optional[int] = ...) -> None: ...

class ChatRenamed(_message.Message):
    __slots__ = ("chat_id", "owner_id", "title")
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    chat_id: str
    owner_id: str
    title: str
    def __init__(self, chat_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., title: _Optional[str] = ...) -> None: ...

class ChatDetailsChanged(_message.Message):
    __slots__ = ("chat_id", "owner_id", "changed", "removed")
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    CHANGED_FIELD_NUMBER: _ClassVar[int]
    REMOVED_FIELD_NUMBER: _ClassVar[int]
    chat_id: str
    owner_id: str
    changed: bytes
    removed: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, chat_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., changed: _Optional[bytes] = ..., removed: _Optional[_Iterable[str]] = ...) -> None: ...

class HistoryDetailsChanged(_message.Message):
    __slots__ = ("chat_id", "owner_id", "history")
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    HISTORY_FIELD_NUMBER: _ClassVar[int]
    chat_id: str
    owner_id: str
    history: bytes
    def __init__(self, chat_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., history: _Optional[bytes] = ...) -> None: ...

class MessageListChanged(_message.Message):
    __slots__ = ("chat_id", "owner_id", "start", "items")
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    chat_id: str
    owner_id: str
    start: int
    items: bytes
    def __init__(self, chat_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., start: _Optional[int] = ..., items: _Optional[bytes] = ...) -> None: ...

class ChatVariablesChanged(_message.Message):
    __slots__ = ("chat_id", "owner_id", "variables")
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    VARIABLES_FIELD_NUMBER: _ClassVar[int]
    chat_id: str
    owner_id: str
    variables: bytes
    def __init__(self, chat_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., variables: _Optional[bytes] = ...) -> None: ...

class ChatDeleted(_message.Message):
    __slots__ = ("chat_id", "owner_id")
    CHAT_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    chat_id: str
    owner_id: str
    def __init__(self, chat_id: _Optional[str] = ..., owner_id: _Optional[str] = ...) -> None: ...
