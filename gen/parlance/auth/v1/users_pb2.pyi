from google.api import annotations_pb2 as _annotations_pb2
from parlance.common.v1 import common_pb2 as _common_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ListUsersRequest(_message.Message):
    __slots__ = ("query", "order_by", "direction", "page")
    QUERY_FIELD_NUMBER: _ClassVar[int]
    ORDER_BY_FIELD_NUMBER: _ClassVar[int]
    DIRECTION_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    query: str
    order_by: str
    direction: str
    page: int
    def __init__(self, query: _Optional[str] = ..., order_by: _Optional[str] = ..., direction: _Optional[str] = ..., page: _Optional[int] = ...) -> None: ...

class UserPage(_message.Message):
    __slots__ = ("users", "total")
    USERS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    users: _containers.RepeatedCompositeFieldContainer[ListedUser]
    total: int
    def __init__(self, users: _Optional[_Iterable[_Union[ListedUser, _Mapping]]] = ..., total: _Optional[int] = ...) -> None: ...

class ListedUser(_message.Message):
    __slots__ = ("id", "email", "username", "role", "name", "profile_image_url", "profile_banner_image_url", "bio", "gender", "date_of_birth", "timezone", "presence_state", "status_emoji", "status_message", "status_expires_at", "info", "settings", "oauth", "scim", "last_active_at", "updated_at", "created_at", "group_ids")
    ID_FIELD_NUMBER: _ClassVar[int]
    EMAIL_FIELD_NUMBER: _ClassVar[int]
    USERNAME_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    PROFILE_IMAGE_URL_FIELD_NUMBER: _ClassVar[int]
    PROFILE_BANNER_IMAGE_URL_FIELD_NUMBER: _ClassVar[int]
    BIO_FIELD_NUMBER: _ClassVar[int]
    GENDER_FIELD_NUMBER: _ClassVar[int]
    DATE_OF_BIRTH_FIELD_NUMBER: _ClassVar[int]
    TIMEZONE_FIELD_NUMBER: _ClassVar[int]
    PRESENCE_STATE_FIELD_NUMBER: _ClassVar[int]
    STATUS_EMOJI_FIELD_NUMBER: _ClassVar[int]
    STATUS_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    STATUS_EXPIRES_AT_FIELD_NUMBER: _ClassVar[int]
    INFO_FIELD_NUMBER: _ClassVar[int]
    SETTINGS_FIELD_NUMBER: _ClassVar[int]
    OAUTH_FIELD_NUMBER: _ClassVar[int]
    SCIM_FIELD_NUMBER: _ClassVar[int]
    LAST_ACTIVE_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    GROUP_IDS_FIELD_NUMBER: _ClassVar[int]
    id: str
    email: str
    username: str
    role: str
    name: str
    profile_image_url: str
    profile_banner_image_url: str
    bio: str
    gender: str
    date_of_birth: str
    timezone: str
    presence_state: str
    status_emoji: str
    status_message: str
    status_expires_at: int
    info: bytes
    settings: bytes
    oauth: bytes
    scim: bytes
    last_active_at: int
    updated_at: int
    created_at: int
    group_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, id: _Optional[str] = ..., email: _Optional[str] = ..., username: _Optional[str] = ..., role: _Optional[str] = ..., name: _Optional[str] = ..., profile_image_url: _Optional[str] = ..., profile_banner_image_url: _Optional[str] = ..., bio: _Optional[str] = ..., gender: _Optional[str] = ..., date_of_birth: _Optional[str] = ..., timezone: _Optional[str] = ..., presence_state: _Optional[str] = ..., status_emoji: _Optional[str] = ..., status_message: _Optional[str] = ..., status_expires_at: _Optional[int] = ..., info: _Optional[bytes] = ..., settings: _Optional[bytes] = ..., oauth: _Optional[bytes] = ..., scim: _Optional[bytes] = ..., last_active_at: _Optional[int] = ..., updated_at: _Optional[int] = ..., created_at: _Optional[int] = ..., group_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class ListAllUsersRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class SearchUsersRequest(_message.Message):
    __slots__ = ("query", "order_by", "direction", "page")
    QUERY_FIELD_NUMBER: _ClassVar[int]
    ORDER_BY_FIELD_NUMBER: _ClassVar[int]
    DIRECTION_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    query: str
    order_by: str
    direction: str
    page: int
    def __init__(self, query: _Optional[str] = ..., order_by: _Optional[str] = ..., direction: _Optional[str] = ..., page: _Optional[int] = ...) -> None: ...

