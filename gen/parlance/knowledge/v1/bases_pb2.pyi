from google.api import annotations_pb2 as _annotations_pb2
from parlance.common.v1 import common_pb2 as _common_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class AccessGrant(_message.Message):
    __slots__ = ("id", "resource_type", "resource_id", "principal_type", "principal_id", "permission", "created_at")
    ID_FIELD_NUMBER: _ClassVar[int]
    RESOURCE_TYPE_FIELD_NUMBER: _ClassVar[int]
    RESOURCE_ID_FIELD_NUMBER: _ClassVar[int]
    PRINCIPAL_TYPE_FIELD_NUMBER: _ClassVar[int]
    PRINCIPAL_ID_FIELD_NUMBER: _ClassVar[int]
    PERMISSION_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    id: str
    resource_type: str
    resource_id: str
    principal_type: str
    principal_id: str
    permission: str
    created_at: int
    def __init__(self, id: _Optional[str] = ..., resource_type: _Optional[str] = ..., resource_id: _Optional[str] = ..., principal_type: _Optional[str] = ..., principal_id: _Optional[str] = ..., permission: _Optional[str] = ..., created_at: _Optional[int] = ...) -> None: ...

class UserCard(_message.Message):
    __slots__ = ("id", "name", "role", "email")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    EMAIL_FIELD_NUMBER: _ClassVar[int]
    id: str
    name: str
    role: str
    email: str
    def __init__(self, id: _Optional[str] = ..., name: _Optional[str] = ..., role: _Optional[str] = ..., email: _Optional[str] = ...) -> None: ...

class KnowledgeBase(_message.Message):
    __slots__ = ("id", "user_id", "name", "description", "meta", "access_grants", "created_at", "updated_at", "files", "write_access", "warnings")
    ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    ACCESS_GRANTS_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    FILES_FIELD_NUMBER: _ClassVar[int]
    WRITE_ACCESS_FIELD_NUMBER: _ClassVar[int]
    WARNINGS_FIELD_NUMBER: _ClassVar[int]
    id: str
    user_id: str
    name: str
    description: str
    meta: bytes
    access_grants: _containers.RepeatedCompositeFieldContainer[AccessGrant]
    created_at: int
    updated_at: int
    files: bytes
    write_access: bool
    warnings: bytes
    def __init__(self, id: _Optional[str] = ..., user_id: _Optional[str] = ..., name: _Optional[str] = ..., description: _Optional[str] = ..., meta: _Optional[bytes] = ..., access_grants: _Optional[_Iterable[_Union[AccessGrant, _Mapping]]] = ..., created_at: _Optional[int] = ..., updated_at: _Optional[int] = ..., files: _Optional[bytes] = ..., write_access: _Optional[bool] = ..., warnings: _Optional[bytes] = ...) -> None: ...

class KnowledgeItem(_message.Message):
    __slots__ = ("id", "user_id", "name", "description", "meta", "access_grants", "created_at", "updated_at", "user", "file_count", "write_access")
    ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    ACCESS_GRANTS_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    USER_FIELD_NUMBER: _ClassVar[int]
    FILE_COUNT_FIELD_NUMBER: _ClassVar[int]
    WRITE_ACCESS_FIELD_NUMBER: _ClassVar[int]
    id: str
    user_id: str
    name: str
    description: str
    meta: bytes
    access_grants: _containers.RepeatedCompositeFieldContainer[AccessGrant]
    created_at: int
    updated_at: int
    user: UserCard
    file_count: int
    write_access: bool
    def __init__(self, id: _Optional[str] = ..., user_id: _Optional[str] = ..., name: _Optional[str] = ..., description: _Optional[str] = ..., meta: _Optional[bytes] = ..., access_grants: _Optional[_Iterable[_Union[AccessGrant, _Mapping]]] = ..., created_at: _Optional[int] = ..., updated_at: _Optional[int] = ..., user: _Optional[_Union[UserCard, _Mapping]] = ..., file_count: _Optional[int] = ..., write_access: _Optional[bool] = ...) -> None: ...

