"""The one kind of error this library raises: what RFC 7644 §3.12 lets a server answer."""

from __future__ import annotations

SCHEMA = "urn:ietf:params:scim:api:messages:2.0:Error"


class ScimError(Exception):
    """A request that is refused. `scim_type` is a keyword of RFC 7644 table 9, or empty."""

    def __init__(self, scim_type: str, detail: str, status: int = 400) -> None:
        super().__init__(detail)
        self.scim_type = scim_type
        self.detail = detail
        self.status = status

    def document(self) -> dict[str, object]:
        """The error as it is sent: `status` is text there."""
        return error_document(self.status, self.detail, self.scim_type)


def error_document(status: int, detail: str, scim_type: str = "") -> dict[str, object]:
    """An error body of RFC 7644 §3.12."""
    body: dict[str, object] = {"schemas": [SCHEMA], "status": str(status), "detail": detail}
    if scim_type:
        body["scimType"] = scim_type
    return body


def syntax(detail: str) -> ScimError:
    """The body is not what the schema of the request says."""
    return ScimError("invalidSyntax", detail)


def value(detail: str) -> ScimError:
    """A value that is missing, of the wrong type, or not allowed."""
    return ScimError("invalidValue", detail)


def path(detail: str) -> ScimError:
    """The path of a PATCH operation is malformed or names no attribute."""
    return ScimError("invalidPath", detail)


def bad_filter(detail: str) -> ScimError:
    """The filter is malformed, or compares what cannot be compared."""
    return ScimError("invalidFilter", detail)


def mutability(detail: str) -> ScimError:
    """The attribute cannot be changed, or not taken away."""
    return ScimError("mutability", detail)


def no_target(detail: str) -> ScimError:
    """The path matched nothing."""
    return ScimError("noTarget", detail)
