"""What a handler's fault says of its event: nothing (it passes), or that it may never be handled."""

from __future__ import annotations

import time

import grpc
from pymongo.errors import OperationFailure, PyMongoError

from kernel.bus.nats import BusUnavailable
from kernel.errors import Refusal, VersionConflict
from kernel.mongo import is_unavailable

CONTENDED = 120.0
"""Seconds for which conflicts pass: twice as long as a killed process's transaction stands by default."""

_PASSING_REASONS = frozenset({"UNAVAILABLE", "OVERLOADED", "DEADLINE_EXCEEDED", "RATE_LIMITED"})
_PASSING_LABELS = ("TransientTransactionError", "RetryableWriteError")
_CONTENDED = frozenset({"CONFLICT", "IDEMPOTENCY_IN_FLIGHT"})
"""What services answer with the code ABORTED."""
_WRITE_CONFLICT = 112
_PASSING_CODES = frozenset(
    {
        *(grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED),
        *(grpc.StatusCode.RESOURCE_EXHAUSTED, grpc.StatusCode.CANCELLED),
    }
)


class Patience:
    """Which faults of one event do not count."""

    def __init__(self) -> None:
        self._conflict: float | None = None

    def covers(self, error: BaseException) -> bool:
        """Whether to try again without counting: outages always, conflicts in a row for CONTENDED seconds."""
        if not is_contended(error):
            self._conflict = None
            return is_passing(error)
        now = time.monotonic()
        if self._conflict is None:
            self._conflict = now
        return now - self._conflict < CONTENDED


def is_passing(error: BaseException) -> bool:
    """Whether a handler failed because something it needs was away, which says nothing of the event."""
    if is_unavailable(error) or isinstance(error, BusUnavailable | TimeoutError | ConnectionError):
        return True
    if isinstance(error, PyMongoError):
        again = any(error.has_error_label(label) for label in _PASSING_LABELS)
        return again and not is_contended(error)
    if isinstance(error, grpc.RpcError):
        code = error.code() if hasattr(error, "code") else None
        return code in _PASSING_CODES
    return getattr(error, "reason", None) in _PASSING_REASONS


def is_contended(error: BaseException) -> bool:
    """Whether others wrote the same at the same time, or a process that was killed still holds it.

    A unique value that belongs to somebody else is no such conflict: trying again changes nothing.
    """
    if isinstance(error, OperationFailure):
        return error.code == _WRITE_CONFLICT
    if isinstance(error, grpc.RpcError):
        return hasattr(error, "code") and error.code() is grpc.StatusCode.ABORTED
    return isinstance(error, VersionConflict) or (isinstance(error, Refusal) and error.reason in _CONTENDED)
