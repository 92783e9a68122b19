"""Who may talk to whom: nobody, except the ways the code really takes and the proxies to the gateway."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from kernel.config import CommonSettings
from services.gateway.contract import load, methods
from tests.unit.deploy.kustomize import ROOT, Manifest

SERVICES = ("auth", "chat", "inference", "knowledge")
DATA = {"kubernetes.io/metadata.name": "parlance-data"}
IMPORT = re.compile(r"^from parlance\.(\w+)\.v1", re.MULTILINE)


def talks_to(name: str) -> set[str]:
    """The services a service calls: auth for keys, the others whose stubs it imports."""
    if name == "gateway":
        return set(SERVICES)
    text = "\n".join(path.read_text() for path in Path(ROOT / "services" / name).rglob("*.py"))
    return ({"auth"} | set(IMPORT.findall(text)) & set(SERVICES)) - {name}


@pytest.fixture
def policies(manifests: list[Manifest]) -> dict[str, Any]:
    return {m["metadata"]["name"]: m["spec"] for m in manifests if m["kind"] == "NetworkPolicy"}


def selected(peer: dict[str, Any], labels: dict[str, str]) -> bool:
    """Whether a peer of the same namespace is one with these labels."""
    if "podSelector" not in peer or "namespaceSelector" in peer:
        return False
    return peer["podSelector"]["matchLabels"].items() <= labels.items()


def allowed(rules: list[dict[str, Any]], side: str, labels: dict[str, str], port: int) -> bool:
    """Whether one of the rules lets this peer through at this port."""
    return any(
        any(selected(peer, labels) for peer in rule[side]) and port in {p["port"] for p in rule["ports"]}
        for rule in rules
        if "ports" in rule
    )


def labels_of(name: str) -> dict[str, str]:
    return {"app.kubernetes.io/name": name, "app.kubernetes.io/part-of": "parlance"}


def test_everything_is_denied_first(policies: dict[str, Any]) -> None:
    assert policies["default-deny"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}


def test_each_service_has_rules_for_both_directions(policies: dict[str, Any]) -> None:
    for name in (*SERVICES, "gateway"):
        assert policies[name]["podSelector"] == {"matchLabels": {"app.kubernetes.io/name": name}}
        assert policies[name]["policyTypes"] == ["Ingress", "Egress"]
        assert policies[name]["ingress"]
        assert "egress" in policies[name]


@pytest.mark.parametrize("caller", [*SERVICES, "gateway"])
@pytest.mark.parametrize("callee", SERVICES)
def test_a_way_is_open_at_both_ends_exactly_where_the_code_takes_it(
    policies: dict[str, Any], caller: str, callee: str
) -> None:
    if caller == callee:
        return
    port = CommonSettings().grpc_port(callee)
    taken = callee in talks_to(caller)
    assert allowed(policies[caller]["egress"], "to", labels_of(callee), port) == taken
    assert allowed(policies[callee]["ingress"], "from", labels_of(caller), port) == taken


def test_names_and_the_bus_are_open_to_all_and_mongodb_to_the_services(policies: dict[str, Any]) -> None:
    dns, bus = policies["names-and-bus"]["egress"]
    assert {(p["port"], p["protocol"]) for p in dns["ports"]} == {(53, "UDP"), (53, "TCP")}
    assert bus["to"] == [{"namespaceSelector": {"matchLabels": DATA}}]
    assert [p["port"] for p in bus["ports"]] == [4222, 8222]
    chosen = policies["mongodb"]["podSelector"]["matchLabels"]
    assert chosen["app.kubernetes.io/component"] == "service"
    (mongodb,) = policies["mongodb"]["egress"]
    assert [p["port"] for p in mongodb["ports"]] == [27017]


def test_model_and_identity_providers_are_all_the_internet_and_no_private_network_is_open_by_address(
    policies: dict[str, Any],
) -> None:
    open_to = {
        name: (peer["ipBlock"], rule["ports"])
        for name, policy in policies.items()
        for rule in policy.get("egress", [])
        for peer in rule["to"]
        if "ipBlock" in peer
    }
    assert set(open_to) == {"inference", "auth"}
    for block, ports in open_to.values():
        assert {"10.0.0.0/8", "169.254.0.0/16"} <= set(block["except"])
        assert [port["port"] for port in ports] == [443]


def test_the_route_brings_every_documented_path_and_nothing_of_operators(
    overlay: str, manifests: list[Manifest]
) -> None:
    routes = [m["spec"] for m in manifests if m["kind"] == "HTTPRoute"]
    if overlay == "single":
        assert routes == []
        return
    (route,) = routes
    (rule,) = route["rules"]
    paths = [match["path"] for match in rule["matches"]]
    documented = {binding.template for method in methods(load()) for binding in method.bindings}
    assert len(documented) > 100
    for path in documented:
        assert any(matches(match, path) for match in paths), path
    for path in ("/metrics", "/ready"):
        assert not any(matches(match, path) for match in paths)


def test_the_route_cuts_no_stream_short(overlay: str, manifests: list[Manifest]) -> None:
    for route in (m["spec"] for m in manifests if m["kind"] == "HTTPRoute"):
        for rule in route["rules"]:
            assert rule["timeouts"] == {"request": "0s", "backendRequest": "0s"}
            assert rule["backendRefs"] == [{"name": "gateway", "port": 80}]


def matches(match: dict[str, str], path: str) -> bool:
    """Gateway API: a prefix matches whole segments."""
    value = match["value"]
    return path == value or (match["type"] == "PathPrefix" and path.startswith(f"{value}/"))