class UserSummaries(_message.Message):
    __slots__ = ("users", "total")
    USERS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    users: _containers.RepeatedCompositeFieldContainer[UserSummary]
    total: int
    def __init__(self, users: _Optional[_Iterable[_Union[UserSummary, _Mapping]]] = ..., total: _Optional[int] = ...) -> None: ...

class UserSummary(_message.Message):
    __slots__ = ("status_emoji", "status_message", "status_expires_at", "id", "name", "email", "role", "bio", "last_active_at", "timezone", "groups", "is_active")
    STATUS_EMOJI_FIELD_NUMBER: _ClassVar[int]
    STATUS_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    STATUS_EXPIRES_AT_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    EMAIL_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    BIO_FIELD_NUMBER: _ClassVar[int]
    LAST_ACTIVE_AT_FIELD_NUMBER: _ClassVar[int]
    TIMEZONE_FIELD_NUMBER: _ClassVar[int]
    GROUPS_FIELD_NUMBER: _ClassVar[int]
    IS_ACTIVE_FIELD_NUMBER: _ClassVar[int]
    status_emoji: str
    status_message: str
    status_expires_at: int
    id: str
    name: str
    email: str
    role: str
    bio: str
    last_active_at: int
    timezone: str
    groups: _containers.RepeatedScalarFieldContainer[str]
    is_active: bool
    def __init__(self, status_emoji: _Optional[str] = ..., status_message: _Optional[str] = ..., status_expires_at: _Optional[int] = ..., id: _Optional[str] = ..., name: _Optional[str] = ..., email: _Optional[str] = ..., role: _Optional[str] = ..., bio: _Optional[str] = ..., last_active_at: _Optional[int] = ..., timezone: _Optional[str] = ..., groups: _Optional[_Iterable[str]] = ..., is_active: _Optional[bool] = ...) -> None: ...

class GetSettingsRequest(_message.Message):
    __slots__ = ("raw",)
    RAW_FIELD_NUMBER: _ClassVar[int]
    raw: bool
    def __init__(self, raw: _Optional[bool] = ...) -> None: ...

class UserSettings(_message.Message):
    __slots__ = ("settings",)
    SETTINGS_FIELD_NUMBER: _ClassVar[int]
    settings: bytes
    def __init__(self, settings: _Optional[bytes] = ...) -> None: ...

class UpdateSettingsRequest(_message.Message):
    __slots__ = ("form",)
    FORM_FIELD_NUMBER: _ClassVar[int]
    form: bytes
    def __init__(self, form: _Optional[bytes] = ...) -> None: ...

class GetStatusRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class UpdateStatusRequest(_message.Message):
    __slots__ = ("status_emoji", "status_message", "status_expires_at")
    STATUS_EMOJI_FIELD_NUMBER: _ClassVar[int]
    STATUS_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    STATUS_EXPIRES_AT_FIELD_NUMBER: _ClassVar[int]
    status_emoji: str
    status_message: str
    status_expires_at: int
    def __init__(self, status_emoji: _Optional[str] = ..., status_message: _Optional[str] = ..., status_expires_at: _Optional[int] = ...) -> None: ...

class GetInfoRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class UserInfo(_message.Message):
    __slots__ = ("info",)
    INFO_FIELD_NUMBER: _ClassVar[int]
    info: bytes
    def __init__(self, info: _Optional[bytes] = ...) -> None: ...

class UpdateInfoRequest(_message.Message):
    __slots__ = ("form",)
    FORM_FIELD_NUMBER: _ClassVar[int]
    form: bytes
    def __init__(self, form: _Optional[bytes] = ...) -> None: ...

class GetVariablesRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class UpdateVariablesRequest(_message.Message):
    __slots__ = ("variables",)
    VARIABLES_FIELD_NUMBER: _ClassVar[int]
    variables: bytes
    def __init__(self, variables: _Optional[bytes] = ...) -> None: ...

class UserVariables(_message.Message):
    __slots__ = ("variables",)
    VARIABLES_FIELD_NUMBER: _ClassVar[int]
    variables: bytes
    def __init__(self, variables: _Optional[bytes] = ...) -> None: ...

