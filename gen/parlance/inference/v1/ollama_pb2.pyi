from google.api import annotations_pb2 as _annotations_pb2
from parlance.common.v1 import common_pb2 as _common_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class OllamaBackend(_message.Message):
    __slots__ = ("url_idx",)
    URL_IDX_FIELD_NUMBER: _ClassVar[int]
    url_idx: int
    def __init__(self, url_idx: _Optional[int] = ...) -> None: ...

class OllamaModels(_message.Message):
    __slots__ = ("json",)
    JSON_FIELD_NUMBER: _ClassVar[int]
    json: bytes
    def __init__(self, json: _Optional[bytes] = ...) -> None: ...

class OllamaVersion(_message.Message):
    __slots__ = ("version",)
    VERSION_FIELD_NUMBER: _ClassVar[int]
    version: str
    def __init__(self, version: _Optional[str] = ...) -> None: ...

class OllamaShowRequest(_message.Message):
    __slots__ = ("form",)
    class Form(_message.Message):
        __slots__ = ("model", "name", "verbose")
        MODEL_FIELD_NUMBER: _ClassVar[int]
        NAME_FIELD_NUMBER: _ClassVar[int]
        VERBOSE_FIELD_NUMBER: _ClassVar[int]
        model: str
        name: str
        verbose: bool
        def __init__(self, model: _Optional[str] = ..., name: _Optional[str] = ..., verbose: _Optional[bool] = ...) -> None: ...
    FORM_FIELD_NUMBER: _ClassVar[int]
    form: OllamaShowRequest.Form
    def __init__(self, form: _Optional[_Union[OllamaShowRequest.Form, _Mapping]] = ...) -> None: ...

class OllamaInfoRequest(_message.Message):
    __slots__ = ("url_idx", "model")
    URL_IDX_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    url_idx: int
    model: str
    def __init__(self, url_idx: _Optional[int] = ..., model: _Optional[str] = ...) -> None: ...

class OllamaShowReply(_message.Message):
    __slots__ = ("json",)
    JSON_FIELD_NUMBER: _ClassVar[int]
    json: bytes
    def __init__(self, json: _Optional[bytes] = ...) -> None: ...

class OllamaChatRequest(_message.Message):
    __slots__ = ("url_idx", "body")
    URL_IDX_FIELD_NUMBER: _ClassVar[int]
    BODY_FIELD_NUMBER: _ClassVar[int]
    url_idx: int
    body: bytes
    def __init__(self, url_idx: _Optional[int] = ..., body: _Optional[bytes] = ...) -> None: ...

class OllamaGenerateRequest(_message.Message):
    __slots__ = ("url_idx", "form")
    class Form(_message.Message):
        __slots__ = ("model", "prompt", "suffix", "images", "format", "options", "system", "template", "context", "stream", "raw", "keep_alive", "think")
        MODEL_FIELD_NUMBER: _ClassVar[int]
        PROMPT_FIELD_NUMBER: _ClassVar[int]
        SUFFIX_FIELD_NUMBER: _ClassVar[int]
        IMAGES_FIELD_NUMBER: _ClassVar[int]
        FORMAT_FIELD_NUMBER: _ClassVar[int]
        OPTIONS_FIELD_NUMBER: _ClassVar[int]
        SYSTEM_FIELD_NUMBER: _ClassVar[int]
        TEMPLATE_FIELD_NUMBER: _ClassVar[int]
        CONTEXT_FIELD_NUMBER: _ClassVar[int]
        STREAM_FIELD_NUMBER: _ClassVar[int]
        RAW_FIELD_NUMBER: _ClassVar[int]
        KEEP_ALIVE_FIELD_NUMBER: _ClassVar[int]
        THINK_FIELD_NUMBER: _ClassVar[int]
        model: str
        prompt: str
        suffix: str
        images: _containers.RepeatedScalarFieldContainer[str]
        format: bytes
        options: bytes
        system: str
        template: str
        context: _containers.RepeatedScalarFieldContainer[int]
        stream: bool
        raw: bool
        keep_alive: bytes
        think: bytes
        def __init__(self, model: _Optional[str] = ..., prompt: _Optional[str] = ..., suffix: _Optional[str] = ..., images: _Optional[_Iterable[str]] = ..., format: _Optional[bytes] = ..., options: _Optional[bytes] = ..., system: _Optional[str] = ..., template: _Optional[str] = ..., context: _Optional[_Iterable[int]] = ..., stream: _Optional[bool] = ..., raw: _Optional[bool] = ..., keep_alive: _Optional[bytes] = ..., think: _Optional[bytes] = ...) -> None: ...
    URL_IDX_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    url_idx: int
    form: OllamaGenerateRequest.Form
    def __init__(self, url_idx: _Optional[int] = ..., form: _Optional[_Union[OllamaGenerateRequest.Form, _Mapping]] = ...) -> None: ...

