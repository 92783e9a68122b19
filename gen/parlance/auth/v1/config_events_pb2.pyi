from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class ConfigChanged(_message.Message):
    __slots__ = ("section", "values", "subject", "secrets", "changed")
    SECTION_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    SECRETS_FIELD_NUMBER: _ClassVar[int]
    CHANGED_FIELD_NUMBER: _ClassVar[int]
    section: str
    values: bytes
    subject: str
    secrets: bytes
    changed: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, section: _Optional[str] = ..., values: _Optional[bytes] = ..., subject: _Optional[str] = ..., secrets: _Optional[bytes] = ..., changed: _Optional[_Iterable[str]] = ...) -> None: ...
