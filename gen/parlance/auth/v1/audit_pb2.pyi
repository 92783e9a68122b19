from google.api import annotations_pb2 as _annotations_pb2
from parlance.common.v1 import common_pb2 as _common_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ListAuditRequest(_message.Message):
    __slots__ = ("actor", "target", "category", "event", "outcome", "address", "since", "until", "cursor", "limit")
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    EVENT_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    SINCE_FIELD_NUMBER: _ClassVar[int]
    UNTIL_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    actor: str
    target: str
    category: str
    event: str
    outcome: str
    address: str
    since: str
    until: str
    cursor: str
    limit: int
    def __init__(self, actor: _Optional[str] = ..., target: _Optional[str] = ..., category: _Optional[str] = ..., event: _Optional[str] = ..., outcome: _Optional[str] = ..., address: _Optional[str] = ..., since: _Optional[str] = ..., until: _Optional[str] = ..., cursor: _Optional[str] = ..., limit: _Optional[int] = ...) -> None: ...

class ExportAuditRequest(_message.Message):
    __slots__ = ("actor", "target", "category", "event", "outcome", "address", "since", "until")
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    EVENT_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    SINCE_FIELD_NUMBER: _ClassVar[int]
    UNTIL_FIELD_NUMBER: _ClassVar[int]
    actor: str
    target: str
    category: str
    event: str
    outcome: str
    address: str
    since: str
    until: str
    def __init__(self, actor: _Optional[str] = ..., target: _Optional[str] = ..., category: _Optional[str] = ..., event: _Optional[str] = ..., outcome: _Optional[str] = ..., address: _Optional[str] = ..., since: _Optional[str] = ..., until: _Optional[str] = ...) -> None: ...

class AuditPage(_message.Message):
    __slots__ = ("entries", "next")
    ENTRIES_FIELD_NUMBER: _ClassVar[int]
    NEXT_FIELD_NUMBER: _ClassVar[int]
    entries: _containers.RepeatedCompositeFieldContainer[AuditEntry]
    next: str
    def __init__(self, entries: _Optional[_Iterable[_Union[AuditEntry, _Mapping]]] = ..., next: _Optional[str] = ...) -> None: ...

class AuditEntry(_message.Message):
    __slots__ = ("id", "time", "actor", "actor_name", "actor_email", "credential", "address", "category", "event", "outcome", "reason", "service", "targets", "details", "correlation_id", "cursor")
    ID_FIELD_NUMBER: _ClassVar[int]
    TIME_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    ACTOR_NAME_FIELD_NUMBER: _ClassVar[int]
    ACTOR_EMAIL_FIELD_NUMBER: _ClassVar[int]
    CREDENTIAL_FIELD_NUMBER: _ClassVar[int]
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    EVENT_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    SERVICE_FIELD_NUMBER: _ClassVar[int]
    TARGETS_FIELD_NUMBER: _ClassVar[int]
    DETAILS_FIELD_NUMBER: _ClassVar[int]
    CORRELATION_ID_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    id: str
    time: int
    actor: str
    actor_name: str
    actor_email: str
    credential: str
    address: str
    category: str
    event: str
    outcome: str
    reason: str
    service: str
    targets: _containers.RepeatedScalarFieldContainer[str]
    details: bytes
    correlation_id: str
    cursor: str
    def __init__(self, id: _Optional[str] = ..., time: _Optional[int] = ..., actor: _Optional[str] = ..., actor_name: _Optional[str] = ..., actor_email: _Optional[str] = ..., credential: _Optional[str] = ..., address: _Optional[str] = ..., category: _Optional[str] = ..., event: _Optional[str] = ..., outcome: _Optional[str] = ..., reason: _Optional[str] = ..., service: _Optional[str] = ..., targets: _Optional[_Iterable[str]] = ..., details: _Optional[bytes] = ..., correlation_id: _Optional[str] = ..., cursor: _Optional[str] = ...) -> None: ...

