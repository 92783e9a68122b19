from google.api import annotations_pb2 as _annotations_pb2
from parlance.common.v1 import common_pb2 as _common_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class BeginSignInRequest(_message.Message):
    __slots__ = ("provider", "origin")
    PROVIDER_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    provider: str
    origin: str
    def __init__(self, provider: _Optional[str] = ..., origin: _Optional[str] = ...) -> None: ...

class BegunSignIn(_message.Message):
    __slots__ = ("location", "attempt")
    LOCATION_FIELD_NUMBER: _ClassVar[int]
    ATTEMPT_FIELD_NUMBER: _ClassVar[int]
    location: str
    attempt: str
    def __init__(self, location: _Optional[str] = ..., attempt: _Optional[str] = ...) -> None: ...

class FinishSignInRequest(_message.Message):
    __slots__ = ("provider", "code", "state", "iss", "error", "error_description", "attempt")
    PROVIDER_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    ISS_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    ERROR_DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    ATTEMPT_FIELD_NUMBER: _ClassVar[int]
    provider: str
    code: str
    state: str
    iss: str
    error: str
    error_description: str
    attempt: str
    def __init__(self, provider: _Optional[str] = ..., code: _Optional[str] = ..., state: _Optional[str] = ..., iss: _Optional[str] = ..., error: _Optional[str] = ..., error_description: _Optional[str] = ..., attempt: _Optional[str] = ...) -> None: ...

class FinishedSignIn(_message.Message):
    __slots__ = ("location", "attempt", "token")
    LOCATION_FIELD_NUMBER: _ClassVar[int]
    ATTEMPT_FIELD_NUMBER: _ClassVar[int]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    location: str
    attempt: str
    token: str
    def __init__(self, location: _Optional[str] = ..., attempt: _Optional[str] = ..., token: _Optional[str] = ...) -> None: ...

class BackchannelLogoutRequest(_message.Message):
    __slots__ = ("provider", "logout_token")
    PROVIDER_FIELD_NUMBER: _ClassVar[int]
    LOGOUT_TOKEN_FIELD_NUMBER: _ClassVar[int]
    provider: str
    logout_token: str
    def __init__(self, provider: _Optional[str] = ..., logout_token: _Optional[str] = ...) -> None: ...

