from google.protobuf import descriptor_pb2 as _descriptor_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Surface(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SURFACE_UNSPECIFIED: _ClassVar[Surface]
    SURFACE_OPENWEBUI: _ClassVar[Surface]
    SURFACE_ANYTHINGLLM: _ClassVar[Surface]
    SURFACE_OPENAI: _ClassVar[Surface]
    SURFACE_OLLAMA: _ClassVar[Surface]
    SURFACE_SCIM: _ClassVar[Surface]

class Access(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ACCESS_UNSPECIFIED: _ClassVar[Access]
    ACCESS_PUBLIC: _ClassVar[Access]
    ACCESS_ANY_ROLE: _ClassVar[Access]
    ACCESS_USER: _ClassVar[Access]
    ACCESS_ADMIN: _ClassVar[Access]
    ACCESS_DEVELOPER: _ClassVar[Access]
    ACCESS_SERVICE: _ClassVar[Access]
    ACCESS_SESSION: _ClassVar[Access]
    ACCESS_SCIM: _ClassVar[Access]

class Framing(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FRAMING_UNSPECIFIED: _ClassVar[Framing]
    FRAMING_SSE: _ClassVar[Framing]
    FRAMING_NDJSON: _ClassVar[Framing]
    FRAMING_RAW: _ClassVar[Framing]
    FRAMING_SSE_DONE: _ClassVar[Framing]
SURFACE_UNSPECIFIED: Surface
SURFACE_OPENWEBUI: Surface
SURFACE_ANYTHINGLLM: Surface
SURFACE_OPENAI: Surface
SURFACE_OLLAMA: Surface
SURFACE_SCIM: Surface
ACCESS_UNSPECIFIED: Access
ACCESS_PUBLIC: Access
ACCESS_ANY_ROLE: Access
ACCESS_USER: Access
ACCESS_ADMIN: Access
ACCESS_DEVELOPER: Access
ACCESS_SERVICE: Access
ACCESS_SESSION: Access
ACCESS_SCIM: Access
FRAMING_UNSPECIFIED: Framing
FRAMING_SSE: Framing
FRAMING_NDJSON: Framing
FRAMING_RAW: Framing
FRAMING_SSE_DONE: Framing
METHOD_FIELD_NUMBER: _ClassVar[int]
method: _descriptor.FieldDescriptor
FIELD_FIELD_NUMBER: _ClassVar[int]
field: _descriptor.FieldDescriptor
EVENT_FIELD_NUMBER: _ClassVar[int]
event: _descriptor.FieldDescriptor
SECTION_FIELD_NUMBER: _ClassVar[int]
section: _descriptor.FieldDescriptor
REASON_FIELD_NUMBER: _ClassVar[int]
reason: _descriptor.FieldDescriptor

class MethodRule(_message.Message):
    __slots__ = ("surface", "access", "status", "framing", "section", "summary", "errors", "sets_session", "clears_session", "idempotent", "aliases", "max_body", "multipart", "permission", "permission_reason", "developer_key_only", "error_body", "timeout", "content_type", "revokes", "redirect", "lenient_body", "long_running", "scopes", "hands_over_session", "open_cors")
    SURFACE_FIELD_NUMBER: _ClassVar[int]
    ACCESS_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    FRAMING_FIELD_NUMBER: _ClassVar[int]
    SECTION_FIELD_NUMBER: _ClassVar[int]
    SUMMARY_FIELD_NUMBER: _ClassVar[int]
    ERRORS_FIELD_NUMBER: _ClassVar[int]
    SETS_SESSION_FIELD_NUMBER: _ClassVar[int]
    CLEARS_SESSION_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENT_FIELD_NUMBER: _ClassVar[int]
    ALIASES_FIELD_NUMBER: _ClassVar[int]
    MAX_BODY_FIELD_NUMBER: _ClassVar[int]
    MULTIPART_FIELD_NUMBER: _ClassVar[int]
    PERMISSION_FIELD_NUMBER: _ClassVar[int]
    PERMISSION_REASON_FIELD_NUMBER: _ClassVar[int]
    DEVELOPER_KEY_ONLY_FIELD_NUMBER: _ClassVar[int]
    ERROR_BODY_FIELD_NUMBER: _ClassVar[int]
    TIMEOUT_FIELD_NUMBER: _ClassVar[int]
    CONTENT_TYPE_FIELD_NUMBER: _ClassVar[int]
    REVOKES_FIELD_NUMBER: _ClassVar[int]
    REDIRECT_FIELD_NUMBER: _ClassVar[int]
    LENIENT_BODY_FIELD_NUMBER: _ClassVar[int]
    LONG_RUNNING_FIELD_NUMBER: _ClassVar[int]
    SCOPES_FIELD_NUMBER: _ClassVar[int]
    HANDS_OVER_SESSION_FIELD_NUMBER: _ClassVar[int]
    OPEN_CORS_FIELD_NUMBER: _ClassVar[int]
    surface: Surface
    access: Access
    status: int
    framing: Framing
    section: str
    summary: str
    errors: _containers.RepeatedCompositeFieldContainer[ErrorRule]
    sets_session: bool
    clears_session: bool
    idempotent: bool
    aliases: _containers.RepeatedScalarFieldContainer[str]
    max_body: int
    multipart: bool
    permission: str
    permission_reason: str
    developer_key_only: bool
    error_body: str
    timeout: int
    content_type: str
    revokes: bool
    redirect: bool
    lenient_body: bool
    long_running: bool
    scopes: _containers.RepeatedScalarFieldContainer[str]
    hands_over_session: bool
    open_cors: bool
    def __init__(self, surface: _Optional[_Union[Surface, str]] = ..., access: _Optional[_Union[Access, str]] = ..., status: _Optional[int] = ..., framing: _Optional[_Union[Framing, str]] = ..., section: _Optional[str] = ..., summary: _Optional[str] = ..., errors: _Optional[_Iterable[_Union[ErrorRule, _Mapping]]] = ..., sets_session: _Optional[bool] = ..., clears_session: _Optional[bool] = ..., idempotent: _Optional[bool] = ..., aliases: _Optional[_Iterable[str]] = ..., max_body: _Optional[int] = ..., multipart: _Optional[bool] = ..., permission: _Optional[str] = ..., permission_reason: _Optional[str] = ..., developer_key_only: _Optional[bool] = ..., error_body: _Optional[str] = ..., timeout: _Optional[int] = ..., content_type: _Optional[str] = ..., revokes: _Optional[bool] = ..., redirect: _Optional[bool] = ..., lenient_body: _Optional[bool] = ..., long_running: _Optional[bool] = ..., scopes: _Optional[_Iterable[str]] = ..., hands_over_session: _Optional[bool] = ..., open_cors: _Optional[bool] = ...) -> None: ...

class ErrorRule(_message.Message):
    __slots__ = ("reason", "status", "body", "closed_cors")
    REASON_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    BODY_FIELD_NUMBER: _ClassVar[int]
    CLOSED_CORS_FIELD_NUMBER: _ClassVar[int]
    reason: str
    status: int
    body: str
    closed_cors: bool
    def __init__(self, reason: _Optional[str] = ..., status: _Optional[int] = ..., body: _Optional[str] = ..., closed_cors: _Optional[bool] = ...) -> None: ...

class FieldRule(_message.Message):
    __slots__ = ("name", "json", "emit_null", "required", "personal", "subject", "internal", "max_length", "min_length", "bounded", "minimum", "maximum", "inline", "json_schema", "nullable", "emit_default", "header", "cookie", "cookie_max_age", "secret", "setting", "allowed", "sent_to")
    NAME_FIELD_NUMBER: _ClassVar[int]
    JSON_FIELD_NUMBER: _ClassVar[int]
    EMIT_NULL_FIELD_NUMBER: _ClassVar[int]
    REQUIRED_FIELD_NUMBER: _ClassVar[int]
    PERSONAL_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    INTERNAL_FIELD_NUMBER: _ClassVar[int]
    MAX_LENGTH_FIELD_NUMBER: _ClassVar[int]
    MIN_LENGTH_FIELD_NUMBER: _ClassVar[int]
    BOUNDED_FIELD_NUMBER: _ClassVar[int]
    MINIMUM_FIELD_NUMBER: _ClassVar[int]
    MAXIMUM_FIELD_NUMBER: _ClassVar[int]
    INLINE_FIELD_NUMBER: _ClassVar[int]
    JSON_SCHEMA_FIELD_NUMBER: _ClassVar[int]
    NULLABLE_FIELD_NUMBER: _ClassVar[int]
    EMIT_DEFAULT_FIELD_NUMBER: _ClassVar[int]
    HEADER_FIELD_NUMBER: _ClassVar[int]
    COOKIE_FIELD_NUMBER: _ClassVar[int]
    COOKIE_MAX_AGE_FIELD_NUMBER: _ClassVar[int]
    SECRET_FIELD_NUMBER: _ClassVar[int]
    SETTING_FIELD_NUMBER: _ClassVar[int]
    ALLOWED_FIELD_NUMBER: _ClassVar[int]
    SENT_TO_FIELD_NUMBER: _ClassVar[int]
    name: str
    json: bool
    emit_null: bool
    required: bool
    personal: bool
    subject: bool
    internal: bool
    max_length: int
    min_length: int
    bounded: bool
    minimum: float
    maximum: float
    inline: bool
    json_schema: str
    nullable: bool
    emit_default: bool
    header: str
    cookie: str
    cookie_max_age: int
    secret: bool
    setting: str
    allowed: _containers.RepeatedScalarFieldContainer[str]
    sent_to: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, name: _Optional[str] = ..., json: _Optional[bool] = ..., emit_null: _Optional[bool] = ..., required: _Optional[bool] = ..., personal: _Optional[bool] = ..., subject: _Optional[bool] = ..., internal: _Optional[bool] = ..., max_length: _Optional[int] = ..., min_length: _Optional[int] = ..., bounded: _Optional[bool] = ..., minimum: _Optional[float] = ..., maximum: _Optional[float] = ..., inline: _Optional[bool] = ..., json_schema: _Optional[str] = ..., nullable: _Optional[bool] = ..., emit_default: _Optional[bool] = ..., header: _Optional[str] = ..., cookie: _Optional[str] = ..., cookie_max_age: _Optional[int] = ..., secret: _Optional[bool] = ..., setting: _Optional[str] = ..., allowed: _Optional[_Iterable[str]] = ..., sent_to: _Optional[_Iterable[str]] = ...) -> None: ...

class SectionRule(_message.Message):
    __slots__ = ("name", "title", "defaults", "secrets_for")
    NAME_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    DEFAULTS_FIELD_NUMBER: _ClassVar[int]
    SECRETS_FOR_FIELD_NUMBER: _ClassVar[int]
    name: str
    title: str
    defaults: str
    secrets_for: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, name: _Optional[str] = ..., title: _Optional[str] = ..., defaults: _Optional[str] = ..., secrets_for: _Optional[_Iterable[str]] = ...) -> None: ...

class EventRule(_message.Message):
    __slots__ = ("aggregate", "schema", "audit", "audit_failure")
    AGGREGATE_FIELD_NUMBER: _ClassVar[int]
    SCHEMA_FIELD_NUMBER: _ClassVar[int]
    AUDIT_FIELD_NUMBER: _ClassVar[int]
    AUDIT_FAILURE_FIELD_NUMBER: _ClassVar[int]
    aggregate: str
    schema: int
    audit: str
    audit_failure: bool
    def __init__(self, aggregate: _Optional[str] = ..., schema: _Optional[int] = ..., audit: _Optional[str] = ..., audit_failure: _Optional[bool] = ...) -> None: ...

class ReasonRule(_message.Message):
    __slots__ = ("code", "status")
    CODE_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    code: int
    status: int
    def __init__(self, code: _Optional[int] = ..., status: _Optional[int] = ...) -> None: ...
