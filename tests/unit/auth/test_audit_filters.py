"""What a question to the trail may say, and what is refused."""

from __future__ import annotations

import pytest

from kernel.audit import CATEGORIES, audited_events
from services.auth.domain.refusals import ValueInvalid
from services.auth.queries.audit import Filters, _after, moment


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("", 0),
        ("1767225600", 1_767_225_600_000),
        ("1767225600123", 1_767_225_600_123),
        ("2026-01-01T00:00:00Z", 1_767_225_600_000),
        ("2026-01-01T01:00:00+01:00", 1_767_225_600_000),
        ("2026-01-01", 1_767_225_600_000),
    ],
)
def test_a_time_is_iso_8601_or_a_number(text: str, ms: int) -> None:
    assert moment("from", text) == ms


@pytest.mark.parametrize("text", ["yesterday", "-5", "9" * 40, "{$gt:1}", "२०२६"])
def test_another_time_is_refused_by_name(text: str) -> None:
    with pytest.raises(ValueInvalid) as caught:
        moment("from", text)
    assert caught.value.details["field"] == "from"


@pytest.mark.parametrize("filters", [Filters(category="all"), Filters(outcome="maybe")])
def test_unknown_words_are_refused(filters: Filters) -> None:
    with pytest.raises(ValueInvalid):
        filters.query()


def test_texts_are_compared_and_never_taken_for_operators() -> None:
    assert Filters(actor='{"$ne": ""}').query() == {"a": {"$eq": '{"$ne": ""}'}}


@pytest.mark.parametrize("cursor", ["x", "bm90IG9uZQ", "!!!!", "LTE6ZQ", "ww"])
def test_a_made_up_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(ValueInvalid):
        _after({}, cursor)


def test_what_is_audited_has_a_known_category_and_covers_every_service_with_people() -> None:
    found = audited_events()
    assert {event.category for event in found} <= CATEGORIES
    assert {event.service for event in found} >= {"auth", "chat", "knowledge"}
    names = {event.name for event in found}
    assert {"SessionStarted", "UserRoleChanged", "ApiKeyCreated", "SignInRefused", "ChatDeleted"} <= names
    assert all(event.failure == event.name.endswith(("Refused", "Summed")) for event in found)
