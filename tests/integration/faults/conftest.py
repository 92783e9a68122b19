"""One system for the tests of this folder; each leaves it whole."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.integration.faults import machine as whole


@pytest.fixture(scope="package")
def machine() -> Iterator[whole.Machine]:
    """The whole system under its supervisor."""
    with whole.running() as made:
        yield made