class PreviewUserRequest(_message.Message):
    __slots__ = ("user_id",)
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    def __init__(self, user_id: _Optional[str] = ...) -> None: ...

class UserPreview(_message.Message):
    __slots__ = ("preview",)
    PREVIEW_FIELD_NUMBER: _ClassVar[int]
    preview: bytes
    def __init__(self, preview: _Optional[bytes] = ...) -> None: ...

class SetJobPriorityRequest(_message.Message):
    __slots__ = ("user_id", "priority")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    priority: int
    def __init__(self, user_id: _Optional[str] = ..., priority: _Optional[int] = ...) -> None: ...

class JobPriority(_message.Message):
    __slots__ = ("user_id", "job_priority")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    JOB_PRIORITY_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    job_priority: int
    def __init__(self, user_id: _Optional[str] = ..., job_priority: _Optional[int] = ...) -> None: ...

class GetPermissionsRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class GetDefaultPermissionsRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class GetInitialPermissionsRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class GetUserRequest(_message.Message):
    __slots__ = ("user_id",)
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    def __init__(self, user_id: _Optional[str] = ...) -> None: ...

class UserDetails(_message.Message):
    __slots__ = ("id", "email", "username", "role", "name", "profile_image_url", "profile_banner_image_url", "bio", "gender", "date_of_birth", "timezone", "presence_state", "status_emoji", "status_message", "status_expires_at", "info", "settings", "oauth", "scim", "last_active_at", "updated_at", "created_at", "groups", "is_active", "job_priority")
    ID_FIELD_NUMBER: _ClassVar[int]
    EMAIL_FIELD_NUMBER: _ClassVar[int]
    USERNAME_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    PROFILE_IMAGE_URL_FIELD_NUMBER: _ClassVar[int]
    PROFILE_BANNER_IMAGE_URL_FIELD_NUMBER: _ClassVar[int]
    BIO_FIELD_NUMBER: _ClassVar[int]
    GENDER_FIELD_NUMBER: _ClassVar[int]
    DATE_OF_BIRTH_FIELD_NUMBER: _ClassVar[int]
    TIMEZONE_FIELD_NUMBER: _ClassVar[int]
    PRESENCE_STATE_FIELD_NUMBER: _ClassVar[int]
    STATUS_EMOJI_FIELD_NUMBER: _ClassVar[int]
    STATUS_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    STATUS_EXPIRES_AT_FIELD_NUMBER: _ClassVar[int]
    INFO_FIELD_NUMBER: _ClassVar[int]
    SETTINGS_FIELD_NUMBER: _ClassVar[int]
    OAUTH_FIELD_NUMBER: _ClassVar[int]
    SCIM_FIELD_NUMBER: _ClassVar[int]
    LAST_ACTIVE_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    GROUPS_FIELD_NUMBER: _ClassVar[int]
    IS_ACTIVE_FIELD_NUMBER: _ClassVar[int]
    JOB_PRIORITY_FIELD_NUMBER: _ClassVar[int]
    id: str
    email: str
    username: str
    role: str
    name: str
    profile_image_url: str
    profile_banner_image_url: str
    bio: str
    gender: str
    date_of_birth: str
    timezone: str
    presence_state: str
    status_emoji: str
    status_message: str
    status_expires_at: int
    info: bytes
    settings: bytes
    oauth: bytes
    scim: bytes
    last_active_at: int
    updated_at: int
    created_at: int
    groups: _containers.RepeatedScalarFieldContainer[str]
    is_active: bool
    job_priority: int
    def __init__(self, id: _Optional[str] = ..., email: _Optional[str] = ..., username: _Optional[str] = ..., role: _Optional[str] = ..., name: _Optional[str] = ..., profile_image_url: _Optional[str] = ..., profile_banner_image_url: _Optional[str] = ..., bio: _Optional[str] = ..., gender: _Optional[str] = ..., date_of_birth: _Optional[str] = ..., timezone: _Optional[str] = ..., presence_state: _Optional[str] = ..., status_emoji: _Optional[str] = ..., status_message: _Optional[str] = ..., status_expires_at: _Optional[int] = ..., info: _Optional[bytes] = ..., settings: _Optional[bytes] = ..., oauth: _Optional[bytes] = ..., scim: _Optional[bytes] = ..., last_active_at: _Optional[int] = ..., updated_at: _Optional[int] = ..., created_at: _Optional[int] = ..., groups: _Optional[_Iterable[str]] = ..., is_active: _Optional[bool] = ..., job_priority: _Optional[int] = ...) -> None: ...

