"""What can be refused here. Each refusal names its reason of parlance.common.v1.ErrorReason."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


class InferenceRefusal(Exception):
    """Base of the refusals of this service."""

    reason = "INVALID_ARGUMENT"

    def __init__(self, message: str = "", details: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.details: Mapping[str, str] = details or {}


class BadRequest(InferenceRefusal):
    """The request does not have the form its protocol asks for."""


class ModelNotFound(InferenceRefusal):
    """No backend has the model."""

    reason = "MODEL_NOT_FOUND"

    def __init__(self, model: str) -> None:
        super().__init__(
            f"there is no model {model!r}" if model else "the request names no model", {"model": model}
        )


class ModelAccessDenied(InferenceRefusal):
    """The caller may not use the model."""

    reason = "MODEL_ACCESS_DENIED"

    def __init__(self, model: str) -> None:
        super().__init__(f"no access to model {model!r}", {"model": model})


class BackendNotFound(InferenceRefusal):
    """No backend has this index."""

    reason = "NOT_FOUND"

    def __init__(self, index: int) -> None:
        super().__init__(f"there is no backend {index}")


class BackendUnreachable(InferenceRefusal):
    """No backend that has the model can be reached now, or it broke off before its answer."""

    reason = "BACKEND_UNREACHABLE"


class BackendTimeout(InferenceRefusal):
    """The backend took too long."""

    reason = "BACKEND_TIMEOUT"


class BackendRefused(InferenceRefusal):
    """The backend answered with an error of its own, or with nonsense (status 502)."""

    reason = "BACKEND_REFUSED"

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message, {"status": str(status)})
        self.status = status


def error_text(document: bytes, status: int) -> str:
    """What the body of a backend's error says, in any of the usual forms."""
    try:
        found: Any = json.loads(document)
    except ValueError:
        found = None
    if isinstance(found, dict):
        inner = found.get("error", found.get("detail", found.get("message")))
        text = inner.get("message") if isinstance(inner, dict) else inner
        if isinstance(text, str) and text:
            return text[:1000]
    return f"the model backend answered {status}"
