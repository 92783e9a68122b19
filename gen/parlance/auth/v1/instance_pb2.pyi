from google.api import annotations_pb2 as _annotations_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class OpenedSimpleSso(_message.Message):
    __slots__ = ("location", "token")
    LOCATION_FIELD_NUMBER: _ClassVar[int]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    location: str
    token: str
    def __init__(self, location: _Optional[str] = ..., token: _Optional[str] = ...) -> None: ...

class InstanceModeRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class InstanceMode(_message.Message):
    __slots__ = ("is_multi_user",)
    IS_MULTI_USER_FIELD_NUMBER: _ClassVar[int]
    is_multi_user: bool
    def __init__(self, is_multi_user: _Optional[bool] = ...) -> None: ...

class EnableMultiUserRequest(_message.Message):
    __slots__ = ("username", "password")
    USERNAME_FIELD_NUMBER: _ClassVar[int]
    PASSWORD_FIELD_NUMBER: _ClassVar[int]
    username: str
    password: str
    def __init__(self, username: _Optional[str] = ..., password: _Optional[str] = ...) -> None: ...

class InstanceResult(_message.Message):
    __slots__ = ("success", "error")
    SUCCESS_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    success: bool
    error: str
    def __init__(self, success: _Optional[bool] = ..., error: _Optional[str] = ...) -> None: ...

class ListInstanceUsersRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class InstanceUsers(_message.Message):
    __slots__ = ("users",)
    USERS_FIELD_NUMBER: _ClassVar[int]
    users: _containers.RepeatedCompositeFieldContainer[InstanceUser]
    def __init__(self, users: _Optional[_Iterable[_Union[InstanceUser, _Mapping]]] = ...) -> None: ...

class InstanceUser(_message.Message):
    __slots__ = ("id", "username", "pfp_filename", "role", "suspended", "seen_recovery_codes", "created_at", "last_updated_at", "daily_message_limit")
    ID_FIELD_NUMBER: _ClassVar[int]
    USERNAME_FIELD_NUMBER: _ClassVar[int]
    PFP_FILENAME_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    SUSPENDED_FIELD_NUMBER: _ClassVar[int]
    SEEN_RECOVERY_CODES_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    LAST_UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    DAILY_MESSAGE_LIMIT_FIELD_NUMBER: _ClassVar[int]
    id: int
    username: str
    pfp_filename: str
    role: str
    suspended: int
    seen_recovery_codes: bool
    created_at: str
    last_updated_at: str
    daily_message_limit: int
    def __init__(self, id: _Optional[int] = ..., username: _Optional[str] = ..., pfp_filename: _Optional[str] = ..., role: _Optional[str] = ..., suspended: _Optional[int] = ..., seen_recovery_codes: _Optional[bool] = ..., created_at: _Optional[str] = ..., last_updated_at: _Optional[str] = ..., daily_message_limit: _Optional[int] = ...) -> None: ...

class CreateInstanceUserRequest(_message.Message):
    __slots__ = ("username", "password", "role", "daily_message_limit", "bio")
    USERNAME_FIELD_NUMBER: _ClassVar[int]
    PASSWORD_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    DAILY_MESSAGE_LIMIT_FIELD_NUMBER: _ClassVar[int]
    BIO_FIELD_NUMBER: _ClassVar[int]
    username: str
    password: str
    role: str
    daily_message_limit: int
    bio: str
    def __init__(self, username: _Optional[str] = ..., password: _Optional[str] = ..., role: _Optional[str] = ..., daily_message_limit: _Optional[int] = ..., bio: _Optional[str] = ...) -> None: ...

class CreatedInstanceUser(_message.Message):
    __slots__ = ("user", "error")
    USER_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    user: InstanceUser
    error: str
    def __init__(self, user: _Optional[_Union[InstanceUser, _Mapping]] = ..., error: _Optional[str] = ...) -> None: ...

class UpdateInstanceUserRequest(_message.Message):
    __slots__ = ("id", "form")
    ID_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    id: int
    form: bytes
    def __init__(self, id: _Optional[int] = ..., form: _Optional[bytes] = ...) -> None: ...

class DeleteInstanceUserRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: int
    def __init__(self, id: _Optional[int] = ...) -> None: ...

class ListInvitesRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class Invites(_message.Message):
    __slots__ = ("invites",)
    INVITES_FIELD_NUMBER: _ClassVar[int]
    invites: _containers.RepeatedCompositeFieldContainer[Invite]
    def __init__(self, invites: _Optional[_Iterable[_Union[Invite, _Mapping]]] = ...) -> None: ...