class GetUserInfoRequest(_message.Message):
    __slots__ = ("user_id",)
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    def __init__(self, user_id: _Optional[str] = ...) -> None: ...

class IsUserActiveRequest(_message.Message):
    __slots__ = ("user_id",)
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    def __init__(self, user_id: _Optional[str] = ...) -> None: ...

class UserActivity(_message.Message):
    __slots__ = ("active",)
    ACTIVE_FIELD_NUMBER: _ClassVar[int]
    active: bool
    def __init__(self, active: _Optional[bool] = ...) -> None: ...

class GetProfileImageRequest(_message.Message):
    __slots__ = ("user_id",)
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    def __init__(self, user_id: _Optional[str] = ...) -> None: ...

class UpdateUserRequest(_message.Message):
    __slots__ = ("user_id", "role", "name", "email", "profile_image_url", "password")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    EMAIL_FIELD_NUMBER: _ClassVar[int]
    PROFILE_IMAGE_URL_FIELD_NUMBER: _ClassVar[int]
    PASSWORD_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    role: str
    name: str
    email: str
    profile_image_url: str
    password: str
    def __init__(self, user_id: _Optional[str] = ..., role: _Optional[str] = ..., name: _Optional[str] = ..., email: _Optional[str] = ..., profile_image_url: _Optional[str] = ..., password: _Optional[str] = ...) -> None: ...

class UserRow(_message.Message):
    __slots__ = ("id", "email", "username", "role", "name", "profile_image_url", "profile_banner_image_url", "bio", "gender", "date_of_birth", "timezone", "presence_state", "status_emoji", "status_message", "status_expires_at", "info", "settings", "oauth", "scim", "last_active_at", "updated_at", "created_at")
    ID_FIELD_NUMBER: _ClassVar[int]
    EMAIL_FIELD_NUMBER: _ClassVar[int]
    USERNAME_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    PROFILE_IMAGE_URL_FIELD_NUMBER: _ClassVar[int]
    PROFILE_BANNER_IMAGE_URL_FIELD_NUMBER: _ClassVar[int]
    BIO_FIELD_NUMBER: _ClassVar[int]
    GENDER_FIELD_NUMBER: _ClassVar[int]
    DATE_OF_BIRTH_FIELD_NUMBER: _ClassVar[int]
    TIMEZONE_FIELD_NUMBER: _ClassVar[int]
    PRESENCE_STATE_FIELD_NUMBER: _ClassVar[int]
    STATUS_EMOJI_FIELD_NUMBER: _ClassVar[int]
    STATUS_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    STATUS_EXPIRES_AT_FIELD_NUMBER: _ClassVar[int]
    INFO_FIELD_NUMBER: _ClassVar[int]
    SETTINGS_FIELD_NUMBER: _ClassVar[int]
    OAUTH_FIELD_NUMBER: _ClassVar[int]
    SCIM_FIELD_NUMBER: _ClassVar[int]
    LAST_ACTIVE_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    id: str
    email: str
    username: str
    role: str
    name: str
    profile_image_url: str
    profile_banner_image_url: str
    bio: str
    gender: str
    date_of_birth: str
    timezone: str
    presence_state: str
    status_emoji: str
    status_message: str
    status_expires_at: int
    info: bytes
    settings: bytes
    oauth: bytes
    scim: bytes
    last_active_at: int
    updated_at: int
    created_at: int
    def __init__(self, id: _Optional[str] = ..., email: _Optional[str] = ..., username: _Optional[str] = ..., role: _Optional[str] = ..., name: _Optional[str] = ..., profile_image_url: _Optional[str] = ..., profile_banner_image_url: _Optional[str] = ..., bio: _Optional[str] = ..., gender: _Optional[str] = ..., date_of_birth: _Optional[str] = ..., timezone: _Optional[str] = ..., presence_state: _Optional[str] = ..., status_emoji: _Optional[str] = ..., status_message: _Optional[str] = ..., status_expires_at: _Optional[int] = ..., info: _Optional[bytes] = ..., settings: _Optional[bytes] = ..., oauth: _Optional[bytes] = ..., scim: _Optional[bytes] = ..., last_active_at: _Optional[int] = ..., updated_at: _Optional[int] = ..., created_at: _Optional[int] = ...) -> None: ...

