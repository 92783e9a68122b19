"""Fixtures of all tests: real parts on demand, and one whole system a test run for contract and e2e tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests import system as whole

pytest_plugins = ["kernel.testing.fixtures"]


@pytest.fixture(scope="session")
def system() -> Iterator[whole.System]:
    """The whole system, started once."""
    with whole.running() as running:
        yield running
