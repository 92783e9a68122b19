"""Errors of the developer API: `error` and `message` side by side, 403 for a missing or unknown key.

Routes with a shape of their own declare it in the contract (MethodRule.error_body). A body that is no
JSON at all gets a page instead of JSON, as clients of this API know it.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

from services.gateway.dialects.base import HTML, Dialect, Told
from services.gateway.errors import Failure

_PAGE = "<!doctype html><html><head><title>400</title></head><body><p>{}</p></body></html>"
_UNREADABLE = frozenset({"json_invalid", "unicode", "json_too_deep"})


class AnythingLLM(Dialect):
    """The AnythingLLM developer API."""

    name = "anythingllm"
    content_type = b"application/json; charset=utf-8"
    words = {  # noqa: RUF012 - a table
        "NOT_AUTHENTICATED": "This request needs a valid developer key.",
        "INVALID_CREDENTIAL": "This request needs a valid developer key.",
        "SESSION_REVOKED": "This developer key is no longer valid.",
        "ACCESS_PROHIBITED": "Only a developer key opens this address.",
    }
    statuses = {  # noqa: RUF012 - a table
        "NOT_AUTHENTICATED": 403,
        "INVALID_CREDENTIAL": 403,
        "SESSION_REVOKED": 403,
        "TOKEN_STALE": 403,
        "ACCESS_PROHIBITED": 403,
        "PERMISSION_MISSING": 403,
        "VALIDATION_FAILED": 400,
    }

    def tell(self, failure: Failure, rule: Any = None) -> Told:
        """The answer to a failed request; 400 with a page when the body could not be read, whatever the
        route makes of other faults."""
        told = super().tell(failure, rule)
        if not failure.errors or failure.errors[0].get("type") not in _UNREADABLE:
            return told
        page = _PAGE.format(failure.errors[0]["msg"]).encode()
        return replace(told, status=400, body=page, content_type=HTML)

    def document(self, status: int, failure: Failure, message: str) -> Any:
        """`{"error", "message"}`"""
        return {"error": message, "message": message}

    def stream_document(self, status: int, failure: Failure, message: str) -> Any:
        """The frame of type `abort` that ends a chat."""
        return {
            "id": str(uuid.uuid4()),
            "type": "abort",
            "textResponse": None,
            "sources": [],
            "close": True,
            "error": message,
        }