class WatchAuditRequest(_message.Message):
    __slots__ = ("cursor", "from_start")
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    FROM_START_FIELD_NUMBER: _ClassVar[int]
    cursor: str
    from_start: bool
    def __init__(self, cursor: _Optional[str] = ..., from_start: _Optional[bool] = ...) -> None: ...

class ListErasuresRequest(_message.Message):
    __slots__ = ("status", "user_id", "limit")
    STATUS_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    status: str
    user_id: str
    limit: int
    def __init__(self, status: _Optional[str] = ..., user_id: _Optional[str] = ..., limit: _Optional[int] = ...) -> None: ...

class RetryErasureRequest(_message.Message):
    __slots__ = ("user_id",)
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    def __init__(self, user_id: _Optional[str] = ...) -> None: ...

class Erasures(_message.Message):
    __slots__ = ("erasures",)
    ERASURES_FIELD_NUMBER: _ClassVar[int]
    erasures: _containers.RepeatedCompositeFieldContainer[Erasure]
    def __init__(self, erasures: _Optional[_Iterable[_Union[Erasure, _Mapping]]] = ...) -> None: ...

class Erasure(_message.Message):
    __slots__ = ("user_id", "status", "asked_by", "started_at", "completed_at", "waiting_for", "removed")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    ASKED_BY_FIELD_NUMBER: _ClassVar[int]
    STARTED_AT_FIELD_NUMBER: _ClassVar[int]
    COMPLETED_AT_FIELD_NUMBER: _ClassVar[int]
    WAITING_FOR_FIELD_NUMBER: _ClassVar[int]
    REMOVED_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    status: str
    asked_by: str
    started_at: int
    completed_at: int
    waiting_for: _containers.RepeatedScalarFieldContainer[str]
    removed: bytes
    def __init__(self, user_id: _Optional[str] = ..., status: _Optional[str] = ..., asked_by: _Optional[str] = ..., started_at: _Optional[int] = ..., completed_at: _Optional[int] = ..., waiting_for: _Optional[_Iterable[str]] = ..., removed: _Optional[bytes] = ...) -> None: ...

class ReportRequest(_message.Message):
    __slots__ = ("refused", "sum")
    REFUSED_FIELD_NUMBER: _ClassVar[int]
    SUM_FIELD_NUMBER: _ClassVar[int]
    refused: _containers.RepeatedCompositeFieldContainer[RefusedActs]
    sum: RefusedSum
    def __init__(self, refused: _Optional[_Iterable[_Union[RefusedActs, _Mapping]]] = ..., sum: _Optional[_Union[RefusedSum, _Mapping]] = ...) -> None: ...

class RefusedSum(_message.Message):
    __slots__ = ("counts", "first_at", "last_at")
    class CountsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: int
        def __init__(self, key: _Optional[str] = ..., value: _Optional[int] = ...) -> None: ...
    COUNTS_FIELD_NUMBER: _ClassVar[int]
    FIRST_AT_FIELD_NUMBER: _ClassVar[int]
    LAST_AT_FIELD_NUMBER: _ClassVar[int]
    counts: _containers.ScalarMap[str, int]
    first_at: int
    last_at: int
    def __init__(self, counts: _Optional[_Mapping[str, int]] = ..., first_at: _Optional[int] = ..., last_at: _Optional[int] = ...) -> None: ...

class RefusedActs(_message.Message):
    __slots__ = ("user_id", "credential", "method", "reason", "address", "count", "first_at", "last_at")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    CREDENTIAL_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    FIRST_AT_FIELD_NUMBER: _ClassVar[int]
    LAST_AT_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    credential: str
    method: str
    reason: str
    address: str
    count: int
    first_at: int
    last_at: int
    def __init__(self, user_id: _Optional[str] = ..., credential: _Optional[str] = ..., method: _Optional[str] = ..., reason: _Optional[str] = ..., address: _Optional[str] = ..., count: _Optional[int] = ..., first_at: _Optional[int] = ..., last_at: _Optional[int] = ...) -> None: ...
