"""SCIM 2.0 errors: RFC 7644, section 3.12."""

from __future__ import annotations

from typing import Any

from services.gateway.dialects.base import Dialect
from services.gateway.errors import Failure

_TYPES = {
    "VALIDATION_FAILED": "invalidValue",
    "INVALID_ARGUMENT": "invalidValue",
    "EMAIL_TAKEN": "uniqueness",
    "CONFLICT": "uniqueness",
}


class Scim(Dialect):
    """Routes on the SCIM surface."""

    name = "scim"
    content_type = b"application/scim+json"
    statuses = {  # noqa: RUF012 - a table
        "VALIDATION_FAILED": 400,
        "EMAIL_TAKEN": 409,
        "ACCESS_PROHIBITED": 403,
        "USER_NOT_FOUND": 404,
    }

    def document(self, status: int, failure: Failure, message: str) -> Any:
        """`{"schemas", "status", "detail", "scimType"?}`; the status is a text."""
        body = {
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"],
            "status": str(status),
            "detail": message,
        }
        kind = failure.details.get("scim_type") or _TYPES.get(failure.reason)
        if failure.errors and failure.errors[0]["type"].startswith("json_"):
            kind = "invalidSyntax"
        return {**body, "scimType": kind} if kind else body
