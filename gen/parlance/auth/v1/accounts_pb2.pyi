from google.api import annotations_pb2 as _annotations_pb2
from parlance.common.v1 import common_pb2 as _common_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class GetSessionRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class SessionUser(_message.Message):
    __slots__ = ("status_emoji", "status_message", "status_expires_at", "id", "name", "role", "email", "profile_image_url", "token", "token_type", "expires_at", "permissions", "bio", "gender", "date_of_birth")
    STATUS_EMOJI_FIELD_NUMBER: _ClassVar[int]
    STATUS_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    STATUS_EXPIRES_AT_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    EMAIL_FIELD_NUMBER: _ClassVar[int]
    PROFILE_IMAGE_URL_FIELD_NUMBER: _ClassVar[int]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    TOKEN_TYPE_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_AT_FIELD_NUMBER: _ClassVar[int]
    PERMISSIONS_FIELD_NUMBER: _ClassVar[int]
    BIO_FIELD_NUMBER: _ClassVar[int]
    GENDER_FIELD_NUMBER: _ClassVar[int]
    DATE_OF_BIRTH_FIELD_NUMBER: _ClassVar[int]
    status_emoji: str
    status_message: str
    status_expires_at: int
    id: str
    name: str
    role: str
    email: str
    profile_image_url: str
    token: str
    token_type: str
    expires_at: int
    permissions: bytes
    bio: str
    gender: str
    date_of_birth: str
    def __init__(self, status_emoji: _Optional[str] = ..., status_message: _Optional[str] = ..., status_expires_at: _Optional[int] = ..., id: _Optional[str] = ..., name: _Optional[str] = ..., role: _Optional[str] = ..., email: _Optional[str] = ..., profile_image_url: _Optional[str] = ..., token: _Optional[str] = ..., token_type: _Optional[str] = ..., expires_at: _Optional[int] = ..., permissions: _Optional[bytes] = ..., bio: _Optional[str] = ..., gender: _Optional[str] = ..., date_of_birth: _Optional[str] = ...) -> None: ...

class SignUpRequest(_message.Message):
    __slots__ = ("name", "email", "password", "profile_image_url")
    NAME_FIELD_NUMBER: _ClassVar[int]
    EMAIL_FIELD_NUMBER: _ClassVar[int]
    PASSWORD_FIELD_NUMBER: _ClassVar[int]
    PROFILE_IMAGE_URL_FIELD_NUMBER: _ClassVar[int]
    name: str
    email: str
    password: str
    profile_image_url: str
    def __init__(self, name: _Optional[str] = ..., email: _Optional[str] = ..., password: _Optional[str] = ..., profile_image_url: _Optional[str] = ...) -> None: ...

class SignInRequest(_message.Message):
    __slots__ = ("email", "password")
    EMAIL_FIELD_NUMBER: _ClassVar[int]
    PASSWORD_FIELD_NUMBER: _ClassVar[int]
    email: str
    password: str
    def __init__(self, email: _Optional[str] = ..., password: _Optional[str] = ...) -> None: ...

class SignedIn(_message.Message):
    __slots__ = ("id", "name", "role", "email", "profile_image_url", "token", "token_type", "expires_at", "permissions")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    EMAIL_FIELD_NUMBER: _ClassVar[int]
    PROFILE_IMAGE_URL_FIELD_NUMBER: _ClassVar[int]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    TOKEN_TYPE_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_AT_FIELD_NUMBER: _ClassVar[int]
    PERMISSIONS_FIELD_NUMBER: _ClassVar[int]
    id: str
    name: str
    role: str
    email: str
    profile_image_url: str
    token: str
    token_type: str
    expires_at: int
    permissions: bytes
    def __init__(self, id: _Optional[str] = ..., name: _Optional[str] = ..., role: _Optional[str] = ..., email: _Optional[str] = ..., profile_image_url: _Optional[str] = ..., token: _Optional[str] = ..., token_type: _Optional[str] = ..., expires_at: _Optional[int] = ..., permissions: _Optional[bytes] = ...) -> None: ...

class SignOutRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class SignedOut(_message.Message):
    __slots__ = ("status", "redirect_url")
    STATUS_FIELD_NUMBER: _ClassVar[int]
    REDIRECT_URL_FIELD_NUMBER: _ClassVar[int]
    status: bool
    redirect_url: str
    def __init__(self, status: _Optional[bool] = ..., redirect_url: _Optional[str] = ...) -> None: ...

