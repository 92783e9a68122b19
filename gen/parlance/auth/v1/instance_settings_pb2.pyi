from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class InstanceSettings(_message.Message):
    __slots__ = ("multi_user_mode", "simple_sso", "support_email", "footer_data", "custom_app_name", "default_system_prompt", "text_splitter_chunk_size", "text_splitter_chunk_overlap", "meta_page_title", "meta_page_favicon")
    MULTI_USER_MODE_FIELD_NUMBER: _ClassVar[int]
    SIMPLE_SSO_FIELD_NUMBER: _ClassVar[int]
    SUPPORT_EMAIL_FIELD_NUMBER: _ClassVar[int]
    FOOTER_DATA_FIELD_NUMBER: _ClassVar[int]
    CUSTOM_APP_NAME_FIELD_NUMBER: _ClassVar[int]
    DEFAULT_SYSTEM_PROMPT_FIELD_NUMBER: _ClassVar[int]
    TEXT_SPLITTER_CHUNK_SIZE_FIELD_NUMBER: _ClassVar[int]
    TEXT_SPLITTER_CHUNK_OVERLAP_FIELD_NUMBER: _ClassVar[int]
    META_PAGE_TITLE_FIELD_NUMBER: _ClassVar[int]
    META_PAGE_FAVICON_FIELD_NUMBER: _ClassVar[int]
    multi_user_mode: bool
    simple_sso: bool
    support_email: str
    footer_data: str
    custom_app_name: str
    default_system_prompt: str
    text_splitter_chunk_size: int
    text_splitter_chunk_overlap: int
    meta_page_title: str
    meta_page_favicon: str
    def __init__(self, multi_user_mode: _Optional[bool] = ..., simple_sso: _Optional[bool] = ..., support_email: _Optional[str] = ..., footer_data: _Optional[str] = ..., custom_app_name: _Optional[str] = ..., default_system_prompt: _Optional[str] = ..., text_splitter_chunk_size: _Optional[int] = ..., text_splitter_chunk_overlap: _Optional[int] = ..., meta_page_title: _Optional[str] = ..., meta_page_favicon: _Optional[str] = ...) -> None: ...
