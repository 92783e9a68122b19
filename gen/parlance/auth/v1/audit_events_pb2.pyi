from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class SignInRefused(_message.Message):
    __slots__ = ("subject", "user_id", "account", "method", "reason", "address", "count", "first_at", "last_at")
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    FIRST_AT_FIELD_NUMBER: _ClassVar[int]
    LAST_AT_FIELD_NUMBER: _ClassVar[int]
    subject: str
    user_id: str
    account: str
    method: str
    reason: str
    address: str
    count: int
    first_at: int
    last_at: int
    def __init__(self, subject: _Optional[str] = ..., user_id: _Optional[str] = ..., account: _Optional[str] = ..., method: _Optional[str] = ..., reason: _Optional[str] = ..., address: _Optional[str] = ..., count: _Optional[int] = ..., first_at: _Optional[int] = ..., last_at: _Optional[int] = ...) -> None: ...

class AccessRefused(_message.Message):
    __slots__ = ("subject", "user_id", "credential", "method", "reason", "address", "count", "first_at", "last_at", "service")
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    CREDENTIAL_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    FIRST_AT_FIELD_NUMBER: _ClassVar[int]
    LAST_AT_FIELD_NUMBER: _ClassVar[int]
    SERVICE_FIELD_NUMBER: _ClassVar[int]
    subject: str
    user_id: str
    credential: str
    method: str
    reason: str
    address: str
    count: int
    first_at: int
    last_at: int
    service: str
    def __init__(self, subject: _Optional[str] = ..., user_id: _Optional[str] = ..., credential: _Optional[str] = ..., method: _Optional[str] = ..., reason: _Optional[str] = ..., address: _Optional[str] = ..., count: _Optional[int] = ..., first_at: _Optional[int] = ..., last_at: _Optional[int] = ..., service: _Optional[str] = ...) -> None: ...

class RefusalsSummed(_message.Message):
    __slots__ = ("service", "counts", "first_at", "last_at")
    class CountsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: int
        def __init__(self, key: _Optional[str] = ..., value: _Optional[int] = ...) -> None: ...
    SERVICE_FIELD_NUMBER: _ClassVar[int]
    COUNTS_FIELD_NUMBER: _ClassVar[int]
    FIRST_AT_FIELD_NUMBER: _ClassVar[int]
    LAST_AT_FIELD_NUMBER: _ClassVar[int]
    service: str
    counts: _containers.ScalarMap[str, int]
    first_at: int
    last_at: int
    def __init__(self, service: _Optional[str] = ..., counts: _Optional[_Mapping[str, int]] = ..., first_at: _Optional[int] = ..., last_at: _Optional[int] = ...) -> None: ...

class AuditTrailRead(_message.Message):
    __slots__ = ("user_id", "how", "filters")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    HOW_FIELD_NUMBER: _ClassVar[int]
    FILTERS_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    how: str
    filters: str
    def __init__(self, user_id: _Optional[str] = ..., how: _Optional[str] = ..., filters: _Optional[str] = ...) -> None: ...
