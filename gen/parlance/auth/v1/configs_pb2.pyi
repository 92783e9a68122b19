from google.api import annotations_pb2 as _annotations_pb2
from parlance.auth.v1 import banner_settings_pb2 as _banner_settings_pb2
from parlance.auth.v1 import interface_settings_pb2 as _interface_settings_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ExportRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ConfigDocument(_message.Message):
    __slots__ = ("config",)
    CONFIG_FIELD_NUMBER: _ClassVar[int]
    config: bytes
    def __init__(self, config: _Optional[bytes] = ...) -> None: ...

class UpdateConfigRequest(_message.Message):
    __slots__ = ("config",)
    CONFIG_FIELD_NUMBER: _ClassVar[int]
    config: bytes
    def __init__(self, config: _Optional[bytes] = ...) -> None: ...

class ImportConfigRequest(_message.Message):
    __slots__ = ("config",)
    CONFIG_FIELD_NUMBER: _ClassVar[int]
    config: bytes
    def __init__(self, config: _Optional[bytes] = ...) -> None: ...

class GetBannersRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class BannerList(_message.Message):
    __slots__ = ("banners",)
    BANNERS_FIELD_NUMBER: _ClassVar[int]
    banners: _containers.RepeatedCompositeFieldContainer[_banner_settings_pb2.Banner]
    def __init__(self, banners: _Optional[_Iterable[_Union[_banner_settings_pb2.Banner, _Mapping]]] = ...) -> None: ...

class UpdateBannersRequest(_message.Message):
    __slots__ = ("banners",)
    BANNERS_FIELD_NUMBER: _ClassVar[int]
    banners: _containers.RepeatedCompositeFieldContainer[_banner_settings_pb2.Banner]
    def __init__(self, banners: _Optional[_Iterable[_Union[_banner_settings_pb2.Banner, _Mapping]]] = ...) -> None: ...

class UpdateSuggestionsRequest(_message.Message):
    __slots__ = ("suggestions", "i18n")
    SUGGESTIONS_FIELD_NUMBER: _ClassVar[int]
    I18N_FIELD_NUMBER: _ClassVar[int]
    suggestions: _containers.RepeatedCompositeFieldContainer[_interface_settings_pb2.Suggestion]
    i18n: bytes
    def __init__(self, suggestions: _Optional[_Iterable[_Union[_interface_settings_pb2.Suggestion, _Mapping]]] = ..., i18n: _Optional[bytes] = ...) -> None: ...

class Suggestions(_message.Message):
    __slots__ = ("suggestions", "i18n")
    SUGGESTIONS_FIELD_NUMBER: _ClassVar[int]
    I18N_FIELD_NUMBER: _ClassVar[int]
    suggestions: _containers.RepeatedCompositeFieldContainer[_interface_settings_pb2.Suggestion]
    i18n: bytes
    def __init__(self, suggestions: _Optional[_Iterable[_Union[_interface_settings_pb2.Suggestion, _Mapping]]] = ..., i18n: _Optional[bytes] = ...) -> None: ...

class GetModelSettingsRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ModelDefaults(_message.Message):
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

class UpdateModelSettingsRequest(_message.Message):
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

class GetModelMetadataRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ModelMetadata(_message.Message):
    __slots__ = ("default_model_metadata",)
    DEFAULT_MODEL_METADATA_FIELD_NUMBER: _ClassVar[int]
    default_model_metadata: bytes
    def __init__(self, default_model_metadata: _Optional[bytes] = ...) -> None: ...

class Visibility(_message.Message):
    __slots__ = ("visibility",)
    class VisibilityEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: bool
        def __init__(self, key: _Optional[str] = ..., value: _Optional[bool] = ...) -> None: ...
    VISIBILITY_FIELD_NUMBER: _ClassVar[int]
    visibility: _containers.ScalarMap[str, bool]
    def __init__(self, visibility: _Optional[_Mapping[str, bool]] = ...) -> None: ...
