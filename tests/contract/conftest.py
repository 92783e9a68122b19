"""The world of a table of rows: fresh accounts on the shared system, so that no table knows of another."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.contract.runner import World
from tests.system import PASSWORD, System


@pytest.fixture(scope="session")
def developer(system: System) -> str:
    """A developer key."""
    return system.developer_key()


@pytest.fixture(scope="module")
def world(system: System, developer: str) -> Iterator[World]:
    """Tokens `ada` (administrator), `bob` and `dora` (users), `cy` (pending) and `developer`."""
    bob, dora, cy = system.person("Bob"), system.person("Dora"), system.person("Cy", role="pending")
    with system.client() as client:
        world = World(client)
        world.kept |= {"developer": developer, "password": PASSWORD}
        for name, person in (("ada", system.admin), ("bob", bob), ("dora", dora), ("cy", cy)):
            world.kept |= {name: person.token, f"{name}_id": person.id, f"{name}_email": person.email}
        yield world
