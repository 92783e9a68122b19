"""Logs: one JSON object a line on standard error, with the call they belong to, without secrets.

Fields: time (RFC 3339, UTC), level, logger, message, service, request_id, trace_id, span_id, error
(a traceback), and whatever `extra={"fields": {...}}` adds. Values that look like credentials are
replaced, whatever field or message they stand in.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, TextIO

import msgspec

from kernel.context import CallContext

current_call: ContextVar[CallContext | None] = ContextVar("current_call", default=None)
"""The call this task works for; the rpc kit and the bus set it."""

HIDDEN = "[hidden]"
_SECRET = re.compile(
    r"eyJ[\w-]{8,}\.[\w-]+\.[\w-]*"  # JSON web tokens
    r"|\bsk-[\w-]{8,}"  # API keys
    r"|\b[A-Z0-9]{7}(?:-[A-Z0-9]{7}){3}\b"  # developer keys
    r"|(?<=Bearer )\S+|(?<=Basic )\S+|(?<=Service )\S+"
    r"|(?<=://)[^/\s:@]+:[^/\s@]+(?=@)"  # credentials in a URL
    r"|(?i:(?<=password=)|(?<=password\": \")|(?<=secret=)|(?<=api_key=)|(?<=token=))[^\s&\",]+"
)
_SECRET_NAMES = re.compile(r"password|secret|token|authorization|api_?key|credential|cookie", re.I)


def redact(text: str) -> str:
    """The text without anything that looks like a credential."""
    return _SECRET.sub(HIDDEN, text)


class JsonFormatter(logging.Formatter):
    """Writes a record as one line of JSON."""

    def __init__(self, service: str) -> None:
        super().__init__()
        self._service = service
        self._encode = msgspec.json.Encoder(enc_hook=str).encode

    def format(self, record: logging.LogRecord) -> str:
        """The line, redacted."""
        made = datetime.fromtimestamp(record.created, UTC)
        line: dict[str, Any] = {
            "time": made.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": redact(record.getMessage()),
            "service": self._service,
        }
        call = current_call.get()
        if call is not None:
            line["request_id"] = call.request_id
            if len(call.traceparent) == 55:
                line["trace_id"] = call.traceparent[3:35]
                line["span_id"] = call.traceparent[36:52]
        fields = getattr(record, "fields", None)
        if isinstance(fields, Mapping):
            line.update((str(k), _clean(str(k), v)) for k, v in fields.items())
        if record.exc_info:
            line["error"] = redact(self.formatException(record.exc_info))
        return self._encode(line).decode()


def configure(service: str, level: str = "info", stream: TextIO | None = None) -> None:
    """Send all logs of the process to `stream` (standard error) as JSON lines."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonFormatter(service))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for noisy in ("nats", "pymongo", "aiohttp.access", "httpx", "httpcore", "grpc"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def _clean(name: str, value: Any) -> Any:
    if _SECRET_NAMES.search(name):
        return HIDDEN
    return redact(value) if isinstance(value, str) else value
