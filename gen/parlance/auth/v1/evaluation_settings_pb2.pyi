from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class EvaluationSettings(_message.Message):
    __slots__ = ("enable_arena", "arena_models")
    ENABLE_ARENA_FIELD_NUMBER: _ClassVar[int]
    ARENA_MODELS_FIELD_NUMBER: _ClassVar[int]
    enable_arena: bool
    arena_models: bytes
    def __init__(self, enable_arena: _Optional[bool] = ..., arena_models: _Optional[bytes] = ...) -> None: ...
