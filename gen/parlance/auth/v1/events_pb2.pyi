from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class UserRegistered(_message.Message):
    __slots__ = ("user_id", "email", "name", "role", "profile_image_url")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    EMAIL_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    PROFILE_IMAGE_URL_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    email: str
    name: str
    role: str
    profile_image_url: str
    def __init__(self, user_id: _Optional[str] = ..., email: _Optional[str] = ..., name: _Optional[str] = ..., role: _Optional[str] = ..., profile_image_url: _Optional[str] = ...) -> None: ...

class UserProfileUpdated(_message.Message):
    __slots__ = ("user_id", "name", "bio", "gender", "date_of_birth")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    BIO_FIELD_NUMBER: _ClassVar[int]
    GENDER_FIELD_NUMBER: _ClassVar[int]
    DATE_OF_BIRTH_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    name: str
    bio: str
    gender: str
    date_of_birth: str
    def __init__(self, user_id: _Optional[str] = ..., name: _Optional[str] = ..., bio: _Optional[str] = ..., gender: _Optional[str] = ..., date_of_birth: _Optional[str] = ...) -> None: ...

class UserProfileImageChanged(_message.Message):
    __slots__ = ("user_id", "profile_image_url")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    PROFILE_IMAGE_URL_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    profile_image_url: str
    def __init__(self, user_id: _Optional[str] = ..., profile_image_url: _Optional[str] = ...) -> None: ...

class UserEmailChanged(_message.Message):
    __slots__ = ("user_id", "email")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    EMAIL_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    email: str
    def __init__(self, user_id: _Optional[str] = ..., email: _Optional[str] = ...) -> None: ...

class UserTimezoneChanged(_message.Message):
    __slots__ = ("user_id", "timezone")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    TIMEZONE_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    timezone: str
    def __init__(self, user_id: _Optional[str] = ..., timezone: _Optional[str] = ...) -> None: ...

class UserStatusChanged(_message.Message):
    __slots__ = ("user_id", "status_emoji", "status_message", "status_expires_at")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    STATUS_EMOJI_FIELD_NUMBER: _ClassVar[int]
    STATUS_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    STATUS_EXPIRES_AT_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    status_emoji: str
    status_message: str
    status_expires_at: int
    def __init__(self, user_id: _Optional[str] = ..., status_emoji: _Optional[str] = ..., status_message: _Optional[str] = ..., status_expires_at: _Optional[int] = ...) -> None: ...

class UserInfoChanged(_message.Message):
    __slots__ = ("user_id", "info")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    INFO_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    info: bytes
    def __init__(self, user_id: _Optional[str] = ..., info: _Optional[bytes] = ...) -> None: ...

class UserSettingsChanged(_message.Message):
    __slots__ = ("user_id", "settings")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    SETTINGS_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    settings: bytes
    def __init__(self, user_id: _Optional[str] = ..., settings: _Optional[bytes] = ...) -> None: ...

class UserVariablesChanged(_message.Message):
    __slots__ = ("user_id", "variables")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    VARIABLES_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    variables: bytes
    def __init__(self, user_id: _Optional[str] = ..., variables: _Optional[bytes] = ...) -> None: ...

class UserJobPriorityChanged(_message.Message):
    __slots__ = ("user_id", "priority")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    priority: int
    def __init__(self, user_id: _Optional[str] = ..., priority: _Optional[int] = ...) -> None: ...

class UserRoleChanged(_message.Message):
    __slots__ = ("user_id", "role")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    role: str
    def __init__(self, user_id: _Optional[str] = ..., role: _Optional[str] = ...) -> None: ...

class UserDeactivated(_message.Message):
    __slots__ = ("user_id",)
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    def __init__(self, user_id: _Optional[str] = ...) -> None: ...

class UserReactivated(_message.Message):
    __slots__ = ("user_id",)
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    def __init__(self, user_id: _Optional[str] = ...) -> None: ...

class IdentityLinked(_message.Message):
    __slots__ = ("user_id", "provider", "subject")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    PROVIDER_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    provider: str
    subject: str
    def __init__(self, user_id: _Optional[str] = ..., provider: _Optional[str] = ..., subject: _Optional[str] = ...) -> None: ...

