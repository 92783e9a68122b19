"""What is promised is served and tested, and every recorded exchange of it is replayed or excused."""

from __future__ import annotations

from collections.abc import Container

import pytest

from tests.contract import rows
from tests.contract.shapes import exchanges, tables
from tests.contract.slice import NOT_REPLAYED, PROMISED
from tools import coverage_api

DOCUMENTED = {f"{row['method']} {row['path']}": row for row in tables()}


@pytest.fixture(scope="module")
def served() -> Container[str]:
    """Endpoints a route leads to."""
    return coverage_api.served()


@pytest.fixture(scope="module")
def tested() -> Container[str]:
    """Endpoints a row exercises."""
    return rows.tested()


@pytest.mark.parametrize("endpoint", PROMISED)
def test_a_promised_endpoint_is_documented_served_and_tested(
    endpoint: str, served: Container[str], tested: Container[str]
) -> None:
    """The name is the reference's, a route leads to it, and a row exercises it."""
    assert endpoint in DOCUMENTED
    assert endpoint in served
    assert endpoint in tested


def test_every_recorded_exchange_of_a_promised_endpoint_is_replayed_or_excused() -> None:
    """A recording nobody looks at is a promise nobody keeps."""
    recorded = {e["name"] for endpoint in PROMISED for e in DOCUMENTED[endpoint]["exchanges"]}
    assert recorded - rows.replayed() - NOT_REPLAYED.keys() == set()


def test_excuses_are_for_exchanges_that_exist_and_are_not_replayed() -> None:
    """An excuse that is no longer needed goes."""
    assert NOT_REPLAYED.keys() <= exchanges().keys()
    assert NOT_REPLAYED.keys() & rows.replayed() == set()


def test_the_report_counts_every_documented_endpoint_once() -> None:
    """The totals are those of the references, and no section is lost."""
    found = coverage_api.coverage()
    assert len(found) == len({(e.surface, e.name) for e in found}) == sum(r["documented"] for r in tables())
    assert coverage_api.report(found)[-1].split()[1] == str(len(found))
