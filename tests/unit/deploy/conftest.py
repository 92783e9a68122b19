"""Each test that asks for `manifests` runs once for each overlay."""

from __future__ import annotations

from copy import deepcopy

import pytest

from tests.unit.deploy.kustomize import K8S, Manifest, build

OVERLAYS = ("production", "single")


@pytest.fixture(params=OVERLAYS)
def overlay(request: pytest.FixtureRequest) -> str:
    """The name of an overlay."""
    name: str = request.param
    return name


@pytest.fixture(scope="session")
def built() -> dict[str, list[Manifest]]:
    """What every overlay deploys, read once."""
    return {name: build(K8S / "overlays" / name) for name in OVERLAYS}


@pytest.fixture
def manifests(overlay: str, built: dict[str, list[Manifest]]) -> list[Manifest]:
    """What the overlay deploys."""
    return deepcopy(built[overlay])


@pytest.fixture
def workloads(manifests: list[Manifest]) -> dict[str, Manifest]:
    """Its Deployments and StatefulSets by name."""
    return {m["metadata"]["name"]: m for m in manifests if m["kind"] in ("Deployment", "StatefulSet")}
