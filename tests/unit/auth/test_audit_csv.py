"""The export opens in a spreadsheet without running anything, and reads back as it was."""

from __future__ import annotations

import csv
import io

import pytest

from services.auth.queries.audit_entries import Entry
from services.auth.rpc.audit_csv import COLUMNS, HEADER, row, safe


def entry(**changes: object) -> Entry:
    values: dict[str, object] = {
        "id": "e1",
        "time": 1_767_225_600_007,
        "service": "auth",
        "position": 1,
        "actor": "u1",
        "actor_name": "Ada",
        "actor_email": None,
        "credential": "session:s1",
        "address": "203.0.113.1",
        "category": "account",
        "event": "UserRegistered",
        "failed": False,
        "reason": "",
        "targets": ("u1", "u2"),
        "details": {"role": "admin"},
        "correlation": "c",
    }
    return Entry(**(values | changes))  # type: ignore[arg-type]


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_a_row_reads_back_under_its_header() -> None:
    assert HEADER.endswith("\r\n")
    found = dict(zip(COLUMNS, read(row(entry()))[0], strict=True))
    assert found["time"] == "2026-01-01T00:00:00.007Z"
    assert (found["actor_name"], found["actor_email"]) == ("Ada", "")
    assert (found["targets"], found["details"]) == ("u1 u2", '{"role": "admin"}')
    assert found["outcome"] == "success"


@pytest.mark.parametrize("name", ['say "hi", all', "two\r\nlines", "Zoë; Ω"])
def test_quotes_commas_and_line_ends_survive(name: str) -> None:
    assert read(row(entry(actor_name=name)))[0][COLUMNS.index("actor_name")] == name


@pytest.mark.parametrize(
    "name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =HYPERLINK(1)", "\u00a0=1"]
)
def test_nothing_begins_a_formula(name: str) -> None:
    assert safe(name) == "'" + name
    assert read(row(entry(actor_name=name)))[0][COLUMNS.index("actor_name")] == "'" + name


def test_plain_text_stays_as_it_is() -> None:
    assert [safe(text) for text in ("", "Ada", "a=b", "203.0.113.1")] == ["", "Ada", "a=b", "203.0.113.1"]