class IdentityUnlinked(_message.Message):
    __slots__ = ("user_id", "provider", "subject")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    PROVIDER_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    provider: str
    subject: str
    def __init__(self, user_id: _Optional[str] = ..., provider: _Optional[str] = ..., subject: _Optional[str] = ...) -> None: ...

class PasswordChanged(_message.Message):
    __slots__ = ("user_id",)
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    def __init__(self, user_id: _Optional[str] = ...) -> None: ...

class SessionsRevoked(_message.Message):
    __slots__ = ("user_id",)
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    def __init__(self, user_id: _Optional[str] = ...) -> None: ...

class SessionRevoked(_message.Message):
    __slots__ = ("user_id", "session_id", "expires_at")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_AT_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    session_id: str
    expires_at: int
    def __init__(self, user_id: _Optional[str] = ..., session_id: _Optional[str] = ..., expires_at: _Optional[int] = ...) -> None: ...

class ApiKeyCreated(_message.Message):
    __slots__ = ("user_id", "key_id", "hint")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    KEY_ID_FIELD_NUMBER: _ClassVar[int]
    HINT_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    key_id: str
    hint: str
    def __init__(self, user_id: _Optional[str] = ..., key_id: _Optional[str] = ..., hint: _Optional[str] = ...) -> None: ...

class ApiKeyRevoked(_message.Message):
    __slots__ = ("user_id", "key_id")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    KEY_ID_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    key_id: str
    def __init__(self, user_id: _Optional[str] = ..., key_id: _Optional[str] = ...) -> None: ...

class UserDeleted(_message.Message):
    __slots__ = ("user_id",)
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    def __init__(self, user_id: _Optional[str] = ...) -> None: ...

class SessionStarted(_message.Message):
    __slots__ = ("session_id", "user_id", "epoch", "started_at", "expires_at", "provider", "idp_session")
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    EPOCH_FIELD_NUMBER: _ClassVar[int]
    STARTED_AT_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_AT_FIELD_NUMBER: _ClassVar[int]
    PROVIDER_FIELD_NUMBER: _ClassVar[int]
    IDP_SESSION_FIELD_NUMBER: _ClassVar[int]
    session_id: str
    user_id: str
    epoch: int
    started_at: int
    expires_at: int
    provider: str
    idp_session: str
    def __init__(self, session_id: _Optional[str] = ..., user_id: _Optional[str] = ..., epoch: _Optional[int] = ..., started_at: _Optional[int] = ..., expires_at: _Optional[int] = ..., provider: _Optional[str] = ..., idp_session: _Optional[str] = ...) -> None: ...

class InstallationOwned(_message.Message):
    __slots__ = ("user_id",)
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    def __init__(self, user_id: _Optional[str] = ...) -> None: ...

class AccountSettingsChanged(_message.Message):
    __slots__ = ("settings",)
    SETTINGS_FIELD_NUMBER: _ClassVar[int]
    settings: bytes
    def __init__(self, settings: _Optional[bytes] = ...) -> None: ...

class ApiKeysSwitched(_message.Message):
    __slots__ = ("enabled",)
    ENABLED_FIELD_NUMBER: _ClassVar[int]
    enabled: bool
    def __init__(self, enabled: _Optional[bool] = ...) -> None: ...

class DefaultPermissionsChanged(_message.Message):
    __slots__ = ("granted",)
    GRANTED_FIELD_NUMBER: _ClassVar[int]
    granted: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, granted: _Optional[_Iterable[str]] = ...) -> None: ...

class DeveloperKeyCreated(_message.Message):
    __slots__ = ("user_id", "key_id", "name", "hint", "created_by", "expires_at")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    KEY_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    HINT_FIELD_NUMBER: _ClassVar[int]
    CREATED_BY_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_AT_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    key_id: str
    name: str
    hint: str
    created_by: str
    expires_at: int
    def __init__(self, user_id: _Optional[str] = ..., key_id: _Optional[str] = ..., name: _Optional[str] = ..., hint: _Optional[str] = ..., created_by: _Optional[str] = ..., expires_at: _Optional[int] = ...) -> None: ...

class DeveloperKeyRevoked(_message.Message):
    __slots__ = ("user_id", "key_id")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    KEY_ID_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    key_id: str
    def __init__(self, user_id: _Optional[str] = ..., key_id: _Optional[str] = ...) -> None: ...
