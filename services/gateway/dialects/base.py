"""What every dialect has in common: from a Failure to a status, a sentence and a body."""

from __future__ import annotations

import html
import http
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from services.gateway.contract import reason_statuses
from services.gateway.dialects.words import SAID_BY_SERVICE, WORDS, humanised
from services.gateway.errors import Failure

JSON = b"application/json"
TEXT = b"text/plain; charset=utf-8"
HTML = b"text/html; charset=utf-8"

_OWN_STATUSES = {
    "UNKNOWN_PATH": 404, "METHOD_NOT_ALLOWED": 405, "CROSS_SITE": 403, "UNSUPPORTED_MEDIA_TYPE": 415,
}  # fmt: skip
CREDENTIAL_REASONS = frozenset(
    {"NOT_AUTHENTICATED", "INVALID_CREDENTIAL", "SESSION_REVOKED", "TOKEN_STALE", "CROSS_SITE"}
)
_dump = msgspec.json.encode


@dataclass(frozen=True, slots=True)
class Told:
    """An error answer: what is sent."""

    status: int
    reason: str
    message: str
    body: bytes
    content_type: bytes
    headers: tuple[tuple[bytes, bytes], ...] = ()
    errors: list[Any] = field(default_factory=list)


class Dialect:
    """The openwebui shape; other surfaces override what they do differently."""

    name = "openwebui"
    content_type = JSON
    """Of replies that are JSON."""
    words: Mapping[str, str] = {}
    statuses: Mapping[str, int] = {}
    """Where the surface answers with another status than the reason's own."""

    def __init__(self) -> None:
        self._statuses = {**reason_statuses(), **_OWN_STATUSES, **self.statuses}
        self._words = {**WORDS, **self.words}

    def tell(self, failure: Failure, rule: Any = None) -> Told:
        """The answer to a failed request; `rule` is the route's MethodRule if one was found."""
        override = _override(rule, failure.reason)
        status = self.status(failure, override.status if override is not None else 0)
        if failure.reason == "VALIDATION_FAILED" and not failure.errors:
            failure.errors = [_of_service(failure)]
        message = self.message(failure)
        headers = tuple(failure.headers)
        if status in (429, 503):
            headers += ((b"retry-after", _whole(failure.details.get("retry_after"), b"1")),)
        passed = _backend_body(failure)
        if passed is not None:
            return Told(status, failure.reason, message, passed, JSON, headers)
        json_type = self._json_type(rule)
        shape = ""
        if override is not None and override.body:
            shape = override.body
        elif rule is not None and failure.reason not in CREDENTIAL_REASONS:
            shape = rule.error_body
        if shape:
            body, content_type = shaped(shape, status, failure, message, json_type)
            return Told(status, failure.reason, message, body, content_type, headers)
        document = self.document(status, failure, message)
        return Told(status, failure.reason, message, _dump(document), json_type, headers)

    def message(self, failure: Failure) -> str:
        """The sentence for a person."""
        if failure.message and failure.reason in SAID_BY_SERVICE:
            return failure.message
        if failure.errors:
            return sentence(failure.errors)
        known = self._words.get(failure.reason)
        return known or failure.message or humanised(failure.reason)

    def document(self, status: int, failure: Failure, message: str) -> Any:
        """The body of an error."""
        return {"detail": list(failure.errors) if failure.errors else message}

    def stream_document(self, status: int, failure: Failure, message: str) -> Any:
        """The last event of an event stream that fails after it began."""
        return {
            "error": {"message": message, "detail": message, "type": failure.reason.lower(), "code": status}
        }

    def line_document(self, status: int, failure: Failure, message: str) -> Any:
        """The last line of a line stream that fails after it began."""
        return {"error": message}

    def broken(self, failure: Failure, rule: Any, lines: bool) -> bytes:
        """JSON of what ends a stream that fails after it began."""
        override = _override(rule, failure.reason)
        status = self.status(failure, override.status if override is not None else 0)
        made = self.line_document if lines else self.stream_document
        return _dump(made(status, failure, self.message(failure)))

    def _json_type(self, rule: Any) -> bytes:
        own: str = rule.content_type if rule is not None else ""
        return own.encode() if own and is_json_type(own) else self.content_type

    def status(self, failure: Failure, override: int) -> int:
        """The HTTP status; `override` is what the route says about the reason, or 0."""
        if override or failure.status:
            return override or failure.status
        if failure.reason == "BACKEND_REFUSED":
            given = failure.details.get("status", "")
            if given.isdigit() and 400 <= int(given) <= 599 and int(given) in _KNOWN:
                return int(given)
        return self._statuses.get(failure.reason, 500)


_KNOWN = frozenset(s.value for s in http.HTTPStatus)


def is_json_type(content_type: str) -> bool:
    """Whether a media type is JSON: `application/json`, or `+json` as in application/scim+json (RFC 6839)."""
    kind = content_type.partition(";")[0].strip().lower()
    return kind == "application/json" or kind.endswith("+json")


def _of_service(failure: Failure) -> dict[str, Any]:
    """What a service found wrong with a value, as an entry of a 422 list: `field` of its details is the
    path below the body, `input` what was sent."""
    where = failure.details.get("field", "")
    return {
        "type": "value_error",
        "loc": ["body", *(where.split(".") if where else ())],
        "msg": failure.message or WORDS["VALIDATION_FAILED"],
        "input": failure.details.get("input"),
    }


def closes_cors(rule: Any, reason: str) -> bool:
    """Whether a page may not read this refusal of a route that is open to pages (ErrorRule.closed_cors)."""
    override = _override(rule, reason)
    return override is not None and bool(override.closed_cors)


def _override(rule: Any, reason: str) -> Any:
    if rule is None:
        return None
    return next((e for e in rule.errors if e.reason == reason), None)


def _backend_body(failure: Failure) -> bytes | None:
    """The JSON a model backend refused with, as it came; None when that is not what happened."""
    if failure.reason != "BACKEND_REFUSED" or not failure.message.lstrip().startswith("{"):
        return None
    raw = failure.message.encode()
    try:
        msgspec.json.decode(raw)
    except (msgspec.DecodeError, RecursionError):
        return None
    return raw


def shaped(shape: str, status: int, failure: Failure, message: str, json_type: bytes) -> tuple[bytes, bytes]:
    """Body and content type of an error whose route declares its own shape (ErrorRule.body)."""
    if shape == "empty":
        return b"", TEXT
    if shape == "text":
        return message.encode(), TEXT
    if shape == "html":
        return html.escape(message).encode(), HTML
    values = {
        **{f"${key}": value for key, value in failure.details.items()},
        "$message": message,
        "$reason": failure.reason,
        "$status": str(status),
        "$uuid": str(uuid.uuid4()),
    }
    return _dump(_filled(msgspec.json.decode(shape), values)), json_type


def sentence(errors: Any) -> str:
    """A 422 list as one sentence: `body.name: This field is required.`"""
    first = errors[0]
    where = ".".join(str(part) for part in first.get("loc", ()))
    return f"{where}: {first.get('msg', '')}" if where else str(first.get("msg", ""))


def _filled(value: Any, values: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {k: _filled(v, values) for k, v in value.items()}
    if isinstance(value, list):
        return [_filled(v, values) for v in value]
    if isinstance(value, str) and value.startswith("$"):
        return values.get(value, "")
    return value


def _whole(text: str | None, default: bytes) -> bytes:
    return text.encode() if text and text.isascii() and text.isdigit() else default
