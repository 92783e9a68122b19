"""Refusals as SCIM answers them: status, `scimType` and a sentence, for a reply or an operation of a bulk."""

from __future__ import annotations

from collections.abc import Mapping

from kernel.errors import Refusal
from services.auth.scim.errors import ScimError

_KNOWN: Mapping[str, tuple[int, str]] = {
    "EMAIL_TAKEN": (409, "uniqueness"),
    "GROUP_NAME_TAKEN": (409, "uniqueness"),
    "CONFLICT": (409, ""),
    "EMAIL_INVALID": (400, "invalidValue"),
    "PASSWORD_UNACCEPTABLE": (400, "invalidValue"),
    "VALIDATION_FAILED": (400, "invalidValue"),
    "INVALID_ARGUMENT": (400, "invalidValue"),
    "USER_NOT_FOUND": (404, ""),
    "GROUP_NOT_FOUND": (404, ""),
    "PRECONDITION_FAILED": (412, ""),
    "LAST_ADMIN": (403, ""),
    "ACTION_PROHIBITED": (403, ""),
    "OVERLOADED": (503, ""),
    "UNAVAILABLE": (503, ""),
    "DEADLINE_EXCEEDED": (504, ""),
}
_REASONS: Mapping[int, str] = {
    403: "ACTION_PROHIBITED",
    404: "NOT_FOUND",
    409: "CONFLICT",
    412: "PRECONDITION_FAILED",
    413: "TOO_LARGE",
    501: "NOT_CONFIGURED",
}


def scim_error(error: Exception) -> ScimError | None:
    """A refusal as a SCIM error; None for what is a defect."""
    if isinstance(error, ScimError):
        return error
    known = _KNOWN.get(getattr(error, "reason", ""))
    return ScimError(known[1], str(error), known[0]) if known else None


def refusal(error: ScimError) -> Refusal:
    """The refusal that the gateway answers as this error."""
    reason = _REASONS.get(error.status, "INVALID_ARGUMENT")
    return Refusal(reason, error.detail, {"scim_type": error.scim_type})
