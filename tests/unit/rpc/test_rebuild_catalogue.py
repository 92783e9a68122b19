"""Which views `make rebuild` finds: all that services keep, the kernel's own among them."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest

from kernel.bus.model import Follower
from kernel.eventstore.rebuild import RebuildRefused
from kernel.rebuild import catalogue, find, services

FOLLOWING = {
    "auth": {"audit_trail"},
    "chat": {"people", "usage"},
    "knowledge": {"people"},
    "inference": set[str](),
}


@pytest.mark.parametrize("service", FOLLOWING)
def test_views_that_follow_the_bus_are_found(service: str) -> None:
    assert {one.name for one in catalogue(service).followers} == FOLLOWING[service]


def test_every_service_with_views_is_asked() -> None:
    assert set(FOLLOWING) >= {one for one in services() if any(catalogue(one).names())}


@pytest.mark.parametrize("service", FOLLOWING)
def test_a_follower_that_a_service_could_run_is_a_view_that_is_found(service: str) -> None:
    """What is defined or imported anywhere in a service's code and follows the bus can be rebuilt."""
    found = {type(one) for one in catalogue(service).followers}
    assert set(_followers_in(service)) == found


def test_a_view_of_two_services_is_named_with_its_service() -> None:
    assert find("chat.people") == ("chat", "people")
    assert find("knowledge.people") == ("knowledge", "people")
    with pytest.raises(RebuildRefused, match="in several services"):
        find("people")


def _followers_in(service: str) -> Iterator[Any]:
    package = importlib.import_module(f"services.{service}")
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if found.name.endswith("__main__"):
            continue
        for kind in vars(importlib.import_module(found.name)).values():
            if isinstance(kind, type) and issubclass(kind, Follower) and not kind.__abstractmethods__:
                yield kind
