"""SCIM 2.0 errors: RFC 7644, section 3.12.

No request is answered with 422 here, and 401 only means the credential: what an account may not do is 403.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from services.gateway.dialects.base import CREDENTIAL_REASONS, Dialect, Told
from services.gateway.errors import Failure

_CHALLENGE = b"www-authenticate"
_SAID = frozenset(
    {"ACTION_PROHIBITED", "CONFLICT", "LAST_ADMIN", "NOT_FOUND", "NOT_CONFIGURED", "PRECONDITION_FAILED"}
)
"""Reasons where the service names the resource or attribute: administrators read these in their provider."""
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
    statuses = {"EMAIL_TAKEN": 409, "USER_NOT_FOUND": 404}  # noqa: RUF012 - a table

    def tell(self, failure: Failure, rule: Any = None) -> Told:
        """The answer to a failed request; a 401 says how to authenticate (RFC 6750, section 3)."""
        told = super().tell(failure, rule)
        if told.status == 401 and _CHALLENGE not in dict(told.headers):
            return replace(told, headers=(*told.headers, (_CHALLENGE, b'Bearer error="invalid_token"')))
        return told

    def message(self, failure: Failure) -> str:
        """The service's own sentence where it says more than the table."""
        return failure.message if failure.reason in _SAID and failure.message else super().message(failure)

    def document(self, status: int, failure: Failure, message: str) -> Any:
        """`{"schemas", "status", "detail", "scimType"?}`; the status is a text."""
        body = {
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"],
            "status": str(status),
            "detail": message,
        }
        told = failure.details.get("scim_type")
        kind = _TYPES.get(failure.reason) if told is None else told
        if failure.errors and _unreadable(failure.errors[0]):
            kind = "invalidSyntax"
        return {**body, "scimType": kind} if kind else body

    def status(self, failure: Failure, override: int) -> int:
        """400 for what is elsewhere 422, 403 for what is elsewhere 401 of a good credential."""
        status = super().status(failure, override)
        if status == 422:
            return 400
        return 403 if status == 401 and failure.reason not in CREDENTIAL_REASONS else status


def _unreadable(error: Mapping[str, Any]) -> bool:
    """Whether a body is no JSON, or not the object it has to be."""
    kind = error["type"]
    return kind.startswith("json_") or kind == "unicode" or list(error["loc"]) == ["body"]
