"""Refusals: the one kind of error a caller is told about.

A refusal carries a reason of `parlance.common.v1.ErrorReason` by name. The rpc kit turns it into a
google.rpc.Status with ErrorInfo; the gateway words it in the route's dialect. Any other exception is
a defect: it is logged with its trace and reaches the caller as INTERNAL without detail.

Domain modules import nothing from the kernel: any exception with a `reason` attribute of type `str`
is treated as a refusal (`message` is str(exception), `details` an optional mapping).
"""

from __future__ import annotations

from collections.abc import Mapping


class Refusal(Exception):
    """A call that is refused for a known reason."""

    def __init__(self, reason: str, message: str = "", details: Mapping[str, str] | None = None) -> None:
        super().__init__(message or reason)
        self.reason = reason
        self.details: Mapping[str, str] = details or {}


class VersionConflict(Exception):
    """The stream is not at the expected version: somebody else committed first."""

    reason = "CONFLICT"

    def __init__(self, stream: str, expected: int) -> None:
        super().__init__(f"stream {stream} is no longer at version {expected}")
        self.stream = stream
        self.expected = expected
        self.details: Mapping[str, str] = {}


class ClaimTaken(Exception):
    """A unique value (mail, slug, handle) already belongs to another owner."""

    reason = "CONFLICT"

    def __init__(self, kind: str, value: str) -> None:
        super().__init__(f"{kind} is taken")
        self.kind = kind
        self.value = value
        self.details: Mapping[str, str] = {}
