"""Errors as OpenAI's API sends them: https://platform.openai.com/docs/guides/error-codes"""

from __future__ import annotations

from typing import Any

from services.gateway.dialects.base import Dialect
from services.gateway.errors import Failure

_TYPES = {
    401: "authentication_error", 403: "permission_error", 404: "not_found_error", 429: "rate_limit_error",
}  # fmt: skip


class OpenAI(Dialect):
    """Routes on the OpenAI surface."""

    name = "openai"
    statuses = {"VALIDATION_FAILED": 400, "ACCESS_PROHIBITED": 403, "PERMISSION_MISSING": 403}  # noqa: RUF012

    def document(self, status: int, failure: Failure, message: str) -> Any:
        """`{"error": {"message", "type", "param", "code"}}`"""
        kind = _TYPES.get(status) or ("server_error" if status >= 500 else "invalid_request_error")
        param = None
        if failure.errors:
            param = ".".join(str(part) for part in failure.errors[0]["loc"][1:]) or None
        return {"error": {"message": message, "type": kind, "param": param, "code": failure.reason.lower()}}

    def stream_document(self, status: int, failure: Failure, message: str) -> Any:
        """The same document as an event: SDKs raise it."""
        return self.document(status, failure, message)
