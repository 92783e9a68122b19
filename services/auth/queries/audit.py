"""Pages of the audit trail: filters to an indexed query, and cursors that stay where they are.

Newest first, by time and id. A cursor names the last entry of its page, so pages neither repeat nor
skip what was there when the first was read.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from kernel.audit import CATEGORIES
from kernel.mongo import rows
from services.auth.domain.refusals import ValueInvalid
from services.auth.projections.audit_trail import COLLECTION
from services.auth.queries.audit_entries import Entries, Entry

PAGE = 100
LOOKED_AT = 20_000
"""Entries opened for one page when addresses are compared."""
_BATCH = 500
_SECONDS = 100_000_000_000
"""Numbers below are seconds, others milliseconds."""
_OUTCOMES = {"success": False, "failure": True}


@dataclass(frozen=True, slots=True)
class Filters:
    """What to list; empty text means any. `since` and `until` are epoch milliseconds, 0 means open."""

    actor: str = ""
    target: str = ""
    category: str = ""
    event: str = ""
    outcome: str = ""
    address: str = ""
    since: int = 0
    until: int = 0

    def query(self) -> dict[str, Any]:
        """For MongoDB. Raises ValueInvalid for a category or outcome that there is not."""
        if self.category and self.category not in CATEGORIES:
            raise ValueInvalid("category", f"one of {', '.join(sorted(CATEGORIES))}")
        if self.outcome and self.outcome not in _OUTCOMES:
            raise ValueInvalid("outcome", "success or failure")
        equal = {"a": self.actor, "g": self.target, "c": self.category, "e": self.event}
        found: dict[str, Any] = {key: {"$eq": value} for key, value in equal.items() if value}
        if self.outcome:
            found["o"] = _OUTCOMES[self.outcome]
        span = {"$gte": self.since, "$lt": self.until}
        span = {operator: value for operator, value in span.items() if value}
        if span:
            found["t"] = span
        return found


@dataclass(frozen=True, slots=True)
class Page:
    """Entries, and the cursor of the next page; empty on the last."""

    entries: list[Entry]
    next: str


async def page(store: Any, opener: Entries, filters: Filters, cursor: str, limit: int) -> Page:
    """One page of at most `limit` entries. Raises ValueInvalid."""
    found: list[Entry] = []
    looked_at = 0
    batch = _BATCH if filters.address else limit
    while True:
        documents = await rows(
            store.view(COLLECTION).find(_after(filters.query(), cursor)).sort(_ORDER).limit(batch)
        )
        for entry, document in zip(await opener.open(documents), documents, strict=True):
            cursor = _cursor(document)
            looked_at += 1
            if filters.address and entry.address != filters.address:
                continue
            found.append(entry)
            if len(found) == limit:
                return Page(found, cursor)
        if len(documents) < batch:
            return Page(found, "")
        if looked_at >= LOOKED_AT:
            return Page(found, cursor)


async def everything(store: Any, opener: Entries, filters: Filters) -> AsyncIterator[Entry]:
    """All entries, newest first. Raises ValueInvalid."""
    cursor = ""
    while True:
        part = await page(store, opener, filters, cursor, _BATCH)
        for entry in part.entries:
            yield entry
        if not part.next:
            return
        cursor = part.next


_ORDER = [("t", -1), ("_id", -1)]


def moment(field: str, text: str) -> int:
    """Epoch milliseconds of an ISO 8601 time or a number; 0 for empty text. Raises ValueInvalid."""
    text = text.strip()
    if not text:
        return 0
    if text.isascii() and text.isdigit() and len(text) <= 15:
        return int(text) if int(text) >= _SECONDS else int(text) * 1000
    try:
        parsed = datetime.fromisoformat(text)
        zoned = parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
        return int(zoned.timestamp() * 1000)
    except (ValueError, OverflowError):
        raise ValueInvalid(field, "a time as 2026-01-31T12:00:00Z, or seconds since 1970") from None


def _cursor(document: Mapping[str, Any]) -> str:
    return base64.urlsafe_b64encode(f"{document['t']}:{document['_id']}".encode()).decode().rstrip("=")


def _after(query: dict[str, Any], cursor: str) -> dict[str, Any]:
    if not cursor:
        return query
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        time_ms, _, event_id = text.partition(":")
        at = int(time_ms)
    except (binascii.Error, ValueError):
        raise ValueInvalid("cursor", "not a cursor of this list") from None
    if not 0 <= at < 1 << 53:
        raise ValueInvalid("cursor", "not a cursor of this list")
    place = {"$or": [{"t": {"$lt": at}}, {"t": at, "_id": {"$lt": event_id}}]}
    # The bound on `t` beside the alternatives lets an index be entered at the cursor.
    return {"$and": [query, {"t": {"$lte": at}}, place]} if query else {"t": {"$lte": at}, **place}
