from google.api import annotations_pb2 as _annotations_pb2
from parlance.common.v1 import common_pb2 as _common_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class StoredFile(_message.Message):
    __slots__ = ("id", "user_id", "hash", "filename", "data", "meta", "created_at", "updated_at", "status", "path")
    ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    HASH_FIELD_NUMBER: _ClassVar[int]
    FILENAME_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    id: str
    user_id: str
    hash: str
    filename: str
    data: bytes
    meta: bytes
    created_at: int
    updated_at: int
    status: bool
    path: str
    def __init__(self, id: _Optional[str] = ..., user_id: _Optional[str] = ..., hash: _Optional[str] = ..., filename: _Optional[str] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., created_at: _Optional[int] = ..., updated_at: _Optional[int] = ..., status: _Optional[bool] = ..., path: _Optional[str] = ...) -> None: ...

class ListFilesRequest(_message.Message):
    __slots__ = ("page", "content")
    PAGE_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    page: int
    content: bool
    def __init__(self, page: _Optional[int] = ..., content: _Optional[bool] = ...) -> None: ...

class ListFilesReply(_message.Message):
    __slots__ = ("items", "total")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[StoredFile]
    total: int
    def __init__(self, items: _Optional[_Iterable[_Union[StoredFile, _Mapping]]] = ..., total: _Optional[int] = ...) -> None: ...

class SearchFilesRequest(_message.Message):
    __slots__ = ("filename", "content", "skip", "limit")
    FILENAME_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    SKIP_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    filename: str
    content: bool
    skip: int
    limit: int
    def __init__(self, filename: _Optional[str] = ..., content: _Optional[bool] = ..., skip: _Optional[int] = ..., limit: _Optional[int] = ...) -> None: ...

class SearchFilesReply(_message.Message):
    __slots__ = ("items",)
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[StoredFile]
    def __init__(self, items: _Optional[_Iterable[_Union[StoredFile, _Mapping]]] = ...) -> None: ...

class FileRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class ContentRequest(_message.Message):
    __slots__ = ("id", "file_name", "attachment", "range")
    ID_FIELD_NUMBER: _ClassVar[int]
    FILE_NAME_FIELD_NUMBER: _ClassVar[int]
    ATTACHMENT_FIELD_NUMBER: _ClassVar[int]
    RANGE_FIELD_NUMBER: _ClassVar[int]
    id: str
    file_name: str
    attachment: bool
    range: _common_pb2.ByteRange
    def __init__(self, id: _Optional[str] = ..., file_name: _Optional[str] = ..., attachment: _Optional[bool] = ..., range: _Optional[_Union[_common_pb2.ByteRange, _Mapping]] = ...) -> None: ...

class FileText(_message.Message):
    __slots__ = ("content",)
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    content: str
    def __init__(self, content: _Optional[str] = ...) -> None: ...

class UpdateTextRequest(_message.Message):
    __slots__ = ("id", "form")
    ID_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    id: str
    form: TextForm
    def __init__(self, id: _Optional[str] = ..., form: _Optional[_Union[TextForm, _Mapping]] = ...) -> None: ...

class TextForm(_message.Message):
    __slots__ = ("content",)
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    content: str
    def __init__(self, content: _Optional[str] = ...) -> None: ...

class ProcessStatusRequest(_message.Message):
    __slots__ = ("id", "stream")
    ID_FIELD_NUMBER: _ClassVar[int]
    STREAM_FIELD_NUMBER: _ClassVar[int]
    id: str
    stream: bool
    def __init__(self, id: _Optional[str] = ..., stream: _Optional[bool] = ...) -> None: ...

class Message(_message.Message):
    __slots__ = ("message",)
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    message: str
    def __init__(self, message: _Optional[str] = ...) -> None: ...
