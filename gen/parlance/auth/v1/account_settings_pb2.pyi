from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class AccountSettings(_message.Message):
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
    folder_max_file_count: str
    automation_max_count: str
    automation_min_interval: str
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
    def __init__(self, enable_mfa: _Optional[bool] = ..., mfa_allow_oauth_bypass: _Optional[bool] = ..., mfa_allow_trusted_header_bypass: _Optional[bool] = ..., show_admin_details: _Optional[bool] = ..., admin_email: _Optional[str] = ..., webui_url: _Optional[str] = ..., enable_login_form: _Optional[bool] = ..., enable_signup: _Optional[bool] = ..., enable_api_keys: _Optional[bool] = ..., enable_api_keys_endpoint_restrictions: _Optional[bool] = ..., api_keys_allowed_endpoints: _Optional[str] = ..., default_user_role: _Optional[str] = ..., default_group_id: _Optional[str] = ..., default_interface_settings: _Optional[bytes] = ..., i18n: _Optional[bytes] = ..., jwt_expires_in: _Optional[str] = ..., enable_community_sharing: _Optional[bool] = ..., enable_message_rating: _Optional[bool] = ..., enable_folders: _Optional[bool] = ..., folder_max_file_count: _Optional[str] = ..., automation_max_count: _Optional[str] = ..., automation_min_interval: _Optional[str] = ..., enable_automations: _Optional[bool] = ..., enable_channels: _Optional[bool] = ..., enable_encrypted_channels: _Optional[bool] = ..., enable_apps: _Optional[bool] = ..., channel_model_response_mode: _Optional[str] = ..., enable_calendar: _Optional[bool] = ..., enable_memories: _Optional[bool] = ..., enable_memory_system_context: _Optional[bool] = ..., enable_skill_lazy_loading: _Optional[bool] = ..., skill_content_max_chars: _Optional[int] = ..., skill_preview_max_chars: _Optional[int] = ..., enable_notes: _Optional[bool] = ..., enable_user_webhooks: _Optional[bool] = ..., enable_user_status: _Optional[bool] = ..., pending_user_overlay_title: _Optional[str] = ..., pending_user_overlay_content: _Optional[str] = ..., response_watermark: _Optional[str] = ...) -> None: ...
