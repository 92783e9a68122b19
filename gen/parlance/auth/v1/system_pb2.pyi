from google.api import annotations_pb2 as _annotations_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class GetConfigRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ClientConfig(_message.Message):
    __slots__ = ("config",)
    CONFIG_FIELD_NUMBER: _ClassVar[int]
    config: bytes
    def __init__(self, config: _Optional[bytes] = ...) -> None: ...

class GetVersionRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class Version(_message.Message):
    __slots__ = ("version", "deployment_id")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    DEPLOYMENT_ID_FIELD_NUMBER: _ClassVar[int]
    version: str
    deployment_id: str
    def __init__(self, version: _Optional[str] = ..., deployment_id: _Optional[str] = ...) -> None: ...

class GetVersionUpdatesRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class VersionUpdates(_message.Message):
    __slots__ = ("current", "latest")
    CURRENT_FIELD_NUMBER: _ClassVar[int]
    LATEST_FIELD_NUMBER: _ClassVar[int]
    current: str
    latest: str
    def __init__(self, current: _Optional[str] = ..., latest: _Optional[str] = ...) -> None: ...