class DeactivateUserRequest(_message.Message):
    __slots__ = ("user_id",)
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    def __init__(self, user_id: _Optional[str] = ...) -> None: ...

class ReactivateUserRequest(_message.Message):
    __slots__ = ("user_id",)
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    def __init__(self, user_id: _Optional[str] = ...) -> None: ...

class RevokeSessionsRequest(_message.Message):
    __slots__ = ("user_id",)
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    def __init__(self, user_id: _Optional[str] = ...) -> None: ...

class DeleteUserRequest(_message.Message):
    __slots__ = ("user_id",)
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    def __init__(self, user_id: _Optional[str] = ...) -> None: ...

class PermissionTree(_message.Message):
    __slots__ = ("workspace", "sharing", "access_grants", "chat", "features", "settings")
    WORKSPACE_FIELD_NUMBER: _ClassVar[int]
    SHARING_FIELD_NUMBER: _ClassVar[int]
    ACCESS_GRANTS_FIELD_NUMBER: _ClassVar[int]
    CHAT_FIELD_NUMBER: _ClassVar[int]
    FEATURES_FIELD_NUMBER: _ClassVar[int]
    SETTINGS_FIELD_NUMBER: _ClassVar[int]
    workspace: WorkspacePermissions
    sharing: SharingPermissions
    access_grants: GrantPermissions
    chat: ChatPermissions
    features: FeaturePermissions
    settings: SettingsPermissions
    def __init__(self, workspace: _Optional[_Union[WorkspacePermissions, _Mapping]] = ..., sharing: _Optional[_Union[SharingPermissions, _Mapping]] = ..., access_grants: _Optional[_Union[GrantPermissions, _Mapping]] = ..., chat: _Optional[_Union[ChatPermissions, _Mapping]] = ..., features: _Optional[_Union[FeaturePermissions, _Mapping]] = ..., settings: _Optional[_Union[SettingsPermissions, _Mapping]] = ...) -> None: ...

class WorkspacePermissions(_message.Message):
    __slots__ = ("models", "knowledge", "prompts", "tools", "skills", "models_import", "models_export", "models_hidden", "prompts_import", "prompts_export", "tools_import", "tools_export", "skills_import", "skills_export")
    MODELS_FIELD_NUMBER: _ClassVar[int]
    KNOWLEDGE_FIELD_NUMBER: _ClassVar[int]
    PROMPTS_FIELD_NUMBER: _ClassVar[int]
    TOOLS_FIELD_NUMBER: _ClassVar[int]
    SKILLS_FIELD_NUMBER: _ClassVar[int]
    MODELS_IMPORT_FIELD_NUMBER: _ClassVar[int]
    MODELS_EXPORT_FIELD_NUMBER: _ClassVar[int]
    MODELS_HIDDEN_FIELD_NUMBER: _ClassVar[int]
    PROMPTS_IMPORT_FIELD_NUMBER: _ClassVar[int]
    PROMPTS_EXPORT_FIELD_NUMBER: _ClassVar[int]
    TOOLS_IMPORT_FIELD_NUMBER: _ClassVar[int]
    TOOLS_EXPORT_FIELD_NUMBER: _ClassVar[int]
    SKILLS_IMPORT_FIELD_NUMBER: _ClassVar[int]
    SKILLS_EXPORT_FIELD_NUMBER: _ClassVar[int]
    models: bool
    knowledge: bool
    prompts: bool
    tools: bool
    skills: bool
    models_import: bool
    models_export: bool
    models_hidden: bool
    prompts_import: bool
    prompts_export: bool
    tools_import: bool
    tools_export: bool
    skills_import: bool
    skills_export: bool
    def __init__(self, models: _Optional[bool] = ..., knowledge: _Optional[bool] = ..., prompts: _Optional[bool] = ..., tools: _Optional[bool] = ..., skills: _Optional[bool] = ..., models_import: _Optional[bool] = ..., models_export: _Optional[bool] = ..., models_hidden: _Optional[bool] = ..., prompts_import: _Optional[bool] = ..., prompts_export: _Optional[bool] = ..., tools_import: _Optional[bool] = ..., tools_export: _Optional[bool] = ..., skills_import: _Optional[bool] = ..., skills_export: _Optional[bool] = ...) -> None: ...