class Invite(_message.Message):
    __slots__ = ("id", "code", "status", "workspace_ids", "created_at", "last_updated_at", "claimed_by", "created_by")
    ID_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    WORKSPACE_IDS_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    LAST_UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    CLAIMED_BY_FIELD_NUMBER: _ClassVar[int]
    CREATED_BY_FIELD_NUMBER: _ClassVar[int]
    id: int
    code: str
    status: str
    workspace_ids: str
    created_at: str
    last_updated_at: str
    claimed_by: bytes
    created_by: bytes
    def __init__(self, id: _Optional[int] = ..., code: _Optional[str] = ..., status: _Optional[str] = ..., workspace_ids: _Optional[str] = ..., created_at: _Optional[str] = ..., last_updated_at: _Optional[str] = ..., claimed_by: _Optional[bytes] = ..., created_by: _Optional[bytes] = ...) -> None: ...

class CreateInviteRequest(_message.Message):
    __slots__ = ("form",)
    FORM_FIELD_NUMBER: _ClassVar[int]
    form: bytes
    def __init__(self, form: _Optional[bytes] = ...) -> None: ...

class CreatedInvite(_message.Message):
    __slots__ = ("invite", "error")
    INVITE_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    invite: Invite
    error: str
    def __init__(self, invite: _Optional[_Union[Invite, _Mapping]] = ..., error: _Optional[str] = ...) -> None: ...

class DisableInviteRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: int
    def __init__(self, id: _Optional[int] = ...) -> None: ...

class GetInviteRequest(_message.Message):
    __slots__ = ("code",)
    CODE_FIELD_NUMBER: _ClassVar[int]
    code: str
    def __init__(self, code: _Optional[str] = ...) -> None: ...

class InviteState(_message.Message):
    __slots__ = ("invite", "error")
    INVITE_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    invite: InviteSummary
    error: str
    def __init__(self, invite: _Optional[_Union[InviteSummary, _Mapping]] = ..., error: _Optional[str] = ...) -> None: ...

class InviteSummary(_message.Message):
    __slots__ = ("code", "status")
    CODE_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    code: str
    status: str
    def __init__(self, code: _Optional[str] = ..., status: _Optional[str] = ...) -> None: ...

class AcceptInviteRequest(_message.Message):
    __slots__ = ("code", "form")
    CODE_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    code: str
    form: Newcomer
    def __init__(self, code: _Optional[str] = ..., form: _Optional[_Union[Newcomer, _Mapping]] = ...) -> None: ...

class Newcomer(_message.Message):
    __slots__ = ("username", "password")
    USERNAME_FIELD_NUMBER: _ClassVar[int]
    PASSWORD_FIELD_NUMBER: _ClassVar[int]
    username: str
    password: str
    def __init__(self, username: _Optional[str] = ..., password: _Optional[str] = ...) -> None: ...

class SetPreferencesRequest(_message.Message):
    __slots__ = ("form",)
    FORM_FIELD_NUMBER: _ClassVar[int]
    form: bytes
    def __init__(self, form: _Optional[bytes] = ...) -> None: ...

class GetPreferencesRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class Preferences(_message.Message):
    __slots__ = ("settings",)
    SETTINGS_FIELD_NUMBER: _ClassVar[int]
    settings: bytes
    def __init__(self, settings: _Optional[bytes] = ...) -> None: ...

class InstanceNames(_message.Message):
    __slots__ = ("users",)
    USERS_FIELD_NUMBER: _ClassVar[int]
    users: _containers.RepeatedCompositeFieldContainer[InstanceName]
    def __init__(self, users: _Optional[_Iterable[_Union[InstanceName, _Mapping]]] = ...) -> None: ...

class InstanceName(_message.Message):
    __slots__ = ("id", "username", "role")
    ID_FIELD_NUMBER: _ClassVar[int]
    USERNAME_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    id: int
    username: str
    role: str
    def __init__(self, id: _Optional[int] = ..., username: _Optional[str] = ..., role: _Optional[str] = ...) -> None: ...

class IssueAuthTokenRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: int
    def __init__(self, id: _Optional[int] = ...) -> None: ...

class AuthToken(_message.Message):
    __slots__ = ("token", "login_path")
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    LOGIN_PATH_FIELD_NUMBER: _ClassVar[int]
    token: str
    login_path: str
    def __init__(self, token: _Optional[str] = ..., login_path: _Optional[str] = ...) -> None: ...

class RedeemAuthTokenRequest(_message.Message):
    __slots__ = ("token",)
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    token: str
    def __init__(self, token: _Optional[str] = ...) -> None: ...

class RedeemedAuthToken(_message.Message):
    __slots__ = ("user", "valid", "token", "message")
    USER_FIELD_NUMBER: _ClassVar[int]
    VALID_FIELD_NUMBER: _ClassVar[int]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    user: InstanceName
    valid: bool
    token: str
    message: str
    def __init__(self, user: _Optional[_Union[InstanceName, _Mapping]] = ..., valid: _Optional[bool] = ..., token: _Optional[str] = ..., message: _Optional[str] = ...) -> None: ...