class UpdateProfileRequest(_message.Message):
    __slots__ = ("name", "profile_image_url", "bio", "gender", "date_of_birth")
    NAME_FIELD_NUMBER: _ClassVar[int]
    PROFILE_IMAGE_URL_FIELD_NUMBER: _ClassVar[int]
    BIO_FIELD_NUMBER: _ClassVar[int]
    GENDER_FIELD_NUMBER: _ClassVar[int]
    DATE_OF_BIRTH_FIELD_NUMBER: _ClassVar[int]
    name: str
    profile_image_url: str
    bio: str
    gender: str
    date_of_birth: str
    def __init__(self, name: _Optional[str] = ..., profile_image_url: _Optional[str] = ..., bio: _Optional[str] = ..., gender: _Optional[str] = ..., date_of_birth: _Optional[str] = ...) -> None: ...

class AccountBrief(_message.Message):
    __slots__ = ("id", "name", "role", "email", "profile_image_url")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    EMAIL_FIELD_NUMBER: _ClassVar[int]
    PROFILE_IMAGE_URL_FIELD_NUMBER: _ClassVar[int]
    id: str
    name: str
    role: str
    email: str
    profile_image_url: str
    def __init__(self, id: _Optional[str] = ..., name: _Optional[str] = ..., role: _Optional[str] = ..., email: _Optional[str] = ..., profile_image_url: _Optional[str] = ...) -> None: ...

class UpdateTimezoneRequest(_message.Message):
    __slots__ = ("timezone",)
    TIMEZONE_FIELD_NUMBER: _ClassVar[int]
    timezone: str
    def __init__(self, timezone: _Optional[str] = ...) -> None: ...

class TimezoneUpdated(_message.Message):
    __slots__ = ("status",)
    STATUS_FIELD_NUMBER: _ClassVar[int]
    status: bool
    def __init__(self, status: _Optional[bool] = ...) -> None: ...

class UpdatePasswordRequest(_message.Message):
    __slots__ = ("password", "new_password")
    PASSWORD_FIELD_NUMBER: _ClassVar[int]
    NEW_PASSWORD_FIELD_NUMBER: _ClassVar[int]
    password: str
    new_password: str
    def __init__(self, password: _Optional[str] = ..., new_password: _Optional[str] = ...) -> None: ...

class CreateApiKeyRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class GetApiKeyRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class DeleteApiKeyRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ApiKey(_message.Message):
    __slots__ = ("api_key",)
    API_KEY_FIELD_NUMBER: _ClassVar[int]
    api_key: str
    def __init__(self, api_key: _Optional[str] = ...) -> None: ...

class AddUserRequest(_message.Message):
    __slots__ = ("name", "email", "password", "profile_image_url", "role")
    NAME_FIELD_NUMBER: _ClassVar[int]
    EMAIL_FIELD_NUMBER: _ClassVar[int]
    PASSWORD_FIELD_NUMBER: _ClassVar[int]
    PROFILE_IMAGE_URL_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    name: str
    email: str
    password: str
    profile_image_url: str
    role: str
    def __init__(self, name: _Optional[str] = ..., email: _Optional[str] = ..., password: _Optional[str] = ..., profile_image_url: _Optional[str] = ..., role: _Optional[str] = ...) -> None: ...

class AddedUser(_message.Message):
    __slots__ = ("id", "name", "role", "email", "profile_image_url", "token", "token_type")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    EMAIL_FIELD_NUMBER: _ClassVar[int]
    PROFILE_IMAGE_URL_FIELD_NUMBER: _ClassVar[int]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    TOKEN_TYPE_FIELD_NUMBER: _ClassVar[int]
    id: str
    name: str
    role: str
    email: str
    profile_image_url: str
    token: str
    token_type: str
    def __init__(self, id: _Optional[str] = ..., name: _Optional[str] = ..., role: _Optional[str] = ..., email: _Optional[str] = ..., profile_image_url: _Optional[str] = ..., token: _Optional[str] = ..., token_type: _Optional[str] = ...) -> None: ...

class GetTokenRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class SessionToken(_message.Message):
    __slots__ = ("token", "token_type", "expires_at")
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    TOKEN_TYPE_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_AT_FIELD_NUMBER: _ClassVar[int]
    token: str
    token_type: str
    expires_at: int
    def __init__(self, token: _Optional[str] = ..., token_type: _Optional[str] = ..., expires_at: _Optional[int] = ...) -> None: ...