class SharingPermissions(_message.Message):
    __slots__ = ("models", "public_models", "knowledge", "public_knowledge", "prompts", "public_prompts", "tools", "public_tools", "skills", "public_skills", "notes", "public_notes", "folders", "public_chats", "open_chats", "public_calendars")
    MODELS_FIELD_NUMBER: _ClassVar[int]
    PUBLIC_MODELS_FIELD_NUMBER: _ClassVar[int]
    KNOWLEDGE_FIELD_NUMBER: _ClassVar[int]
    PUBLIC_KNOWLEDGE_FIELD_NUMBER: _ClassVar[int]
    PROMPTS_FIELD_NUMBER: _ClassVar[int]
    PUBLIC_PROMPTS_FIELD_NUMBER: _ClassVar[int]
    TOOLS_FIELD_NUMBER: _ClassVar[int]
    PUBLIC_TOOLS_FIELD_NUMBER: _ClassVar[int]
    SKILLS_FIELD_NUMBER: _ClassVar[int]
    PUBLIC_SKILLS_FIELD_NUMBER: _ClassVar[int]
    NOTES_FIELD_NUMBER: _ClassVar[int]
    PUBLIC_NOTES_FIELD_NUMBER: _ClassVar[int]
    FOLDERS_FIELD_NUMBER: _ClassVar[int]
    PUBLIC_CHATS_FIELD_NUMBER: _ClassVar[int]
    OPEN_CHATS_FIELD_NUMBER: _ClassVar[int]
    PUBLIC_CALENDARS_FIELD_NUMBER: _ClassVar[int]
    models: bool
    public_models: bool
    knowledge: bool
    public_knowledge: bool
    prompts: bool
    public_prompts: bool
    tools: bool
    public_tools: bool
    skills: bool
    public_skills: bool
    notes: bool
    public_notes: bool
    folders: bool
    public_chats: bool
    open_chats: bool
    public_calendars: bool
    def __init__(self, models: _Optional[bool] = ..., public_models: _Optional[bool] = ..., knowledge: _Optional[bool] = ..., public_knowledge: _Optional[bool] = ..., prompts: _Optional[bool] = ..., public_prompts: _Optional[bool] = ..., tools: _Optional[bool] = ..., public_tools: _Optional[bool] = ..., skills: _Optional[bool] = ..., public_skills: _Optional[bool] = ..., notes: _Optional[bool] = ..., public_notes: _Optional[bool] = ..., folders: _Optional[bool] = ..., public_chats: _Optional[bool] = ..., open_chats: _Optional[bool] = ..., public_calendars: _Optional[bool] = ...) -> None: ...

class GrantPermissions(_message.Message):
    __slots__ = ("allow_users", "allow_groups")
    ALLOW_USERS_FIELD_NUMBER: _ClassVar[int]
    ALLOW_GROUPS_FIELD_NUMBER: _ClassVar[int]
    allow_users: bool
    allow_groups: bool
    def __init__(self, allow_users: _Optional[bool] = ..., allow_groups: _Optional[bool] = ...) -> None: ...

