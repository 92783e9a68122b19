from google.api import annotations_pb2 as _annotations_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ListSectionsRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class SectionList(_message.Message):
    __slots__ = ("sections",)
    SECTIONS_FIELD_NUMBER: _ClassVar[int]
    sections: _containers.RepeatedCompositeFieldContainer[SectionRow]
    def __init__(self, sections: _Optional[_Iterable[_Union[SectionRow, _Mapping]]] = ...) -> None: ...

class SectionRow(_message.Message):
    __slots__ = ("name", "title", "version", "changed_at", "changed_by")
    NAME_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    CHANGED_AT_FIELD_NUMBER: _ClassVar[int]
    CHANGED_BY_FIELD_NUMBER: _ClassVar[int]
    name: str
    title: str
    version: int
    changed_at: int
    changed_by: str
    def __init__(self, name: _Optional[str] = ..., title: _Optional[str] = ..., version: _Optional[int] = ..., changed_at: _Optional[int] = ..., changed_by: _Optional[str] = ...) -> None: ...

class GetSectionRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class ConfigSection(_message.Message):
    __slots__ = ("name", "title", "version", "changed_at", "changed_by", "values", "schema", "etag")
    NAME_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    CHANGED_AT_FIELD_NUMBER: _ClassVar[int]
    CHANGED_BY_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    SCHEMA_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    name: str
    title: str
    version: int
    changed_at: int
    changed_by: str
    values: bytes
    schema: bytes
    etag: str
    def __init__(self, name: _Optional[str] = ..., title: _Optional[str] = ..., version: _Optional[int] = ..., changed_at: _Optional[int] = ..., changed_by: _Optional[str] = ..., values: _Optional[bytes] = ..., schema: _Optional[bytes] = ..., etag: _Optional[str] = ...) -> None: ...

class ChangeSectionRequest(_message.Message):
    __slots__ = ("name", "values", "expected_version", "if_match")
    NAME_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    EXPECTED_VERSION_FIELD_NUMBER: _ClassVar[int]
    IF_MATCH_FIELD_NUMBER: _ClassVar[int]
    name: str
    values: bytes
    expected_version: int
    if_match: str
    def __init__(self, name: _Optional[str] = ..., values: _Optional[bytes] = ..., expected_version: _Optional[int] = ..., if_match: _Optional[str] = ...) -> None: ...

class GetSectionHistoryRequest(_message.Message):
    __slots__ = ("name", "before", "limit")
    NAME_FIELD_NUMBER: _ClassVar[int]
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    name: str
    before: int
    limit: int
    def __init__(self, name: _Optional[str] = ..., before: _Optional[int] = ..., limit: _Optional[int] = ...) -> None: ...

class SectionHistory(_message.Message):
    __slots__ = ("changes",)
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    changes: _containers.RepeatedCompositeFieldContainer[SectionChange]
    def __init__(self, changes: _Optional[_Iterable[_Union[SectionChange, _Mapping]]] = ...) -> None: ...

class SectionChange(_message.Message):
    __slots__ = ("version", "changed_at", "changed_by", "changed")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    CHANGED_AT_FIELD_NUMBER: _ClassVar[int]
    CHANGED_BY_FIELD_NUMBER: _ClassVar[int]
    CHANGED_FIELD_NUMBER: _ClassVar[int]
    version: int
    changed_at: int
    changed_by: str
    changed: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, version: _Optional[int] = ..., changed_at: _Optional[int] = ..., changed_by: _Optional[str] = ..., changed: _Optional[_Iterable[str]] = ...) -> None: ...

class ReadRequest(_message.Message):
    __slots__ = ("sections",)
    SECTIONS_FIELD_NUMBER: _ClassVar[int]
    sections: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, sections: _Optional[_Iterable[str]] = ...) -> None: ...

class ReadReply(_message.Message):
    __slots__ = ("sections",)
    SECTIONS_FIELD_NUMBER: _ClassVar[int]
    sections: _containers.RepeatedCompositeFieldContainer[ReadSection]
    def __init__(self, sections: _Optional[_Iterable[_Union[ReadSection, _Mapping]]] = ...) -> None: ...

class ReadSection(_message.Message):
    __slots__ = ("name", "version", "message")
    NAME_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    name: str
    version: int
    message: bytes
    def __init__(self, name: _Optional[str] = ..., version: _Optional[int] = ..., message: _Optional[bytes] = ...) -> None: ...
