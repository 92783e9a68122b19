"""One system to attack."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests import system as whole
from tests.system import Person, System


@pytest.fixture(scope="session")
def target() -> Iterator[System]:
    """A whole system nobody else uses."""
    with whole.running() as running:
        yield running


@pytest.fixture(scope="session")
def user(target: System) -> Person:
    """Somebody with the role user."""
    return target.person("Plain")


@pytest.fixture(scope="session")
def developer(target: System) -> dict[str, str]:
    """The header of a developer key."""
    return {"authorization": f"Bearer {target.developer_key()}"}


@pytest.fixture
def client(target: System) -> Iterator[httpx.Client]:
    """A client without a credential, which keeps no cookies."""
    with target.client() as made:
        made.cookies.jar.clear()
        yield made


@pytest.fixture(autouse=True)
def _nothing_breaks(target: System) -> Iterator[None]:
    """No attack makes a request fail for a reason nobody thought of."""
    before = len(target.server_errors())
    yield
    failed = target.server_errors()[before:]
    assert not failed, failed[:3]