class ChatPermissions(_message.Message):
    __slots__ = ("controls", "valves", "system_prompt", "params", "file_upload", "web_upload", "delete", "delete_message", "continue_response", "regenerate_response", "rate_response", "edit", "share", "export", "import_chats", "stt", "tts", "call", "multiple_models", "temporary", "temporary_enforced")
    CONTROLS_FIELD_NUMBER: _ClassVar[int]
    VALVES_FIELD_NUMBER: _ClassVar[int]
    SYSTEM_PROMPT_FIELD_NUMBER: _ClassVar[int]
    PARAMS_FIELD_NUMBER: _ClassVar[int]
    FILE_UPLOAD_FIELD_NUMBER: _ClassVar[int]
    WEB_UPLOAD_FIELD_NUMBER: _ClassVar[int]
    DELETE_FIELD_NUMBER: _ClassVar[int]
    DELETE_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    CONTINUE_RESPONSE_FIELD_NUMBER: _ClassVar[int]
    REGENERATE_RESPONSE_FIELD_NUMBER: _ClassVar[int]
    RATE_RESPONSE_FIELD_NUMBER: _ClassVar[int]
    EDIT_FIELD_NUMBER: _ClassVar[int]
    SHARE_FIELD_NUMBER: _ClassVar[int]
    EXPORT_FIELD_NUMBER: _ClassVar[int]
    IMPORT_CHATS_FIELD_NUMBER: _ClassVar[int]
    STT_FIELD_NUMBER: _ClassVar[int]
    TTS_FIELD_NUMBER: _ClassVar[int]
    CALL_FIELD_NUMBER: _ClassVar[int]
    MULTIPLE_MODELS_FIELD_NUMBER: _ClassVar[int]
    TEMPORARY_FIELD_NUMBER: _ClassVar[int]
    TEMPORARY_ENFORCED_FIELD_NUMBER: _ClassVar[int]
    controls: bool
    valves: bool
    system_prompt: bool
    params: bool
    file_upload: bool
    web_upload: bool
    delete: bool
    delete_message: bool
    continue_response: bool
    regenerate_response: bool
    rate_response: bool
    edit: bool
    share: bool
    export: bool
    import_chats: bool
    stt: bool
    tts: bool
    call: bool
    multiple_models: bool
    temporary: bool
    temporary_enforced: bool
    def __init__(self, controls: _Optional[bool] = ..., valves: _Optional[bool] = ..., system_prompt: _Optional[bool] = ..., params: _Optional[bool] = ..., file_upload: _Optional[bool] = ..., web_upload: _Optional[bool] = ..., delete: _Optional[bool] = ..., delete_message: _Optional[bool] = ..., continue_response: _Optional[bool] = ..., regenerate_response: _Optional[bool] = ..., rate_response: _Optional[bool] = ..., edit: _Optional[bool] = ..., share: _Optional[bool] = ..., export: _Optional[bool] = ..., import_chats: _Optional[bool] = ..., stt: _Optional[bool] = ..., tts: _Optional[bool] = ..., call: _Optional[bool] = ..., multiple_models: _Optional[bool] = ..., temporary: _Optional[bool] = ..., temporary_enforced: _Optional[bool] = ...) -> None: ...

class FeaturePermissions(_message.Message):
    __slots__ = ("api_keys", "notes", "folders", "channels", "encrypted_channels", "direct_tool_servers", "web_search", "image_generation", "code_interpreter", "memories", "automations", "calendar", "webhooks")
    API_KEYS_FIELD_NUMBER: _ClassVar[int]
    NOTES_FIELD_NUMBER: _ClassVar[int]
    FOLDERS_FIELD_NUMBER: _ClassVar[int]
    CHANNELS_FIELD_NUMBER: _ClassVar[int]
    ENCRYPTED_CHANNELS_FIELD_NUMBER: _ClassVar[int]
    DIRECT_TOOL_SERVERS_FIELD_NUMBER: _ClassVar[int]
    WEB_SEARCH_FIELD_NUMBER: _ClassVar[int]
    IMAGE_GENERATION_FIELD_NUMBER: _ClassVar[int]
    CODE_INTERPRETER_FIELD_NUMBER: _ClassVar[int]
    MEMORIES_FIELD_NUMBER: _ClassVar[int]
    AUTOMATIONS_FIELD_NUMBER: _ClassVar[int]
    CALENDAR_FIELD_NUMBER: _ClassVar[int]
    WEBHOOKS_FIELD_NUMBER: _ClassVar[int]
    api_keys: bool
    notes: bool
    folders: bool
    channels: bool
    encrypted_channels: bool
    direct_tool_servers: bool
    web_search: bool
    image_generation: bool
    code_interpreter: bool
    memories: bool
    automations: bool
    calendar: bool
    webhooks: bool
    def __init__(self, api_keys: _Optional[bool] = ..., notes: _Optional[bool] = ..., folders: _Optional[bool] = ..., channels: _Optional[bool] = ..., encrypted_channels: _Optional[bool] = ..., direct_tool_servers: _Optional[bool] = ..., web_search: _Optional[bool] = ..., image_generation: _Optional[bool] = ..., code_interpreter: _Optional[bool] = ..., memories: _Optional[bool] = ..., automations: _Optional[bool] = ..., calendar: _Optional[bool] = ..., webhooks: _Optional[bool] = ...) -> None: ...

class SettingsPermissions(_message.Message):
    __slots__ = ("interface",)
    INTERFACE_FIELD_NUMBER: _ClassVar[int]
    interface: bool
    def __init__(self, interface: _Optional[bool] = ...) -> None: ...
