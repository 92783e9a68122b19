"""One stand per test."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.unit.gateway.harness import Stand, stand


@pytest.fixture
async def gate() -> AsyncIterator[Stand]:
    """An edge in front of the probe service, with the default settings."""
    async with stand() as made:
        yield made