class OllamaEmbedRequest(_message.Message):
    __slots__ = ("url_idx", "form")
    class Form(_message.Message):
        __slots__ = ("model", "input", "truncate", "options", "keep_alive", "dimensions")
        MODEL_FIELD_NUMBER: _ClassVar[int]
        INPUT_FIELD_NUMBER: _ClassVar[int]
        TRUNCATE_FIELD_NUMBER: _ClassVar[int]
        OPTIONS_FIELD_NUMBER: _ClassVar[int]
        KEEP_ALIVE_FIELD_NUMBER: _ClassVar[int]
        DIMENSIONS_FIELD_NUMBER: _ClassVar[int]
        model: str
        input: bytes
        truncate: bool
        options: bytes
        keep_alive: bytes
        dimensions: int
        def __init__(self, model: _Optional[str] = ..., input: _Optional[bytes] = ..., truncate: _Optional[bool] = ..., options: _Optional[bytes] = ..., keep_alive: _Optional[bytes] = ..., dimensions: _Optional[int] = ...) -> None: ...
    URL_IDX_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    url_idx: int
    form: OllamaEmbedRequest.Form
    def __init__(self, url_idx: _Optional[int] = ..., form: _Optional[_Union[OllamaEmbedRequest.Form, _Mapping]] = ...) -> None: ...

class OllamaEmbedReply(_message.Message):
    __slots__ = ("json",)
    JSON_FIELD_NUMBER: _ClassVar[int]
    json: bytes
    def __init__(self, json: _Optional[bytes] = ...) -> None: ...

class OllamaEmbeddingsRequest(_message.Message):
    __slots__ = ("url_idx", "form")
    class Form(_message.Message):
        __slots__ = ("model", "prompt", "options", "keep_alive")
        MODEL_FIELD_NUMBER: _ClassVar[int]
        PROMPT_FIELD_NUMBER: _ClassVar[int]
        OPTIONS_FIELD_NUMBER: _ClassVar[int]
        KEEP_ALIVE_FIELD_NUMBER: _ClassVar[int]
        model: str
        prompt: str
        options: bytes
        keep_alive: bytes
        def __init__(self, model: _Optional[str] = ..., prompt: _Optional[str] = ..., options: _Optional[bytes] = ..., keep_alive: _Optional[bytes] = ...) -> None: ...
    URL_IDX_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    url_idx: int
    form: OllamaEmbeddingsRequest.Form
    def __init__(self, url_idx: _Optional[int] = ..., form: _Optional[_Union[OllamaEmbeddingsRequest.Form, _Mapping]] = ...) -> None: ...

class OllamaEmbeddingsReply(_message.Message):
    __slots__ = ("json",)
    JSON_FIELD_NUMBER: _ClassVar[int]
    json: bytes
    def __init__(self, json: _Optional[bytes] = ...) -> None: ...

class OllamaV1ModelsReply(_message.Message):
    __slots__ = ("json",)
    JSON_FIELD_NUMBER: _ClassVar[int]
    json: bytes
    def __init__(self, json: _Optional[bytes] = ...) -> None: ...
