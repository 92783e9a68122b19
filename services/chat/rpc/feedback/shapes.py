"""Feedback as the contract shows it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec
from parlance.auth.v1 import profiles_pb2
from parlance.chat.v1 import feedback_pb2 as pb

COLUMNS = (
    *("id", "user_id", "type", "created_at", "updated_at"),
    *("rating", "model_id", "sibling_model_ids", "reason", "comment", "tags"),
    *("chat_id", "message_id"),
)
_CALCULATES = ("=", "+", "-", "@", "\t", "\r", "\n")
NULL = b"null"


def row(found: Mapping[str, Any], snapshot: bytes) -> pb.FeedbackRow:
    """One feedback in full."""
    return pb.FeedbackRow(**_shared(found), snapshot=snapshot or NULL)


def summary(found: Mapping[str, Any]) -> pb.FeedbackSummary:
    """One without its snapshot."""
    return pb.FeedbackSummary(**_shared(found))


def listed(found: Mapping[str, Any], author: profiles_pb2.Profile | None) -> pb.ListedFeedback:
    """One in a list, with who gave it."""
    user = None
    if author is not None:
        user = pb.FeedbackAuthor(
            id=author.id,
            name=author.name,
            email=author.email,
            role=author.role,
            last_active_at=author.last_active_at,
            updated_at=author.updated_at,
            created_at=author.created_at,
        )
    return pb.ListedFeedback(**_shared(found), user=user)


def json_item(found: Mapping[str, Any], snapshot: bytes) -> bytes:
    """One as an item of the JSON export."""
    fields = _shared(found)
    item = {
        "id": fields["id"],
        "user_id": fields["user_id"],
        "version": 0,
        "type": fields["type"],
        "data": msgspec.Raw(fields["data"]),
        "meta": msgspec.Raw(fields["meta"]),
        "snapshot": msgspec.Raw(snapshot or NULL),
        "created_at": fields["created_at"],
        "updated_at": fields["updated_at"],
    }
    return msgspec.json.encode(item)


def csv_line(found: Mapping[str, Any]) -> bytes:
    """One as a line of the CSV export, its end included. Times are ISO 8601 in UTC."""
    data, meta = _object(found.get("d")), _object(found.get("e"))
    moments = (f"{datetime.fromtimestamp(found[key] / 1000, UTC):%Y-%m-%dT%H:%M:%SZ}" for key in "cm")
    values = [found["_id"], found["u"], found["k"], *moments]
    values += [data.get(key) for key in COLUMNS[5:11]]
    values += [meta.get(key) for key in COLUMNS[11:]]
    return csv_row(values)


def csv_row(values: Any) -> bytes:
    """Cells that no spreadsheet takes for a formula; numbers stay what they are."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([_cell(value) for value in values])
    return out.getvalue().encode()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        value = " ".join(value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    harmless = not text.startswith(_CALCULATES) and not text.lstrip().startswith(_CALCULATES)
    return text if harmless else "'" + text


def _shared(found: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": found["_id"],
        "user_id": found["u"],
        "type": found["k"],
        "data": found.get("d") or NULL,
        "meta": found.get("e") or NULL,
        "created_at": found["c"] // 1000,
        "updated_at": found["m"] // 1000,
    }


def _object(raw: bytes | None) -> dict[str, Any]:
    return msgspec.json.decode(raw, type=dict[str, Any]) if raw else {}
