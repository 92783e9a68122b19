from google.api import annotations_pb2 as _annotations_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class GetScimDiscoveryRequest(_message.Message):
    __slots__ = ("origin", "accept")
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    ACCEPT_FIELD_NUMBER: _ClassVar[int]
    origin: str
    accept: str
    def __init__(self, origin: _Optional[str] = ..., accept: _Optional[str] = ...) -> None: ...

class GetScimDescriptionRequest(_message.Message):
    __slots__ = ("id", "origin")
    ID_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    id: str
    origin: str
    def __init__(self, id: _Optional[str] = ..., origin: _Optional[str] = ...) -> None: ...

class ListScimResourcesRequest(_message.Message):
    __slots__ = ("filter", "sort_by", "sort_order", "start_index", "count", "attributes", "excluded_attributes", "origin")
    FILTER_FIELD_NUMBER: _ClassVar[int]
    SORT_BY_FIELD_NUMBER: _ClassVar[int]
    SORT_ORDER_FIELD_NUMBER: _ClassVar[int]
    START_INDEX_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    ATTRIBUTES_FIELD_NUMBER: _ClassVar[int]
    EXCLUDED_ATTRIBUTES_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    filter: str
    sort_by: str
    sort_order: str
    start_index: str
    count: str
    attributes: str
    excluded_attributes: str
    origin: str
    def __init__(self, filter: _Optional[str] = ..., sort_by: _Optional[str] = ..., sort_order: _Optional[str] = ..., start_index: _Optional[str] = ..., count: _Optional[str] = ..., attributes: _Optional[str] = ..., excluded_attributes: _Optional[str] = ..., origin: _Optional[str] = ...) -> None: ...

class SearchScimResourcesRequest(_message.Message):
    __slots__ = ("resource", "origin")
    RESOURCE_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    resource: bytes
    origin: str
    def __init__(self, resource: _Optional[bytes] = ..., origin: _Optional[str] = ...) -> None: ...

class GetScimResourceRequest(_message.Message):
    __slots__ = ("id", "attributes", "excluded_attributes", "origin")
    ID_FIELD_NUMBER: _ClassVar[int]
    ATTRIBUTES_FIELD_NUMBER: _ClassVar[int]
    EXCLUDED_ATTRIBUTES_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    id: str
    attributes: str
    excluded_attributes: str
    origin: str
    def __init__(self, id: _Optional[str] = ..., attributes: _Optional[str] = ..., excluded_attributes: _Optional[str] = ..., origin: _Optional[str] = ...) -> None: ...

class CreateScimResourceRequest(_message.Message):
    __slots__ = ("resource", "attributes", "excluded_attributes", "origin")
    RESOURCE_FIELD_NUMBER: _ClassVar[int]
    ATTRIBUTES_FIELD_NUMBER: _ClassVar[int]
    EXCLUDED_ATTRIBUTES_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    resource: bytes
    attributes: str
    excluded_attributes: str
    origin: str
    def __init__(self, resource: _Optional[bytes] = ..., attributes: _Optional[str] = ..., excluded_attributes: _Optional[str] = ..., origin: _Optional[str] = ...) -> None: ...

class ChangeScimResourceRequest(_message.Message):
    __slots__ = ("id", "resource", "attributes", "excluded_attributes", "if_match", "origin")
    ID_FIELD_NUMBER: _ClassVar[int]
    RESOURCE_FIELD_NUMBER: _ClassVar[int]
    ATTRIBUTES_FIELD_NUMBER: _ClassVar[int]
    EXCLUDED_ATTRIBUTES_FIELD_NUMBER: _ClassVar[int]
    IF_MATCH_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    id: str
    resource: bytes
    attributes: str
    excluded_attributes: str
    if_match: str
    origin: str
    def __init__(self, id: _Optional[str] = ..., resource: _Optional[bytes] = ..., attributes: _Optional[str] = ..., excluded_attributes: _Optional[str] = ..., if_match: _Optional[str] = ..., origin: _Optional[str] = ...) -> None: ...

class DeleteScimResourceRequest(_message.Message):
    __slots__ = ("id", "if_match")
    ID_FIELD_NUMBER: _ClassVar[int]
    IF_MATCH_FIELD_NUMBER: _ClassVar[int]
    id: str
    if_match: str
    def __init__(self, id: _Optional[str] = ..., if_match: _Optional[str] = ...) -> None: ...

class DeleteScimResourceReply(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class BulkScimRequest(_message.Message):
    __slots__ = ("resource", "origin")
    RESOURCE_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    resource: bytes
    origin: str
    def __init__(self, resource: _Optional[bytes] = ..., origin: _Optional[str] = ...) -> None: ...

class GetScimMeRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ChangeScimMeRequest(_message.Message):
    __slots__ = ("resource",)
    RESOURCE_FIELD_NUMBER: _ClassVar[int]
    resource: bytes
    def __init__(self, resource: _Optional[bytes] = ...) -> None: ...

class ScimDocument(_message.Message):
    __slots__ = ("resource",)
    RESOURCE_FIELD_NUMBER: _ClassVar[int]
    resource: bytes
    def __init__(self, resource: _Optional[bytes] = ...) -> None: ...

class ScimResource(_message.Message):
    __slots__ = ("resource", "etag", "location")
    RESOURCE_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    LOCATION_FIELD_NUMBER: _ClassVar[int]
    resource: bytes
    etag: str
    location: str
    def __init__(self, resource: _Optional[bytes] = ..., etag: _Optional[str] = ..., location: _Optional[str] = ...) -> None: ...
