from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class OAuthSettings(_message.Message):
    __slots__ = ("enabled", "auto_redirect", "rules", "providers")
    ENABLED_FIELD_NUMBER: _ClassVar[int]
    AUTO_REDIRECT_FIELD_NUMBER: _ClassVar[int]
    RULES_FIELD_NUMBER: _ClassVar[int]
    PROVIDERS_FIELD_NUMBER: _ClassVar[int]
    enabled: bool
    auto_redirect: bool
    rules: OAuthRules
    providers: _containers.RepeatedCompositeFieldContainer[OAuthProvider]
    def __init__(self, enabled: _Optional[bool] = ..., auto_redirect: _Optional[bool] = ..., rules: _Optional[_Union[OAuthRules, _Mapping]] = ..., providers: _Optional[_Iterable[_Union[OAuthProvider, _Mapping]]] = ...) -> None: ...

class OAuthRules(_message.Message):
    __slots__ = ("signup", "link_by_email", "allowed_domains", "role_management", "roles_claim", "admin_roles", "allowed_roles", "group_management", "group_creation", "group_claim", "blocked_groups", "group_mapping", "group_share", "email_claim", "name_claim", "picture_claim", "subject_claim", "update_email", "update_name", "update_picture")
    class GroupMappingEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    SIGNUP_FIELD_NUMBER: _ClassVar[int]
    LINK_BY_EMAIL_FIELD_NUMBER: _ClassVar[int]
    ALLOWED_DOMAINS_FIELD_NUMBER: _ClassVar[int]
    ROLE_MANAGEMENT_FIELD_NUMBER: _ClassVar[int]
    ROLES_CLAIM_FIELD_NUMBER: _ClassVar[int]
    ADMIN_ROLES_FIELD_NUMBER: _ClassVar[int]
    ALLOWED_ROLES_FIELD_NUMBER: _ClassVar[int]
    GROUP_MANAGEMENT_FIELD_NUMBER: _ClassVar[int]
    GROUP_CREATION_FIELD_NUMBER: _ClassVar[int]
    GROUP_CLAIM_FIELD_NUMBER: _ClassVar[int]
    BLOCKED_GROUPS_FIELD_NUMBER: _ClassVar[int]
    GROUP_MAPPING_FIELD_NUMBER: _ClassVar[int]
    GROUP_SHARE_FIELD_NUMBER: _ClassVar[int]
    EMAIL_CLAIM_FIELD_NUMBER: _ClassVar[int]
    NAME_CLAIM_FIELD_NUMBER: _ClassVar[int]
    PICTURE_CLAIM_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_CLAIM_FIELD_NUMBER: _ClassVar[int]
    UPDATE_EMAIL_FIELD_NUMBER: _ClassVar[int]
    UPDATE_NAME_FIELD_NUMBER: _ClassVar[int]
    UPDATE_PICTURE_FIELD_NUMBER: _ClassVar[int]
    signup: bool
    link_by_email: bool
    allowed_domains: _containers.RepeatedScalarFieldContainer[str]
    role_management: bool
    roles_claim: str
    admin_roles: _containers.RepeatedScalarFieldContainer[str]
    allowed_roles: _containers.RepeatedScalarFieldContainer[str]
    group_management: bool
    group_creation: bool
    group_claim: str
    blocked_groups: _containers.RepeatedScalarFieldContainer[str]
    group_mapping: _containers.ScalarMap[str, str]
    group_share: str
    email_claim: str
    name_claim: str
    picture_claim: str
    subject_claim: str
    update_email: bool
    update_name: bool
    update_picture: bool
    def __init__(self, signup: _Optional[bool] = ..., link_by_email: _Optional[bool] = ..., allowed_domains: _Optional[_Iterable[str]] = ..., role_management: _Optional[bool] = ..., roles_claim: _Optional[str] = ..., admin_roles: _Optional[_Iterable[str]] = ..., allowed_roles: _Optional[_Iterable[str]] = ..., group_management: _Optional[bool] = ..., group_creation: _Optional[bool] = ..., group_claim: _Optional[str] = ..., blocked_groups: _Optional[_Iterable[str]] = ..., group_mapping: _Optional[_Mapping[str, str]] = ..., group_share: _Optional[str] = ..., email_claim: _Optional[str] = ..., name_claim: _Optional[str] = ..., picture_claim: _Optional[str] = ..., subject_claim: _Optional[str] = ..., update_email: _Optional[bool] = ..., update_name: _Optional[bool] = ..., update_picture: _Optional[bool] = ...) -> None: ...

class OAuthProvider(_message.Message):
    __slots__ = ("id", "name", "kind", "issuer", "client_id", "client_secret", "scopes", "redirect_uri", "token_endpoint_auth_method", "end_session_endpoint", "audience", "timeout", "addresses_are_verified", "own_rules", "rules")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    ISSUER_FIELD_NUMBER: _ClassVar[int]
    CLIENT_ID_FIELD_NUMBER: _ClassVar[int]
    CLIENT_SECRET_FIELD_NUMBER: _ClassVar[int]
    SCOPES_FIELD_NUMBER: _ClassVar[int]
    REDIRECT_URI_FIELD_NUMBER: _ClassVar[int]
    TOKEN_ENDPOINT_AUTH_METHOD_FIELD_NUMBER: _ClassVar[int]
    END_SESSION_ENDPOINT_FIELD_NUMBER: _ClassVar[int]
    AUDIENCE_FIELD_NUMBER: _ClassVar[int]
    TIMEOUT_FIELD_NUMBER: _ClassVar[int]
    ADDRESSES_ARE_VERIFIED_FIELD_NUMBER: _ClassVar[int]
    OWN_RULES_FIELD_NUMBER: _ClassVar[int]
    RULES_FIELD_NUMBER: _ClassVar[int]
    id: str
    name: str
    kind: str
    issuer: str
    client_id: str
    client_secret: str
    scopes: str
    redirect_uri: str
    token_endpoint_auth_method: str
    end_session_endpoint: str
    audience: str
    timeout: int
    addresses_are_verified: bool
    own_rules: bool
    rules: OAuthRules
    def __init__(self, id: _Optional[str] = ..., name: _Optional[str] = ..., kind: _Optional[str] = ..., issuer: _Optional[str] = ..., client_id: _Optional[str] = ..., client_secret: _Optional[str] = ..., scopes: _Optional[str] = ..., redirect_uri: _Optional[str] = ..., token_endpoint_auth_method: _Optional[str] = ..., end_session_endpoint: _Optional[str] = ..., audience: _Optional[str] = ..., timeout: _Optional[int] = ..., addresses_are_verified: _Optional[bool] = ..., own_rules: _Optional[bool] = ..., rules: _Optional[_Union[OAuthRules, _Mapping]] = ...) -> None: ...