class FindAccountRequest(_message.Message):
    __slots__ = ("email",)
    EMAIL_FIELD_NUMBER: _ClassVar[int]
    email: str
    def __init__(self, email: _Optional[str] = ...) -> None: ...

class FoundAccount(_message.Message):
    __slots__ = ("id", "name", "email", "role")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    EMAIL_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    id: str
    name: str
    email: str
    role: str
    def __init__(self, id: _Optional[str] = ..., name: _Optional[str] = ..., email: _Optional[str] = ..., role: _Optional[str] = ...) -> None: ...

class GetAdminDetailsRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class AdminDetails(_message.Message):
    __slots__ = ("name", "email")
    NAME_FIELD_NUMBER: _ClassVar[int]
    EMAIL_FIELD_NUMBER: _ClassVar[int]
    name: str
    email: str
    def __init__(self, name: _Optional[str] = ..., email: _Optional[str] = ...) -> None: ...

class GetTokenConfigRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class TokenConfig(_message.Message):
    __slots__ = ("jwt_expires_in",)
    JWT_EXPIRES_IN_FIELD_NUMBER: _ClassVar[int]
    jwt_expires_in: str
    def __init__(self, jwt_expires_in: _Optional[str] = ...) -> None: ...

class GetAdminConfigRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class AdminConfig(_message.Message):
    __slots__ = ("enable_mfa", "mfa_allow_oauth_bypass", "mfa_allow_trusted_header_bypass", "show_admin_details", "admin_email", "webui_url", "enable_login_form", "enable_signup", "enable_api_keys", "enable_api_keys_endpoint_restrictions", "api_keys_allowed_endpoints", "default_user_role", "default_group_id", "default_interface_settings", "i18n", "jwt_expires_in", "enable_community_sharing", "enable_message_rating", "enable_folders", "folder_max_file_count", "automation_max_count", "automation_min_interval", "enable_automations", "enable_channels", "enable_encrypted_channels", "enable_apps", "channel_model_response_mode", "enable_calendar", "enable_memories", "enable_memory_system_context", "enable_skill_lazy_loading", "skill_content_max_chars", "skill_preview_max_chars", "enable_notes", "enable_user_webhooks", "enable_user_status", "pending_user_overlay_title", "pending_user_overlay_content", "response_watermark", "sessions_revoked")
    ENABLE_MFA_FIELD_NUMBER: _ClassVar[int]
    MFA_ALLOW_OAUTH_BYPASS_FIELD_NUMBER: _ClassVar[int]
    MFA_ALLOW_TRUSTED_HEADER_BYPASS_FIELD_NUMBER: _ClassVar[int]
    SHOW_ADMIN_DETAILS_FIELD_NUMBER: _ClassVar[int]
    ADMIN_EMAIL_FIELD_NUMBER: _ClassVar[int]
    WEBUI_URL_FIELD_NUMBER: _ClassVar[int]
    ENABLE_LOGIN_FORM_FIELD_NUMBER: _ClassVar[int]
    ENABLE_SIGNUP_FIELD_NUMBER: _ClassVar[int]
    ENABLE_API_KEYS_FIELD_NUMBER: _ClassVar[int]
    ENABLE_API_KEYS_ENDPOINT_RESTRICTIONS_FIELD_NUMBER: _ClassVar[int]
    API_KEYS_ALLOWED_ENDPOINTS_FIELD_NUMBER: _ClassVar[int]
    DEFAULT_USER_ROLE_FIELD_NUMBER: _ClassVar[int]
    DEFAULT_GROUP_ID_FIELD_NUMBER: _ClassVar[int]
    DEFAULT_INTERFACE_SETTINGS_FIELD_NUMBER: _ClassVar[int]
    I18N_FIELD_NUMBER: _ClassVar[int]
    JWT_EXPIRES_IN_FIELD_NUMBER: _ClassVar[int]
    ENABLE_COMMUNITY_SHARING_FIELD_NUMBER: _ClassVar[int]
    ENABLE_MESSAGE_RATING_FIELD_NUMBER: _ClassVar[int]
    ENABLE_FOLDERS_FIELD_NUMBER: _ClassVar[int]
    FOLDER_MAX_FILE_COUNT_FIELD_NUMBER: _ClassVar[int]
    AUTOMATION_MAX_COUNT_FIELD_NUMBER: _ClassVar[int]
    AUTOMATION_MIN_INTERVAL_FIELD_NUMBER: _ClassVar[int]
    ENABLE_AUTOMATIONS_FIELD_NUMBER: _ClassVar[int]
    ENABLE_CHANNELS_FIELD_NUMBER: _ClassVar[int]
    ENABLE_ENCRYPTED_CHANNELS_FIELD_NUMBER: _ClassVar[int]
    ENABLE_APPS_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_MODEL_RESPONSE_MODE_FIELD_NUMBER: _ClassVar[int]
    ENABLE_CALENDAR_FIELD_NUMBER: _ClassVar[int]
    ENABLE_MEMORIES_FIELD_NUMBER: _ClassVar[int]
    ENABLE_MEMORY_SYSTEM_CONTEXT_FIELD_NUMBER: _ClassVar[int]
    ENABLE_SKILL_LAZY_LOADING_FIELD_NUMBER: _ClassVar[int]
    SKILL_CONTENT_MAX_CHARS_FIELD_NUMBER: _ClassVar[int]
    SKILL_PREVIEW_MAX_CHARS_FIELD_NUMBER: _ClassVar[int]
    ENABLE_NOTES_FIELD_NUMBER: _ClassVar[int]
    ENABLE_USER_WEBHOOKS_FIELD_NUMBER: _ClassVar[int]
    ENABLE_USER_STATUS_FIELD_NUMBER: _ClassVar[int]
    PENDING_USER_OVERLAY_TITLE_FIELD_NUMBER: _ClassVar[int]
    PENDING_USER_OVERLAY_CONTENT_FIELD_NUMBER: _ClassVar[int]
    RESPONSE_WATERMARK_FIELD_NUMBER: _ClassVar[int]
    SESSIONS_REVOKED_FIELD_NUMBER: _ClassVar[int]
    enable_mfa: bool
    mfa_allow_oauth_bypass: bool
    mfa_allow_trusted_header_bypass: bool
    show_admin_details: bool
    admin_email: str
    webui_url: str
    enable_login_form: bool
    enable_signup: bool
    enable_api_keys: bool
    enable_api_keys_endpoint_restrictions: bool
    api_keys_allowed_endpoints: str
    default_user_role: str
    default_group_id: str
    default_interface_settings: bytes
    i18n: bytes
    jwt_expires_in: str
    enable_community_sharing: bool
    enable_message_rating: bool
    enable_folders: bool
    folder_max_file_count: bytes
    automation_max_count: bytes
    automation_min_interval: bytes
    enable_automations: bool
    enable_channels: bool
    enable_encrypted_channels: bool
    enable_apps: bool
    channel_model_response_mode: str
    enable_calendar: bool
    enable_memories: bool
    enable_memory_system_context: bool
    enable_skill_lazy_loading: bool
    skill_content_max_chars: int
    skill_preview_max_chars: int
    enable_notes: bool
    enable_user_webhooks: bool
    enable_user_status: bool
    pending_user_overlay_title: str
    pending_user_overlay_content: str
    response_watermark: str
    sessions_revoked: bool
    def __init__(self, enable_mfa: _Optional[bool] = ..., mfa_allow_oauth_bypass: _Optional[bool] = ..., mfa_allow_trusted_header_bypass: _Optional[bool] = ..., show_admin_details: _Optional[bool] = ..., admin_email: _Optional[str] = ..., webui_url: _Optional[str] = ..., enable_login_form: _Optional[bool] = ..., enable_signup: _Optional[bool] = ..., enable_api_keys: _Optional[bool] = ..., enable_api_keys_endpoint_restrictions: _Optional[bool] = ..., api_keys_allowed_endpoints: _Optional[str] = ..., default_user_role: _Optional[str] = ..., default_group_id: _Optional[str] = ..., default_interface_settings: _Optional[bytes] = ..., i18n: _Optional[bytes] = ..., jwt_expires_in: _Optional[str] = ..., enable_community_sharing: _Optional[bool] = ..., enable_message_rating: _Optional[bool] = ..., enable_folders: _Optional[bool] = ..., folder_max_file_count: _Optional[bytes] = ..., automation_max_count: _Optional[bytes] = ..., automation_min_interval: _Optional[bytes] = ..., enable_automations: _Optional[bool] = ..., enable_channels: _Optional[bool] = ..., enable_encrypted_channels: _Optional[bool] = ..., enable_apps: _Optional[bool] = ..., channel_model_response_mode: _Optional[str] = ..., enable_calendar: _Optional[bool] = ..., enable_memories: _Optional[bool] = ..., enable_memory_system_context: _Optional[bool] = ..., enable_skill_lazy_loading: _Optional[bool] = ..., skill_content_max_chars: _Optional[int] = ..., skill_preview_max_chars: _Optional[int] = ..., enable_notes: _Optional[bool] = ..., enable_user_webhooks: _Optional[bool] = ..., enable_user_status: _Optional[bool] = ..., pending_user_overlay_title: _Optional[str] = ..., pending_user_overlay_content: _Optional[str] = ..., response_watermark: _Optional[str] = ..., sessions_revoked: _Optional[bool] = ...) -> None: ...