class ListKnowledgeRequest(_message.Message):
    __slots__ = ("page",)
    PAGE_FIELD_NUMBER: _ClassVar[int]
    page: int
    def __init__(self, page: _Optional[int] = ...) -> None: ...

class SearchKnowledgeRequest(_message.Message):
    __slots__ = ("query", "view_option", "source", "page", "order_by", "direction")
    QUERY_FIELD_NUMBER: _ClassVar[int]
    VIEW_OPTION_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    ORDER_BY_FIELD_NUMBER: _ClassVar[int]
    DIRECTION_FIELD_NUMBER: _ClassVar[int]
    query: str
    view_option: str
    source: str
    page: int
    order_by: str
    direction: str
    def __init__(self, query: _Optional[str] = ..., view_option: _Optional[str] = ..., source: _Optional[str] = ..., page: _Optional[int] = ..., order_by: _Optional[str] = ..., direction: _Optional[str] = ...) -> None: ...

class ListKnowledgeReply(_message.Message):
    __slots__ = ("items", "total")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[KnowledgeItem]
    total: int
    def __init__(self, items: _Optional[_Iterable[_Union[KnowledgeItem, _Mapping]]] = ..., total: _Optional[int] = ...) -> None: ...

class KnowledgeForm(_message.Message):
    __slots__ = ("name", "description", "access_grants", "access_control")
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    ACCESS_GRANTS_FIELD_NUMBER: _ClassVar[int]
    ACCESS_CONTROL_FIELD_NUMBER: _ClassVar[int]
    name: str
    description: str
    access_grants: bytes
    access_control: bytes
    def __init__(self, name: _Optional[str] = ..., description: _Optional[str] = ..., access_grants: _Optional[bytes] = ..., access_control: _Optional[bytes] = ...) -> None: ...

class KnowledgeRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class UpdateKnowledgeRequest(_message.Message):
    __slots__ = ("id", "form")
    ID_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    id: str
    form: KnowledgeForm
    def __init__(self, id: _Optional[str] = ..., form: _Optional[_Union[KnowledgeForm, _Mapping]] = ...) -> None: ...

class UpdateAccessRequest(_message.Message):
    __slots__ = ("id", "form")
    ID_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    id: str
    form: AccessForm
    def __init__(self, id: _Optional[str] = ..., form: _Optional[_Union[AccessForm, _Mapping]] = ...) -> None: ...

class AccessForm(_message.Message):
    __slots__ = ("access_grants",)
    ACCESS_GRANTS_FIELD_NUMBER: _ClassVar[int]
    access_grants: bytes
    def __init__(self, access_grants: _Optional[bytes] = ...) -> None: ...

class FileRef(_message.Message):
    __slots__ = ("file_id", "directory_id")
    FILE_ID_FIELD_NUMBER: _ClassVar[int]
    DIRECTORY_ID_FIELD_NUMBER: _ClassVar[int]
    file_id: str
    directory_id: str
    def __init__(self, file_id: _Optional[str] = ..., directory_id: _Optional[str] = ...) -> None: ...

class KnowledgeFileRequest(_message.Message):
    __slots__ = ("id", "form")
    ID_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    id: str
    form: FileRef
    def __init__(self, id: _Optional[str] = ..., form: _Optional[_Union[FileRef, _Mapping]] = ...) -> None: ...

class RemoveFileRequest(_message.Message):
    __slots__ = ("id", "delete_file", "form")
    ID_FIELD_NUMBER: _ClassVar[int]
    DELETE_FILE_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    id: str
    delete_file: bool
    form: FileRef
    def __init__(self, id: _Optional[str] = ..., delete_file: _Optional[bool] = ..., form: _Optional[_Union[FileRef, _Mapping]] = ...) -> None: ...

