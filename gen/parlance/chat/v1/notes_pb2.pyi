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

class Note(_message.Message):
    __slots__ = ("id", "user_id", "title", "data", "meta", "is_pinned", "access_grants", "created_at", "updated_at", "write_access")
    ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    IS_PINNED_FIELD_NUMBER: _ClassVar[int]
    ACCESS_GRANTS_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    WRITE_ACCESS_FIELD_NUMBER: _ClassVar[int]
    id: str
    user_id: str
    title: str
    data: bytes
    meta: bytes
    is_pinned: bool
    access_grants: bytes
    created_at: int
    updated_at: int
    write_access: bool
    def __init__(self, id: _Optional[str] = ..., user_id: _Optional[str] = ..., title: _Optional[str] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., is_pinned: _Optional[bool] = ..., access_grants: _Optional[bytes] = ..., created_at: _Optional[int] = ..., updated_at: _Optional[int] = ..., write_access: _Optional[bool] = ...) -> None: ...

class NoteRow(_message.Message):
    __slots__ = ("id", "title", "data", "is_pinned", "updated_at", "created_at", "user")
    ID_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    IS_PINNED_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    USER_FIELD_NUMBER: _ClassVar[int]
    id: str
    title: str
    data: bytes
    is_pinned: bool
    updated_at: int
    created_at: int
    user: _people_pb2.PersonCard
    def __init__(self, id: _Optional[str] = ..., title: _Optional[str] = ..., data: _Optional[bytes] = ..., is_pinned: _Optional[bool] = ..., updated_at: _Optional[int] = ..., created_at: _Optional[int] = ..., user: _Optional[_Union[_people_pb2.PersonCard, _Mapping]] = ...) -> None: ...

class NoteRows(_message.Message):
    __slots__ = ("items",)
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[NoteRow]
    def __init__(self, items: _Optional[_Iterable[_Union[NoteRow, _Mapping]]] = ...) -> None: ...

class NoteItem(_message.Message):
    __slots__ = ("id", "user_id", "title", "data", "meta", "is_pinned", "access_grants", "created_at", "updated_at", "user")
    ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    IS_PINNED_FIELD_NUMBER: _ClassVar[int]
    ACCESS_GRANTS_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    USER_FIELD_NUMBER: _ClassVar[int]
    id: str
    user_id: str
    title: str
    data: bytes
    meta: bytes
    is_pinned: bool
    access_grants: bytes
    created_at: int
    updated_at: int
    user: _people_pb2.PersonCard
    def __init__(self, id: _Optional[str] = ..., user_id: _Optional[str] = ..., title: _Optional[str] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., is_pinned: _Optional[bool] = ..., access_grants: _Optional[bytes] = ..., created_at: _Optional[int] = ..., updated_at: _Optional[int] = ..., user: _Optional[_Union[_people_pb2.PersonCard, _Mapping]] = ...) -> None: ...

class NotePage(_message.Message):
    __slots__ = ("items", "total")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[NoteItem]
    total: int
    def __init__(self, items: _Optional[_Iterable[_Union[NoteItem, _Mapping]]] = ..., total: _Optional[int] = ...) -> None: ...

class ListNotesRequest(_message.Message):
    __slots__ = ("page",)
    PAGE_FIELD_NUMBER: _ClassVar[int]
    page: int
    def __init__(self, page: _Optional[int] = ...) -> None: ...

class SearchNotesRequest(_message.Message):
    __slots__ = ("query", "view_option", "permission", "order_by", "direction", "page")
    QUERY_FIELD_NUMBER: _ClassVar[int]
    VIEW_OPTION_FIELD_NUMBER: _ClassVar[int]
    PERMISSION_FIELD_NUMBER: _ClassVar[int]
    ORDER_BY_FIELD_NUMBER: _ClassVar[int]
    DIRECTION_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    query: str
    view_option: str
    permission: str
    order_by: str
    direction: str
    page: int
    def __init__(self, query: _Optional[str] = ..., view_option: _Optional[str] = ..., permission: _Optional[str] = ..., order_by: _Optional[str] = ..., direction: _Optional[str] = ..., page: _Optional[int] = ...) -> None: ...

class PinnedNotesRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class CreateNoteRequest(_message.Message):
    __slots__ = ("title", "data", "meta", "access_grants")
    TITLE_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    ACCESS_GRANTS_FIELD_NUMBER: _ClassVar[int]
    title: str
    data: bytes
    meta: bytes
    access_grants: bytes
    def __init__(self, title: _Optional[str] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., access_grants: _Optional[bytes] = ...) -> None: ...

class NoteRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class NoteForm(_message.Message):
    __slots__ = ("title", "data", "meta", "access_grants")
    TITLE_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    ACCESS_GRANTS_FIELD_NUMBER: _ClassVar[int]
    title: str
    data: bytes
    meta: bytes
    access_grants: bytes
    def __init__(self, title: _Optional[str] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., access_grants: _Optional[bytes] = ...) -> None: ...

class UpdateNoteRequest(_message.Message):
    __slots__ = ("id", "form")
    ID_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    id: str
    form: NoteForm
    def __init__(self, id: _Optional[str] = ..., form: _Optional[_Union[NoteForm, _Mapping]] = ...) -> None: ...

class NoteAccessForm(_message.Message):
    __slots__ = ("access_grants",)
    ACCESS_GRANTS_FIELD_NUMBER: _ClassVar[int]
    access_grants: bytes
    def __init__(self, access_grants: _Optional[bytes] = ...) -> None: ...

class NoteAccessRequest(_message.Message):
    __slots__ = ("id", "form")
    ID_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    id: str
    form: NoteAccessForm
    def __init__(self, id: _Optional[str] = ..., form: _Optional[_Union[NoteAccessForm, _Mapping]] = ...) -> None: ...

class NoteHistoryRequest(_message.Message):
    __slots__ = ("id", "page")
    ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    id: str
    page: int
    def __init__(self, id: _Optional[str] = ..., page: _Optional[int] = ...) -> None: ...

class NoteVersionRequest(_message.Message):
    __slots__ = ("id", "version")
    ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    id: str
    version: int
    def __init__(self, id: _Optional[str] = ..., version: _Optional[int] = ...) -> None: ...

class NoteVersion(_message.Message):
    __slots__ = ("version", "title", "user_id", "created_at", "data", "meta")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    version: int
    title: str
    user_id: str
    created_at: int
    data: bytes
    meta: bytes
    def __init__(self, version: _Optional[int] = ..., title: _Optional[str] = ..., user_id: _Optional[str] = ..., created_at: _Optional[int] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ...) -> None: ...

class NoteVersions(_message.Message):
    __slots__ = ("items",)
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[NoteVersion]
    def __init__(self, items: _Optional[_Iterable[_Union[NoteVersion, _Mapping]]] = ...) -> None: ...
