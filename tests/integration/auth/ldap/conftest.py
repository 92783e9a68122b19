"""The adapter that asks directories."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from services.auth.adapters.directory import Directory


@pytest_asyncio.fixture
async def directory() -> AsyncIterator[Directory]:
    """Patient for ten seconds in all."""
    made = Directory(threads=4, queue=4, patience=5)
    yield made
    await made.close()