class AddFilesRequest(_message.Message):
    __slots__ = ("id", "files")
    ID_FIELD_NUMBER: _ClassVar[int]
    FILES_FIELD_NUMBER: _ClassVar[int]
    id: str
    files: bytes
    def __init__(self, id: _Optional[str] = ..., files: _Optional[bytes] = ...) -> None: ...

class ResetKnowledgeRequest(_message.Message):
    __slots__ = ("id", "include_directories")
    ID_FIELD_NUMBER: _ClassVar[int]
    INCLUDE_DIRECTORIES_FIELD_NUMBER: _ClassVar[int]
    id: str
    include_directories: bool
    def __init__(self, id: _Optional[str] = ..., include_directories: _Optional[bool] = ...) -> None: ...

class ListKnowledgeFilesRequest(_message.Message):
    __slots__ = ("id", "query", "include_content", "view_option", "order_by", "direction", "directory_id", "page", "limit")
    ID_FIELD_NUMBER: _ClassVar[int]
    QUERY_FIELD_NUMBER: _ClassVar[int]
    INCLUDE_CONTENT_FIELD_NUMBER: _ClassVar[int]
    VIEW_OPTION_FIELD_NUMBER: _ClassVar[int]
    ORDER_BY_FIELD_NUMBER: _ClassVar[int]
    DIRECTION_FIELD_NUMBER: _ClassVar[int]
    DIRECTORY_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    id: str
    query: str
    include_content: bool
    view_option: str
    order_by: str
    direction: str
    directory_id: str
    page: int
    limit: int
    def __init__(self, id: _Optional[str] = ..., query: _Optional[str] = ..., include_content: _Optional[bool] = ..., view_option: _Optional[str] = ..., order_by: _Optional[str] = ..., direction: _Optional[str] = ..., directory_id: _Optional[str] = ..., page: _Optional[int] = ..., limit: _Optional[int] = ...) -> None: ...

class ListKnowledgeFilesReply(_message.Message):
    __slots__ = ("items", "directories", "breadcrumbs", "total")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    DIRECTORIES_FIELD_NUMBER: _ClassVar[int]
    BREADCRUMBS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[KnowledgeFile]
    directories: _containers.RepeatedCompositeFieldContainer[_common_pb2.Empty]
    breadcrumbs: _containers.RepeatedCompositeFieldContainer[_common_pb2.Empty]
    total: int
    def __init__(self, items: _Optional[_Iterable[_Union[KnowledgeFile, _Mapping]]] = ..., directories: _Optional[_Iterable[_Union[_common_pb2.Empty, _Mapping]]] = ..., breadcrumbs: _Optional[_Iterable[_Union[_common_pb2.Empty, _Mapping]]] = ..., total: _Optional[int] = ...) -> None: ...

class KnowledgeFile(_message.Message):
    __slots__ = ("id", "user_id", "hash", "filename", "data", "meta", "created_at", "updated_at", "directory_id", "directory_path", "has_original", "user")
    ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    HASH_FIELD_NUMBER: _ClassVar[int]
    FILENAME_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    DIRECTORY_ID_FIELD_NUMBER: _ClassVar[int]
    DIRECTORY_PATH_FIELD_NUMBER: _ClassVar[int]
    HAS_ORIGINAL_FIELD_NUMBER: _ClassVar[int]
    USER_FIELD_NUMBER: _ClassVar[int]
    id: str
    user_id: str
    hash: str
    filename: str
    data: bytes
    meta: bytes
    created_at: int
    updated_at: int
    directory_id: str
    directory_path: str
    has_original: bool
    user: UserCard
    def __init__(self, id: _Optional[str] = ..., user_id: _Optional[str] = ..., hash: _Optional[str] = ..., filename: _Optional[str] = ..., data: _Optional[bytes] = ..., meta: _Optional[bytes] = ..., created_at: _Optional[int] = ..., updated_at: _Optional[int] = ..., directory_id: _Optional[str] = ..., directory_path: _Optional[str] = ..., has_original: _Optional[bool] = ..., user: _Optional[_Union[UserCard, _Mapping]] = ...) -> None: ...
