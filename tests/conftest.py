"""Fixtures of all tests: real parts on demand, and one whole system a test run for contract and e2e tests."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests import system as whole

pytest_plugins = ["kernel.testing.fixtures"]

# A busy machine is slow, not wrong. In CI the same examples run each time: red means that a change broke it.
settings.register_profile(
    "parlance",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
    database=None if os.environ.get("CI") else settings.default.database,
    print_blob=True,
)
settings.load_profile("parlance")


def pytest_configure() -> None:
    """Being asked to end is being interrupted: fixtures stop what they started."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


@pytest.fixture(scope="session")
def system() -> Iterator[whole.System]:
    """The whole system, started once."""
    with whole.running() as running:
        yield running
