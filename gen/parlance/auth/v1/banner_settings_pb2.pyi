from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class BannerSettings(_message.Message):
    __slots__ = ("banners",)
    BANNERS_FIELD_NUMBER: _ClassVar[int]
    banners: _containers.RepeatedCompositeFieldContainer[Banner]
    def __init__(self, banners: _Optional[_Iterable[_Union[Banner, _Mapping]]] = ...) -> None: ...

class Banner(_message.Message):
    __slots__ = ("id", "type", "title", "content", "dismissible", "timestamp", "i18n")
    ID_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    DISMISSIBLE_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    I18N_FIELD_NUMBER: _ClassVar[int]
    id: str
    type: str
    title: str
    content: str
    dismissible: bool
    timestamp: int
    i18n: bytes
    def __init__(self, id: _Optional[str] = ..., type: _Optional[str] = ..., title: _Optional[str] = ..., content: _Optional[str] = ..., dismissible: _Optional[bool] = ..., timestamp: _Optional[int] = ..., i18n: _Optional[bytes] = ...) -> None: ...
