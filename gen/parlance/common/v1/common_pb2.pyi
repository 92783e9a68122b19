from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Frame(_message.Message):
    __slots__ = ("head", "events", "id_prefix", "first_id")
    HEAD_FIELD_NUMBER: _ClassVar[int]
    EVENTS_FIELD_NUMBER: _ClassVar[int]
    ID_PREFIX_FIELD_NUMBER: _ClassVar[int]
    FIRST_ID_FIELD_NUMBER: _ClassVar[int]
    head: StreamHead
    events: _containers.RepeatedScalarFieldContainer[bytes]
    id_prefix: str
    first_id: int
    def __init__(self, head: _Optional[_Union[StreamHead, _Mapping]] = ..., events: _Optional[_Iterable[bytes]] = ..., id_prefix: _Optional[str] = ..., first_id: _Optional[int] = ...) -> None: ...

class StreamHead(_message.Message):
    __slots__ = ("streaming", "status")
    STREAMING_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    streaming: bool
    status: int
    def __init__(self, streaming: _Optional[bool] = ..., status: _Optional[int] = ...) -> None: ...

class Upload(_message.Message):
    __slots__ = ("head", "chunk", "end")
    HEAD_FIELD_NUMBER: _ClassVar[int]
    CHUNK_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    head: UploadHead
    chunk: bytes
    end: UploadEnd
    def __init__(self, head: _Optional[_Union[UploadHead, _Mapping]] = ..., chunk: _Optional[bytes] = ..., end: _Optional[_Union[UploadEnd, _Mapping]] = ...) -> None: ...

class UploadHead(_message.Message):
    __slots__ = ("filename", "content_type", "fields", "path")
    class FieldsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    class PathEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    FILENAME_FIELD_NUMBER: _ClassVar[int]
    CONTENT_TYPE_FIELD_NUMBER: _ClassVar[int]
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    filename: str
    content_type: str
    fields: _containers.ScalarMap[str, str]
    path: _containers.ScalarMap[str, str]
    def __init__(self, filename: _Optional[str] = ..., content_type: _Optional[str] = ..., fields: _Optional[_Mapping[str, str]] = ..., path: _Optional[_Mapping[str, str]] = ...) -> None: ...

class UploadEnd(_message.Message):
    __slots__ = ("fields",)
    class FieldsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    fields: _containers.ScalarMap[str, str]
    def __init__(self, fields: _Optional[_Mapping[str, str]] = ...) -> None: ...

class Download(_message.Message):
    __slots__ = ("head", "chunk")
    HEAD_FIELD_NUMBER: _ClassVar[int]
    CHUNK_FIELD_NUMBER: _ClassVar[int]
    head: DownloadHead
    chunk: bytes
    def __init__(self, head: _Optional[_Union[DownloadHead, _Mapping]] = ..., chunk: _Optional[bytes] = ...) -> None: ...

class DownloadHead(_message.Message):
    __slots__ = ("filename", "content_type", "size", "etag", "attachment", "modified_at", "range_first", "range_last", "partial")
    FILENAME_FIELD_NUMBER: _ClassVar[int]
    CONTENT_TYPE_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    ATTACHMENT_FIELD_NUMBER: _ClassVar[int]
    MODIFIED_AT_FIELD_NUMBER: _ClassVar[int]
    RANGE_FIRST_FIELD_NUMBER: _ClassVar[int]
    RANGE_LAST_FIELD_NUMBER: _ClassVar[int]
    PARTIAL_FIELD_NUMBER: _ClassVar[int]
    filename: str
    content_type: str
    size: int
    etag: str
    attachment: bool
    modified_at: int
    range_first: int
    range_last: int
    partial: bool
    def __init__(self, filename: _Optional[str] = ..., content_type: _Optional[str] = ..., size: _Optional[int] = ..., etag: _Optional[str] = ..., attachment: _Optional[bool] = ..., modified_at: _Optional[int] = ..., range_first: _Optional[int] = ..., range_last: _Optional[int] = ..., partial: _Optional[bool] = ...) -> None: ...

class ByteRange(_message.Message):
    __slots__ = ("first", "last")
    FIRST_FIELD_NUMBER: _ClassVar[int]
    LAST_FIELD_NUMBER: _ClassVar[int]
    first: int
    last: int
    def __init__(self, first: _Optional[int] = ..., last: _Optional[int] = ...) -> None: ...

class Empty(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class BoolValue(_message.Message):
    __slots__ = ("value",)
    VALUE_FIELD_NUMBER: _ClassVar[int]
    value: bool
    def __init__(self, value: _Optional[bool] = ...) -> None: ...