class UpdateAdminConfigRequest(_message.Message):
    __slots__ = ("enable_mfa", "mfa_allow_oauth_bypass", "mfa_allow_trusted_header_bypass", "show_admin_details", "admin_email", "webui_url", "enable_login_form", "enable_signup", "enable_api_keys", "enable_api_keys_endpoint_restrictions", "api_keys_allowed_endpoints", "default_user_role", "default_group_id", "default_interface_settings", "i18n", "jwt_expires_in", "enable_community_sharing", "enable_message_rating", "enable_folders", "folder_max_file_count", "automation_max_count", "automation_min_interval", "enable_automations", "enable_channels", "enable_encrypted_channels", "enable_apps", "channel_model_response_mode", "enable_calendar", "enable_memories", "enable_memory_system_context", "enable_skill_lazy_loading", "skill_content_max_chars", "skill_preview_max_chars", "enable_notes", "enable_user_webhooks", "enable_user_status", "pending_user_overlay_title", "pending_user_overlay_content", "response_watermark")
    ENABLE_MFA_FIELD_NUMBER: _ClassVar[int]
    MFA_ALLOW_OAUTH_BYPASS_FIELD_NUMBER: _ClassVar[int]
    MFA_ALLOW_TRUSTED_HEADER_BYPASS_FIELD_NUMBER: _ClassVar[int]
    SHOW_ADMIN_DETAILS_FIELD_NUMBER: _ClassVar[int]
    ADMIN_EMAIL_FIELD_NUMBER: _ClassVar[int]
    WEBUI_URL_FIELD_NUMBER: _ClassVar[int]
    ENABLE_LOGIN_FORM_FIELD_NUMBER: _ClassVar[int]
    ENABLE_SIGNUP_FIELD_NUMBER: _ClassVar[int]
    ENABLE_API_KEYS_FIELD_NUMBER: _ClassVar[int]
    ENABLE_API_KEYS_ENDPOINT_RESTRICTIONS_FIELD_NUMBER: _ClassVar[int]
    API_KEYS_ALLOWED_ENDPOINTS_FIELD_NUMBER: _ClassVar[int]
    DEFAULT_USER_ROLE_FIELD_NUMBER: _ClassVar[int]
    DEFAULT_GROUP_ID_FIELD_NUMBER: _ClassVar[int]
    DEFAULT_INTERFACE_SETTINGS_FIELD_NUMBER: _ClassVar[int]
    I18N_FIELD_NUMBER: _ClassVar[int]
    JWT_EXPIRES_IN_FIELD_NUMBER: _ClassVar[int]
    ENABLE_COMMUNITY_SHARING_FIELD_NUMBER: _ClassVar[int]
    ENABLE_MESSAGE_RATING_FIELD_NUMBER: _ClassVar[int]
    ENABLE_FOLDERS_FIELD_NUMBER: _ClassVar[int]
    FOLDER_MAX_FILE_COUNT_FIELD_NUMBER: _ClassVar[int]
    AUTOMATION_MAX_COUNT_FIELD_NUMBER: _ClassVar[int]
    AUTOMATION_MIN_INTERVAL_FIELD_NUMBER: _ClassVar[int]
    ENABLE_AUTOMATIONS_FIELD_NUMBER: _ClassVar[int]
    ENABLE_CHANNELS_FIELD_NUMBER: _ClassVar[int]
    ENABLE_ENCRYPTED_CHANNELS_FIELD_NUMBER: _ClassVar[int]
    ENABLE_APPS_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_MODEL_RESPONSE_MODE_FIELD_NUMBER: _ClassVar[int]
    ENABLE_CALENDAR_FIELD_NUMBER: _ClassVar[int]
    ENABLE_MEMORIES_FIELD_NUMBER: _ClassVar[int]
    ENABLE_MEMORY_SYSTEM_CONTEXT_FIELD_NUMBER: _ClassVar[int]
    ENABLE_SKILL_LAZY_LOADING_FIELD_NUMBER: _ClassVar[int]
    SKILL_CONTENT_MAX_CHARS_FIELD_NUMBER: _ClassVar[int]
    SKILL_PREVIEW_MAX_CHARS_FIELD_NUMBER: _ClassVar[int]
    ENABLE_NOTES_FIELD_NUMBER: _ClassVar[int]
    ENABLE_USER_WEBHOOKS_FIELD_NUMBER: _ClassVar[int]
    ENABLE_USER_STATUS_FIELD_NUMBER: _ClassVar[int]
    PENDING_USER_OVERLAY_TITLE_FIELD_NUMBER: _ClassVar[int]
    PENDING_USER_OVERLAY_CONTENT_FIELD_NUMBER: _ClassVar[int]
    RESPONSE_WATERMARK_FIELD_NUMBER: _ClassVar[int]
    enable_mfa: bool
    mfa_allow_oauth_bypass: bool
    mfa_allow_trusted_header_bypass: bool
    show_admin_details: bool
    admin_email: str
    webui_url: str
    enable_login_form: bool
    enable_signup: bool
    enable_api_keys: bool
    enable_api_keys_endpoint_restrictions: bool
    api_keys_allowed_endpoints: str
    default_user_role: str
    default_group_id: str
    default_interface_settings: bytes
    i18n: bytes
    jwt_expires_in: str
    enable_community_sharing: bool
    enable_message_rating: bool
    enable_folders: bool
    folder_max_file_count: bytes
    automation_max_count: bytes
    automation_min_interval: bytes
    enable_automations: bool
    enable_channels: bool
    enable_encrypted_channels: bool
    enable_apps: bool
    channel_model_response_mode: str
    enable_calendar: bool
    enable_memories: bool
    enable_memory_system_context: bool
    enable_skill_lazy_loading: bool
    skill_content_max_chars: int
    skill_preview_max_chars: int
    enable_notes: bool
    enable_user_webhooks: bool
    enable_user_status: bool
    pending_user_overlay_title: str
    pending_user_overlay_content: str
    response_watermark: str
    def __init__(self, enable_mfa: _Optional[bool] = ..., mfa_allow_oauth_bypass: _Optional[bool] = ..., mfa_allow_trusted_header_bypass: _Optional[bool] = ..., show_admin_details: _Optional[bool] = ..., admin_email: _Optional[str] = ..., webui_url: _Optional[str] = ..., enable_login_form: _Optional[bool] = ..., enable_signup: _Optional[bool] = ..., enable_api_keys: _Optional[bool] = ..., enable_api_keys_endpoint_restrictions: _Optional[bool] = ..., api_keys_allowed_endpoints: _Optional[str] = ..., default_user_role: _Optional[str] = ..., default_group_id: _Optional[str] = ..., default_interface_settings: _Optional[bytes] = ..., i18n: _Optional[bytes] = ..., jwt_expires_in: _Optional[str] = ..., enable_community_sharing: _Optional[bool] = ..., enable_message_rating: _Optional[bool] = ..., enable_folders: _Optional[bool] = ..., folder_max_file_count: _Optional[bytes] = ..., automation_max_count: _Optional[bytes] = ..., automation_min_interval: _Optional[bytes] = ..., enable_automations: _Optional[bool] = ..., enable_channels: _Optional[bool] = ..., enable_encrypted_channels: _Optional[bool] = ..., enable_apps: _Optional[bool] = ..., channel_model_response_mode: _Optional[str] = ..., enable_calendar: _Optional[bool] = ..., enable_memories: _Optional[bool] = ..., enable_memory_system_context: _Optional[bool] = ..., enable_skill_lazy_loading: _Optional[bool] = ..., skill_content_max_chars: _Optional[int] = ..., skill_preview_max_chars: _Optional[int] = ..., enable_notes: _Optional[bool] = ..., enable_user_webhooks: _Optional[bool] = ..., enable_user_status: _Optional[bool] = ..., pending_user_overlay_title: _Optional[str] = ..., pending_user_overlay_content: _Optional[str] = ..., response_watermark: _Optional[str] = ...) -> None: ...
