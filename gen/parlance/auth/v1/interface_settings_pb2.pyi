from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class SuggestionSettings(_message.Message):
    __slots__ = ("suggestions", "i18n")
    SUGGESTIONS_FIELD_NUMBER: _ClassVar[int]
    I18N_FIELD_NUMBER: _ClassVar[int]
    suggestions: _containers.RepeatedCompositeFieldContainer[Suggestion]
    i18n: bytes
    def __init__(self, suggestions: _Optional[_Iterable[_Union[Suggestion, _Mapping]]] = ..., i18n: _Optional[bytes] = ...) -> None: ...

class Suggestion(_message.Message):
    __slots__ = ("title", "content")
    TITLE_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    title: _containers.RepeatedScalarFieldContainer[str]
    content: str
    def __init__(self, title: _Optional[_Iterable[str]] = ..., content: _Optional[str] = ...) -> None: ...

class InterfaceSettings(_message.Message):
    __slots__ = ("visibility", "default_locale")
    class VisibilityEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: bool
        def __init__(self, key: _Optional[str] = ..., value: _Optional[bool] = ...) -> None: ...
    VISIBILITY_FIELD_NUMBER: _ClassVar[int]
    DEFAULT_LOCALE_FIELD_NUMBER: _ClassVar[int]
    visibility: _containers.ScalarMap[str, bool]
    default_locale: str
    def __init__(self, visibility: _Optional[_Mapping[str, bool]] = ..., default_locale: _Optional[str] = ...) -> None: ...

class ModelSettings(_message.Message):
    __slots__ = ("default_models", "default_pinned_models", "model_order_list", "default_model_metadata", "default_model_params")
    DEFAULT_MODELS_FIELD_NUMBER: _ClassVar[int]
    DEFAULT_PINNED_MODELS_FIELD_NUMBER: _ClassVar[int]
    MODEL_ORDER_LIST_FIELD_NUMBER: _ClassVar[int]
    DEFAULT_MODEL_METADATA_FIELD_NUMBER: _ClassVar[int]
    DEFAULT_MODEL_PARAMS_FIELD_NUMBER: _ClassVar[int]
    default_models: str
    default_pinned_models: str
    model_order_list: _containers.RepeatedScalarFieldContainer[str]
    default_model_metadata: bytes
    default_model_params: bytes
    def __init__(self, default_models: _Optional[str] = ..., default_pinned_models: _Optional[str] = ..., model_order_list: _Optional[_Iterable[str]] = ..., default_model_metadata: _Optional[bytes] = ..., default_model_params: _Optional[bytes] = ...) -> None: ...
