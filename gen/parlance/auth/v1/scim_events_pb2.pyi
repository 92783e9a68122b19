from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class ScimAttributesChanged(_message.Message):
    __slots__ = ("user_id", "provider", "attributes", "made")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    PROVIDER_FIELD_NUMBER: _ClassVar[int]
    ATTRIBUTES_FIELD_NUMBER: _ClassVar[int]
    MADE_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    provider: str
    attributes: bytes
    made: bool
    def __init__(self, user_id: _Optional[str] = ..., provider: _Optional[str] = ..., attributes: _Optional[bytes] = ..., made: _Optional[bool] = ...) -> None: ...
