from google.api import annotations_pb2 as _annotations_pb2
from parlance.chat.v1 import chats_pb2 as _chats_pb2
from parlance.common.v1 import common_pb2 as _common_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ListPinnedRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ListShelfRequest(_message.Message):
    __slots__ = ("page", "query", "order_by", "direction")
    PAGE_FIELD_NUMBER: _ClassVar[int]
    QUERY_FIELD_NUMBER: _ClassVar[int]
    ORDER_BY_FIELD_NUMBER: _ClassVar[int]
    DIRECTION_FIELD_NUMBER: _ClassVar[int]
    page: int
    query: str
    order_by: str
    direction: str
    def __init__(self, page: _Optional[int] = ..., query: _Optional[str] = ..., order_by: _Optional[str] = ..., direction: _Optional[str] = ...) -> None: ...

class CountArchivedRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ChatCount(_message.Message):
    __slots__ = ("count",)
    COUNT_FIELD_NUMBER: _ClassVar[int]
    count: int
    def __init__(self, count: _Optional[int] = ...) -> None: ...

class ListAllArchivedRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ArchiveAllRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class UnarchiveAllRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ListAllTagsRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ListTaggedRequest(_message.Message):
    __slots__ = ("name", "skip", "limit")
    NAME_FIELD_NUMBER: _ClassVar[int]
    SKIP_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    name: str
    skip: int
    limit: int
    def __init__(self, name: _Optional[str] = ..., skip: _Optional[int] = ..., limit: _Optional[int] = ...) -> None: ...

class ListByTagRequest(_message.Message):
    __slots__ = ("name", "skip", "limit")
    NAME_FIELD_NUMBER: _ClassVar[int]
    SKIP_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    name: str
    skip: int
    limit: int
    def __init__(self, name: _Optional[str] = ..., skip: _Optional[int] = ..., limit: _Optional[int] = ...) -> None: ...

class TagRequest(_message.Message):
    __slots__ = ("id", "name")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    id: str
    name: str
    def __init__(self, id: _Optional[str] = ..., name: _Optional[str] = ...) -> None: ...

class TagList(_message.Message):
    __slots__ = ("items",)
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[Tag]
    def __init__(self, items: _Optional[_Iterable[_Union[Tag, _Mapping]]] = ...) -> None: ...

class Tag(_message.Message):
    __slots__ = ("id", "name", "user_id", "meta")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    id: str
    name: str
    user_id: str
    meta: bytes
    def __init__(self, id: _Optional[str] = ..., name: _Optional[str] = ..., user_id: _Optional[str] = ..., meta: _Optional[bytes] = ...) -> None: ...
