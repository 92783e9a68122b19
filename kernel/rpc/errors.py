"""From exceptions to statuses and back.

Out: any exception with a `reason` of parlance.common.v1.ErrorReason becomes that reason's gRPC code
with google.rpc.Status and ErrorInfo(reason, domain `parlance`, metadata) in the trailing
`grpc-status-details-bin`. A failed call to another service passes its reason on. A database that
cannot be reached is UNAVAILABLE, an elapsed deadline DEADLINE_EXCEEDED. Everything else is a
defect: INTERNAL, without detail. In: `refusal_of` reads what a service answered.
https://google.aip.dev/193
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import grpc
from google.protobuf import any_pb2
from google.rpc import error_details_pb2, status_pb2
from parlance.common.v1 import errors_pb2
from parlance.options.v1 import options_pb2
from pymongo.errors import ExecutionTimeout, NetworkTimeout

from kernel.errors import Refusal
from kernel.mongo import is_unavailable

DOMAIN = "parlance"
DETAILS_KEY = "grpc-status-details-bin"
PUSHBACK_KEY = "grpc-retry-pushback-ms"
MAX_MESSAGE = 2048
"""Bytes of a message that still fit the metadata limit once escaped, with its copy in the details."""
_MAX_DETAIL = 1024
_CODES = {code.value[0]: code for code in grpc.StatusCode}
_BY_STATUS = {
    grpc.StatusCode.UNAVAILABLE: "UNAVAILABLE",
    grpc.StatusCode.DEADLINE_EXCEEDED: "DEADLINE_EXCEEDED",
    grpc.StatusCode.CANCELLED: "UNAVAILABLE",  # it ended meanwhile; our own cancelling raises CancelledError
    grpc.StatusCode.RESOURCE_EXHAUSTED: "TOO_LARGE",  # the transport: a message over the limit
}
# Answers of a service that is up: asking again at once would only add load.
_WORTH_A_RETRY = frozenset({"UNAVAILABLE"})


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason and its gRPC code and default HTTP status."""

    name: str
    code: grpc.StatusCode
    status: int


def _table() -> Mapping[str, Reason]:
    found: dict[str, Reason] = {}
    for value in errors_pb2.ErrorReason.DESCRIPTOR.values:
        rule = value.GetOptions().Extensions[options_pb2.reason]
        if value.number:
            found[value.name] = Reason(value.name, _CODES[rule.code], rule.status)
    return found


REASONS: Mapping[str, Reason] = _table()
"""Every reason of the contract, by name."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A refusal as gRPC sends it. `defect`: the caller learns nothing and the log everything."""

    reason: Reason
    message: str
    trailing: tuple[tuple[str, str | bytes], ...]
    defect: bool = False


def answer(error: BaseException) -> Answer:
    """What a caller is told about an exception."""
    if isinstance(error, grpc.RpcError):
        error = refusal_of(error) or error
    name = getattr(error, "reason", None)
    if isinstance(name, str) and name in REASONS and name != "INTERNAL":
        details = getattr(error, "details", None)
        given = details if isinstance(details, Mapping) else {}
        return _answer(REASONS[name], str(error), given)
    if isinstance(error, NetworkTimeout | ExecutionTimeout | TimeoutError):
        return _answer(REASONS["DEADLINE_EXCEEDED"], "the deadline passed", {})
    if isinstance(error, ConnectionError) or is_unavailable(error):
        return _answer(REASONS["UNAVAILABLE"], "a part this call needs cannot be reached", {})
    return _answer(REASONS["INTERNAL"], "internal error", {}, defect=True)


def refusal_of(error: grpc.RpcError) -> Refusal | None:
    """The refusal a failed call carries, or the one its status stands for; None for a defect."""
    if not isinstance(error, grpc.aio.AioRpcError):
        return None
    message = error.details() or ""
    trailing: Any = error.trailing_metadata() or ()
    for key, value in trailing:
        if key == DETAILS_KEY and isinstance(value, bytes):
            status = status_pb2.Status.FromString(value)
            info = error_details_pb2.ErrorInfo()
            for detail in status.details:
                if detail.Unpack(info) and info.domain == DOMAIN:
                    if info.reason == "INTERNAL":
                        return None
                    return Refusal(info.reason, message, dict(info.metadata))
    reason = _BY_STATUS.get(error.code())
    return Refusal(reason) if reason else None


def _answer(reason: Reason, message: str, details: Mapping[str, str], *, defect: bool = False) -> Answer:
    text = _cut(message or reason.name, MAX_MESSAGE)
    info = error_details_pb2.ErrorInfo(reason=reason.name, domain=DOMAIN)
    for key, value in details.items():
        info.metadata[str(key)] = _cut(str(value), _MAX_DETAIL)
    packed = any_pb2.Any()
    packed.Pack(info)
    status = status_pb2.Status(code=reason.code.value[0], message=text, details=[packed])
    trailing: tuple[tuple[str, str | bytes], ...] = ((DETAILS_KEY, status.SerializeToString()),)
    if reason.code is grpc.StatusCode.UNAVAILABLE and reason.name not in _WORTH_A_RETRY:
        trailing += ((PUSHBACK_KEY, "-1"),)
    return Answer(reason, text, trailing, defect)


def _cut(text: str, limit: int) -> str:
    raw = text.encode("utf-8", "replace")
    return raw.decode() if len(raw) <= limit else raw[:limit].decode("utf-8", "ignore")