class BackchannelLoggedOut(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ListProvidersRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class Providers(_message.Message):
    __slots__ = ("providers",)
    class ProvidersEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    PROVIDERS_FIELD_NUMBER: _ClassVar[int]
    providers: _containers.ScalarMap[str, str]
    def __init__(self, providers: _Optional[_Mapping[str, str]] = ...) -> None: ...

class ListProviderSessionsRequest(_message.Message):
    __slots__ = ("user_id",)
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    def __init__(self, user_id: _Optional[str] = ...) -> None: ...

class ProviderSessions(_message.Message):
    __slots__ = ("sessions",)
    SESSIONS_FIELD_NUMBER: _ClassVar[int]
    sessions: _containers.RepeatedCompositeFieldContainer[ProviderSession]
    def __init__(self, sessions: _Optional[_Iterable[_Union[ProviderSession, _Mapping]]] = ...) -> None: ...

class ProviderSession(_message.Message):
    __slots__ = ("id", "user_id", "provider", "token", "expires_at", "created_at", "updated_at")
    ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    PROVIDER_FIELD_NUMBER: _ClassVar[int]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_AT_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    id: str
    user_id: str
    provider: str
    token: ProviderToken
    expires_at: int
    created_at: int
    updated_at: int
    def __init__(self, id: _Optional[str] = ..., user_id: _Optional[str] = ..., provider: _Optional[str] = ..., token: _Optional[_Union[ProviderToken, _Mapping]] = ..., expires_at: _Optional[int] = ..., created_at: _Optional[int] = ..., updated_at: _Optional[int] = ...) -> None: ...

class ProviderToken(_message.Message):
    __slots__ = ("token_type", "scope", "has_access_token", "has_refresh_token", "has_id_token")
    TOKEN_TYPE_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    HAS_ACCESS_TOKEN_FIELD_NUMBER: _ClassVar[int]
    HAS_REFRESH_TOKEN_FIELD_NUMBER: _ClassVar[int]
    HAS_ID_TOKEN_FIELD_NUMBER: _ClassVar[int]
    token_type: str
    scope: str
    has_access_token: bool
    has_refresh_token: bool
    has_id_token: bool
    def __init__(self, token_type: _Optional[str] = ..., scope: _Optional[str] = ..., has_access_token: _Optional[bool] = ..., has_refresh_token: _Optional[bool] = ..., has_id_token: _Optional[bool] = ...) -> None: ...

class DropProviderSessionsRequest(_message.Message):
    __slots__ = ("provider",)
    PROVIDER_FIELD_NUMBER: _ClassVar[int]
    provider: str
    def __init__(self, provider: _Optional[str] = ...) -> None: ...

class GetOAuthConfigRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class OAuthConfig(_message.Message):
    __slots__ = ("enable_oauth", "enable_oauth_signup", "oauth_merge_accounts_by_email", "oauth_auto_redirect", "oauth_allowed_domains", "oauth_blocked_groups", "enable_oauth_role_management", "oauth_roles_claim", "oauth_admin_roles", "oauth_allowed_roles", "enable_oauth_group_management", "enable_oauth_group_creation", "oauth_group_claim", "oauth_group_default_share", "oauth_provider_name", "openid_provider_url", "oauth_client_id", "oauth_client_secret", "openid_redirect_uri", "oauth_scopes", "oauth_code_challenge_method", "oauth_token_endpoint_auth_method", "openid_end_session_endpoint", "oauth_timeout", "oauth_client_timeout", "oauth_email_claim", "oauth_username_claim", "oauth_picture_claim", "oauth_sub_claim", "oauth_audience", "oauth_update_email_on_login", "oauth_update_name_on_login", "oauth_update_picture_on_login", "oauth_refresh_token_include_scope", "enable_oauth_persistent_config")
    ENABLE_OAUTH_FIELD_NUMBER: _ClassVar[int]
    ENABLE_OAUTH_SIGNUP_FIELD_NUMBER: _ClassVar[int]
    OAUTH_MERGE_ACCOUNTS_BY_EMAIL_FIELD_NUMBER: _ClassVar[int]
    OAUTH_AUTO_REDIRECT_FIELD_NUMBER: _ClassVar[int]
    OAUTH_ALLOWED_DOMAINS_FIELD_NUMBER: _ClassVar[int]
    OAUTH_BLOCKED_GROUPS_FIELD_NUMBER: _ClassVar[int]
    ENABLE_OAUTH_ROLE_MANAGEMENT_FIELD_NUMBER: _ClassVar[int]
    OAUTH_ROLES_CLAIM_FIELD_NUMBER: _ClassVar[int]
    OAUTH_ADMIN_ROLES_FIELD_NUMBER: _ClassVar[int]
    OAUTH_ALLOWED_ROLES_FIELD_NUMBER: _ClassVar[int]
    ENABLE_OAUTH_GROUP_MANAGEMENT_FIELD_NUMBER: _ClassVar[int]
    ENABLE_OAUTH_GROUP_CREATION_FIELD_NUMBER: _ClassVar[int]
    OAUTH_GROUP_CLAIM_FIELD_NUMBER: _ClassVar[int]
    OAUTH_GROUP_DEFAULT_SHARE_FIELD_NUMBER: _ClassVar[int]
    OAUTH_PROVIDER_NAME_FIELD_NUMBER: _ClassVar[int]
    OPENID_PROVIDER_URL_FIELD_NUMBER: _ClassVar[int]
    OAUTH_CLIENT_ID_FIELD_NUMBER: _ClassVar[int]
    OAUTH_CLIENT_SECRET_FIELD_NUMBER: _ClassVar[int]
    OPENID_REDIRECT_URI_FIELD_NUMBER: _ClassVar[int]
    OAUTH_SCOPES_FIELD_NUMBER: _ClassVar[int]
    OAUTH_CODE_CHALLENGE_METHOD_FIELD_NUMBER: _ClassVar[int]
    OAUTH_TOKEN_ENDPOINT_AUTH_METHOD_FIELD_NUMBER: _ClassVar[int]
    OPENID_END_SESSION_ENDPOINT_FIELD_NUMBER: _ClassVar[int]
    OAUTH_TIMEOUT_FIELD_NUMBER: _ClassVar[int]
    OAUTH_CLIENT_TIMEOUT_FIELD_NUMBER: _ClassVar[int]
    OAUTH_EMAIL_CLAIM_FIELD_NUMBER: _ClassVar[int]
    OAUTH_USERNAME_CLAIM_FIELD_NUMBER: _ClassVar[int]
    OAUTH_PICTURE_CLAIM_FIELD_NUMBER: _ClassVar[int]
    OAUTH_SUB_CLAIM_FIELD_NUMBER: _ClassVar[int]
    OAUTH_AUDIENCE_FIELD_NUMBER: _ClassVar[int]
    OAUTH_UPDATE_EMAIL_ON_LOGIN_FIELD_NUMBER: _ClassVar[int]
    OAUTH_UPDATE_NAME_ON_LOGIN_FIELD_NUMBER: _ClassVar[int]
    OAUTH_UPDATE_PICTURE_ON_LOGIN_FIELD_NUMBER: _ClassVar[int]
    OAUTH_REFRESH_TOKEN_INCLUDE_SCOPE_FIELD_NUMBER: _ClassVar[int]
    ENABLE_OAUTH_PERSISTENT_CONFIG_FIELD_NUMBER: _ClassVar[int]
    enable_oauth: bool
    enable_oauth_signup: bool
    oauth_merge_accounts_by_email: bool
    oauth_auto_redirect: bool
    oauth_allowed_domains: str
    oauth_blocked_groups: str
    enable_oauth_role_management: bool
    oauth_roles_claim: str
    oauth_admin_roles: str
    oauth_allowed_roles: str
    enable_oauth_group_management: bool
    enable_oauth_group_creation: bool
    oauth_group_claim: str
    oauth_group_default_share: bytes
    oauth_provider_name: str
    openid_provider_url: str
    oauth_client_id: str
    oauth_client_secret: str
    openid_redirect_uri: str
    oauth_scopes: str
    oauth_code_challenge_method: str
    oauth_token_endpoint_auth_method: str
    openid_end_session_endpoint: str
    oauth_timeout: bytes
    oauth_client_timeout: bytes
    oauth_email_claim: str
    oauth_username_claim: str
    oauth_picture_claim: str
    oauth_sub_claim: str
    oauth_audience: str
    oauth_update_email_on_login: bool
    oauth_update_name_on_login: bool
    oauth_update_picture_on_login: bool
    oauth_refresh_token_include_scope: bool
    enable_oauth_persistent_config: bool
    def __init__(self, enable_oauth: _Optional[bool] = ..., enable_oauth_signup: _Optional[bool] = ..., oauth_merge_accounts_by_email: _Optional[bool] = ..., oauth_auto_redirect: _Optional[bool] = ..., oauth_allowed_domains: _Optional[str] = ..., oauth_blocked_groups: _Optional[str] = ..., enable_oauth_role_management: _Optional[bool] = ..., oauth_roles_claim: _Optional[str] = ..., oauth_admin_roles: _Optional[str] = ..., oauth_allowed_roles: _Optional[str] = ..., enable_oauth_group_management: _Optional[bool] = ..., enable_oauth_group_creation: _Optional[bool] = ..., oauth_group_claim: _Optional[str] = ..., oauth_group_default_share: _Optional[bytes] = ..., oauth_provider_name: _Optional[str] = ..., openid_provider_url: _Optional[str] = ..., oauth_client_id: _Optional[str] = ..., oauth_client_secret: _Optional[str] = ..., openid_redirect_uri: _Optional[str] = ..., oauth_scopes: _Optional[str] = ..., oauth_code_challenge_method: _Optional[str] = ..., oauth_token_endpoint_auth_method: _Optional[str] = ..., openid_end_session_endpoint: _Optional[str] = ..., oauth_timeout: _Optional[bytes] = ..., oauth_client_timeout: _Optional[bytes] = ..., oauth_email_claim: _Optional[str] = ..., oauth_username_claim: _Optional[str] = ..., oauth_picture_claim: _Optional[str] = ..., oauth_sub_claim: _Optional[str] = ..., oauth_audience: _Optional[str] = ..., oauth_update_email_on_login: _Optional[bool] = ..., oauth_update_name_on_login: _Optional[bool] = ..., oauth_update_picture_on_login: _Optional[bool] = ..., oauth_refresh_token_include_scope: _Optional[bool] = ..., enable_oauth_persistent_config: _Optional[bool] = ...) -> None: ...

class UpdateOAuthConfigRequest(_message.Message):
    __slots__ = ("enable_oauth", "enable_oauth_signup", "oauth_merge_accounts_by_email", "oauth_auto_redirect", "oauth_allowed_domains", "oauth_blocked_groups", "enable_oauth_role_management", "oauth_roles_claim", "oauth_admin_roles", "oauth_allowed_roles", "enable_oauth_group_management", "enable_oauth_group_creation", "oauth_group_claim", "oauth_group_default_share", "oauth_provider_name", "openid_provider_url", "oauth_client_id", "oauth_client_secret", "openid_redirect_uri", "oauth_scopes", "oauth_code_challenge_method", "oauth_token_endpoint_auth_method", "openid_end_session_endpoint", "oauth_timeout", "oauth_client_timeout", "oauth_email_claim", "oauth_username_claim", "oauth_picture_claim", "oauth_sub_claim", "oauth_audience", "oauth_update_email_on_login", "oauth_update_name_on_login", "oauth_update_picture_on_login", "oauth_refresh_token_include_scope")
    ENABLE_OAUTH_FIELD_NUMBER: _ClassVar[int]
    ENABLE_OAUTH_SIGNUP_FIELD_NUMBER: _ClassVar[int]
    OAUTH_MERGE_ACCOUNTS_BY_EMAIL_FIELD_NUMBER: _ClassVar[int]
    OAUTH_AUTO_REDIRECT_FIELD_NUMBER: _ClassVar[int]
    OAUTH_ALLOWED_DOMAINS_FIELD_NUMBER: _ClassVar[int]
    OAUTH_BLOCKED_GROUPS_FIELD_NUMBER: _ClassVar[int]
    ENABLE_OAUTH_ROLE_MANAGEMENT_FIELD_NUMBER: _ClassVar[int]
    OAUTH_ROLES_CLAIM_FIELD_NUMBER: _ClassVar[int]
    OAUTH_ADMIN_ROLES_FIELD_NUMBER: _ClassVar[int]
    OAUTH_ALLOWED_ROLES_FIELD_NUMBER: _ClassVar[int]
    ENABLE_OAUTH_GROUP_MANAGEMENT_FIELD_NUMBER: _ClassVar[int]
    ENABLE_OAUTH_GROUP_CREATION_FIELD_NUMBER: _ClassVar[int]
    OAUTH_GROUP_CLAIM_FIELD_NUMBER: _ClassVar[int]
    OAUTH_GROUP_DEFAULT_SHARE_FIELD_NUMBER: _ClassVar[int]
    OAUTH_PROVIDER_NAME_FIELD_NUMBER: _ClassVar[int]
    OPENID_PROVIDER_URL_FIELD_NUMBER: _ClassVar[int]
    OAUTH_CLIENT_ID_FIELD_NUMBER: _ClassVar[int]
    OAUTH_CLIENT_SECRET_FIELD_NUMBER: _ClassVar[int]
    OPENID_REDIRECT_URI_FIELD_NUMBER: _ClassVar[int]
    OAUTH_SCOPES_FIELD_NUMBER: _ClassVar[int]
    OAUTH_CODE_CHALLENGE_METHOD_FIELD_NUMBER: _ClassVar[int]
    OAUTH_TOKEN_ENDPOINT_AUTH_METHOD_FIELD_NUMBER: _ClassVar[int]
    OPENID_END_SESSION_ENDPOINT_FIELD_NUMBER: _ClassVar[int]
    OAUTH_TIMEOUT_FIELD_NUMBER: _ClassVar[int]
    OAUTH_CLIENT_TIMEOUT_FIELD_NUMBER: _ClassVar[int]
    OAUTH_EMAIL_CLAIM_FIELD_NUMBER: _ClassVar[int]
    OAUTH_USERNAME_CLAIM_FIELD_NUMBER: _ClassVar[int]
    OAUTH_PICTURE_CLAIM_FIELD_NUMBER: _ClassVar[int]
    OAUTH_SUB_CLAIM_FIELD_NUMBER: _ClassVar[int]
    OAUTH_AUDIENCE_FIELD_NUMBER: _ClassVar[int]
    OAUTH_UPDATE_EMAIL_ON_LOGIN_FIELD_NUMBER: _ClassVar[int]
    OAUTH_UPDATE_NAME_ON_LOGIN_FIELD_NUMBER: _ClassVar[int]
    OAUTH_UPDATE_PICTURE_ON_LOGIN_FIELD_NUMBER: _ClassVar[int]
    OAUTH_REFRESH_TOKEN_INCLUDE_SCOPE_FIELD_NUMBER: _ClassVar[int]
    enable_oauth: bool
    enable_oauth_signup: bool
    oauth_merge_accounts_by_email: bool
    oauth_auto_redirect: bool
    oauth_allowed_domains: str
    oauth_blocked_groups: str
    enable_oauth_role_management: bool
    oauth_roles_claim: str
    oauth_admin_roles: str
    oauth_allowed_roles: str
    enable_oauth_group_management: bool
    enable_oauth_group_creation: bool
    oauth_group_claim: str
    oauth_group_default_share: bytes
    oauth_provider_name: str
    openid_provider_url: str
    oauth_client_id: str
    oauth_client_secret: str
    openid_redirect_uri: str
    oauth_scopes: str
    oauth_code_challenge_method: str
    oauth_token_endpoint_auth_method: str
    openid_end_session_endpoint: str
    oauth_timeout: bytes
    oauth_client_timeout: bytes
    oauth_email_claim: str
    oauth_username_claim: str
    oauth_picture_claim: str
    oauth_sub_claim: str
    oauth_audience: str
    oauth_update_email_on_login: bool
    oauth_update_name_on_login: bool
    oauth_update_picture_on_login: bool
    oauth_refresh_token_include_scope: bool
    def __init__(self, enable_oauth: _Optional[bool] = ..., enable_oauth_signup: _Optional[bool] = ..., oauth_merge_accounts_by_email: _Optional[bool] = ..., oauth_auto_redirect: _Optional[bool] = ..., oauth_allowed_domains: _Optional[str] = ..., oauth_blocked_groups: _Optional[str] = ..., enable_oauth_role_management: _Optional[bool] = ..., oauth_roles_claim: _Optional[str] = ..., oauth_admin_roles: _Optional[str] = ..., oauth_allowed_roles: _Optional[str] = ..., enable_oauth_group_management: _Optional[bool] = ..., enable_oauth_group_creation: _Optional[bool] = ..., oauth_group_claim: _Optional[str] = ..., oauth_group_default_share: _Optional[bytes] = ..., oauth_provider_name: _Optional[str] = ..., openid_provider_url: _Optional[str] = ..., oauth_client_id: _Optional[str] = ..., oauth_client_secret: _Optional[str] = ..., openid_redirect_uri: _Optional[str] = ..., oauth_scopes: _Optional[str] = ..., oauth_code_challenge_method: _Optional[str] = ..., oauth_token_endpoint_auth_method: _Optional[str] = ..., openid_end_session_endpoint: _Optional[str] = ..., oauth_timeout: _Optional[bytes] = ..., oauth_client_timeout: _Optional[bytes] = ..., oauth_email_claim: _Optional[str] = ..., oauth_username_claim: _Optional[str] = ..., oauth_picture_claim: _Optional[str] = ..., oauth_sub_claim: _Optional[str] = ..., oauth_audience: _Optional[str] = ..., oauth_update_email_on_login: _Optional[bool] = ..., oauth_update_name_on_login: _Optional[bool] = ..., oauth_update_picture_on_login: _Optional[bool] = ..., oauth_refresh_token_include_scope: _Optional[bool] = ...) -> None: ...
