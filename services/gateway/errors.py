"""Why a request is refused, before any dialect has worded it.

A Failure carries the reason (a name of parlance.common.v1.ErrorReason), what the service said, and
what the answer needs besides: details for a 422 list, a status that is fixed, headers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import grpc.aio
from google.rpc import error_details_pb2, status_pb2

from kernel.errors import Refusal
from kernel.rpc.errors import DETAILS_KEY, refusal_of
from services.gateway.codec.decode import Invalid


class Failure(Exception):
    """A request that ends in an error answer. `status` 0 means: what the reason stands for."""

    def __init__(
        self,
        reason: str,
        message: str = "",
        *,
        status: int = 0,
        details: Mapping[str, str] | None = None,
        errors: Sequence[Mapping[str, Any]] = (),
        headers: Sequence[tuple[bytes, bytes]] = (),
    ) -> None:
        super().__init__(message or reason)
        self.reason = reason
        self.message = message
        self.status = status
        self.details: Mapping[str, str] = details or {}
        self.errors = errors
        self.headers = headers


def failure_of(error: BaseException) -> Failure:
    """The failure an exception stands for; a defect becomes INTERNAL without detail."""
    if isinstance(error, Failure):
        return error
    if isinstance(error, Invalid):
        return Failure("VALIDATION_FAILED", errors=error.errors)
    if isinstance(error, grpc.aio.AioRpcError):
        return _of_call(error)
    if isinstance(error, Refusal):
        return _of_refusal(error)
    if isinstance(error, TimeoutError):
        return Failure("DEADLINE_EXCEEDED")
    return Failure("INTERNAL")


def _of_call(error: grpc.aio.AioRpcError) -> Failure:
    refusal = refusal_of(error)
    if refusal is not None:
        failure = _of_refusal(refusal)
        if failure.reason == "VALIDATION_FAILED":
            failure.errors = _violations(error)
        return failure
    if error.code() is grpc.StatusCode.UNIMPLEMENTED:
        return Failure("NOT_CONFIGURED")
    return Failure("INTERNAL")


def _of_refusal(refusal: Refusal) -> Failure:
    message = str(refusal)
    return Failure(refusal.reason, "" if message == refusal.reason else message, details=refusal.details)


def _violations(error: grpc.aio.AioRpcError) -> list[Mapping[str, Any]]:
    """google.rpc.BadRequest as a 422 list; empty when the service sent none."""
    trailing: Iterable[tuple[str, str | bytes]] = error.trailing_metadata() or ()  # type: ignore[assignment]
    for key, value in trailing:
        if key != DETAILS_KEY or not isinstance(value, bytes):
            continue
        bad = error_details_pb2.BadRequest()
        for packed in status_pb2.Status.FromString(value).details:
            if packed.Unpack(bad):
                return [
                    {"type": "value_error", "loc": ["body", *v.field.split(".")], "msg": v.description}
                    for v in bad.field_violations
                ]
    return []
