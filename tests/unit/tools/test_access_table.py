"""The page of access rules is what the contract says, and the contract is what was decided."""

from __future__ import annotations

import re

import pytest

from tests.contract.shapes import tables
from tools.access_table import PAGE, ROOT, page, rows

DECISION = re.compile(r"^\| (\d+) \| `(\w+ [^`]+)` \| ([\w ]+) \| ([\w ]+) \| ([\w ]+) \| (.+) \|$", re.M)
DECISIONS = DECISION.findall((ROOT / "docs" / "adr" / "0014-access.md").read_text())
PARAMETER = re.compile(r"\{[^}]*\}")


def plain(route: str) -> str:
    """A route without the names of its parameters."""
    return PARAMETER.sub("{}", route)


def test_the_page_is_what_the_contract_says() -> None:
    assert PAGE.read_text() == page(rows()), "run `make access-table`"


def test_every_disagreement_has_a_decision_with_a_reason() -> None:
    assert len(DECISIONS) == len({number for number, *_ in DECISIONS}) == 43
    reference = {str(row["n"]): row for row in tables() if row["documented"] and "n" in row}
    for number, endpoint, auth, original, here, why in DECISIONS:
        row = reference[number]
        assert endpoint == f"{row['method']} {row['path']}"
        assert (auth, bool(why)) == (row["auth"], True)
        assert original != auth and here


@pytest.mark.parametrize(("endpoint", "here"), [(endpoint, here) for _, endpoint, _, _, here, _ in DECISIONS])
def test_what_is_served_follows_the_decision(endpoint: str, here: str) -> None:
    served = [row for row in rows() if plain(endpoint) in map(plain, row.routes)]
    assert all(row.access == here for row in served), [row.method for row in served]


def test_only_what_somebody_may_call_is_on_the_page() -> None:
    words = {"anyone", "signed in", "session", "user", "admin", "scim", "developer key", "service"}
    assert {row.access.partition(",")[0] for row in rows()} <= words
    assert not [row.method for row in rows() if row.routes and row.access == "service"]
