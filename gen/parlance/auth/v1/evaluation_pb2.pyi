from google.api import annotations_pb2 as _annotations_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class GetEvaluationRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class UpdateEvaluationRequest(_message.Message):
    __slots__ = ("enable_arena", "arena_models")
    ENABLE_ARENA_FIELD_NUMBER: _ClassVar[int]
    ARENA_MODELS_FIELD_NUMBER: _ClassVar[int]
    enable_arena: bool
    arena_models: bytes
    def __init__(self, enable_arena: _Optional[bool] = ..., arena_models: _Optional[bytes] = ...) -> None: ...

class Evaluation(_message.Message):
    __slots__ = ("enable_arena", "arena_models")
    ENABLE_ARENA_FIELD_NUMBER: _ClassVar[int]
    ARENA_MODELS_FIELD_NUMBER: _ClassVar[int]
    enable_arena: bool
    arena_models: bytes
    def __init__(self, enable_arena: _Optional[bool] = ..., arena_models: _Optional[bytes] = ...) -> None: ...
