"""The trail as CSV: RFC 4180 lines, safe to open in a spreadsheet.

A cell that begins with a sign that makes a spreadsheet calculate (= + - @, also behind white space)
gets an apostrophe in front. Null is an empty cell.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from datetime import UTC, datetime

from services.auth.queries.audit_entries import Entry

COLUMNS = (
    *("time", "id", "service", "category", "event", "outcome", "reason"),
    *("actor", "actor_name", "actor_email", "credential", "address"),
    *("targets", "details", "correlation_id"),
)
_CALCULATES = ("=", "+", "-", "@", "\t", "\r", "\n")


def row(entry: Entry) -> str:
    """One line, its end included. The time is ISO 8601 in UTC; targets are separated by spaces."""
    return _line(
        (
            f"{datetime.fromtimestamp(entry.time / 1000, UTC):%Y-%m-%dT%H:%M:%S}.{entry.time % 1000:03}Z",
            *(entry.id, entry.service, entry.category, entry.event),
            "failure" if entry.failed else "success",
            *(entry.reason, entry.actor, entry.actor_name, entry.actor_email),
            *(entry.credential, entry.address, " ".join(entry.targets)),
            json.dumps(entry.details, ensure_ascii=False),
            entry.correlation,
        )
    )


def safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    harmless = not text.startswith(_CALCULATES) and not text.lstrip().startswith(_CALCULATES)
    return text if harmless else "'" + text


def _line(values: Iterable[str | None]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([safe(value or "") for value in values])
    return out.getvalue()


HEADER = _line(COLUMNS)
