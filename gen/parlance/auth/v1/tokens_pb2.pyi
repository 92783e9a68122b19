from google.api import annotations_pb2 as _annotations_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CredentialKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CREDENTIAL_KIND_UNSPECIFIED: _ClassVar[CredentialKind]
    CREDENTIAL_KIND_SESSION: _ClassVar[CredentialKind]
    CREDENTIAL_KIND_API_KEY: _ClassVar[CredentialKind]
    CREDENTIAL_KIND_DEVELOPER_KEY: _ClassVar[CredentialKind]
    CREDENTIAL_KIND_ACCESS_TOKEN: _ClassVar[CredentialKind]
    CREDENTIAL_KIND_SCIM_TOKEN: _ClassVar[CredentialKind]
CREDENTIAL_KIND_UNSPECIFIED: CredentialKind
CREDENTIAL_KIND_SESSION: CredentialKind
CREDENTIAL_KIND_API_KEY: CredentialKind
CREDENTIAL_KIND_DEVELOPER_KEY: CredentialKind
CREDENTIAL_KIND_ACCESS_TOKEN: CredentialKind
CREDENTIAL_KIND_SCIM_TOKEN: CredentialKind

class ExchangeRequest(_message.Message):
    __slots__ = ("credential", "kind", "address")
    CREDENTIAL_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    credential: str
    kind: CredentialKind
    address: str
    def __init__(self, credential: _Optional[str] = ..., kind: _Optional[_Union[CredentialKind, str]] = ..., address: _Optional[str] = ...) -> None: ...

class ExchangeReply(_message.Message):
    __slots__ = ("access_token", "expires_at", "caller")
    ACCESS_TOKEN_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_AT_FIELD_NUMBER: _ClassVar[int]
    CALLER_FIELD_NUMBER: _ClassVar[int]
    access_token: str
    expires_at: int
    caller: CallerSummary
    def __init__(self, access_token: _Optional[str] = ..., expires_at: _Optional[int] = ..., caller: _Optional[_Union[CallerSummary, _Mapping]] = ...) -> None: ...

class CallerSummary(_message.Message):
    __slots__ = ("user_id", "role", "kind", "session_id", "permissions", "user_version", "issued_at_ms", "groups", "membership_version", "rights_version", "scopes", "provider", "job_priority")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    PERMISSIONS_FIELD_NUMBER: _ClassVar[int]
    USER_VERSION_FIELD_NUMBER: _ClassVar[int]
    ISSUED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    GROUPS_FIELD_NUMBER: _ClassVar[int]
    MEMBERSHIP_VERSION_FIELD_NUMBER: _ClassVar[int]
    RIGHTS_VERSION_FIELD_NUMBER: _ClassVar[int]
    SCOPES_FIELD_NUMBER: _ClassVar[int]
    PROVIDER_FIELD_NUMBER: _ClassVar[int]
    JOB_PRIORITY_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    role: str
    kind: str
    session_id: str
    permissions: str
    user_version: int
    issued_at_ms: int
    groups: _containers.RepeatedScalarFieldContainer[str]
    membership_version: int
    rights_version: int
    scopes: _containers.RepeatedScalarFieldContainer[str]
    provider: str
    job_priority: int
    def __init__(self, user_id: _Optional[str] = ..., role: _Optional[str] = ..., kind: _Optional[str] = ..., session_id: _Optional[str] = ..., permissions: _Optional[str] = ..., user_version: _Optional[int] = ..., issued_at_ms: _Optional[int] = ..., groups: _Optional[_Iterable[str]] = ..., membership_version: _Optional[int] = ..., rights_version: _Optional[int] = ..., scopes: _Optional[_Iterable[str]] = ..., provider: _Optional[str] = ..., job_priority: _Optional[int] = ...) -> None: ...

class KeysRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class KeysReply(_message.Message):
    __slots__ = ("keys",)
    KEYS_FIELD_NUMBER: _ClassVar[int]
    keys: _containers.RepeatedCompositeFieldContainer[PublicKey]
    def __init__(self, keys: _Optional[_Iterable[_Union[PublicKey, _Mapping]]] = ...) -> None: ...

class PublicKey(_message.Message):
    __slots__ = ("kid", "ed25519")
    KID_FIELD_NUMBER: _ClassVar[int]
    ED25519_FIELD_NUMBER: _ClassVar[int]
    kid: str
    ed25519: bytes
    def __init__(self, kid: _Optional[str] = ..., ed25519: _Optional[bytes] = ...) -> None: ...

class JsonWebKeysRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class JsonWebKeySet(_message.Message):
    __slots__ = ("keys", "cache_control")
    KEYS_FIELD_NUMBER: _ClassVar[int]
    CACHE_CONTROL_FIELD_NUMBER: _ClassVar[int]
    keys: _containers.RepeatedCompositeFieldContainer[JsonWebKey]
    cache_control: str
    def __init__(self, keys: _Optional[_Iterable[_Union[JsonWebKey, _Mapping]]] = ..., cache_control: _Optional[str] = ...) -> None: ...

class JsonWebKey(_message.Message):
    __slots__ = ("kty", "crv", "x", "kid", "use", "alg")
    KTY_FIELD_NUMBER: _ClassVar[int]
    CRV_FIELD_NUMBER: _ClassVar[int]
    X_FIELD_NUMBER: _ClassVar[int]
    KID_FIELD_NUMBER: _ClassVar[int]
    USE_FIELD_NUMBER: _ClassVar[int]
    ALG_FIELD_NUMBER: _ClassVar[int]
    kty: str
    crv: str
    x: str
    kid: str
    use: str
    alg: str
    def __init__(self, kty: _Optional[str] = ..., crv: _Optional[str] = ..., x: _Optional[str] = ..., kid: _Optional[str] = ..., use: _Optional[str] = ..., alg: _Optional[str] = ...) -> None: ...
