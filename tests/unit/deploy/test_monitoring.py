"""Scrapes and alerts speak of metrics that are really exposed."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest

from kernel.config import CommonSettings
from kernel.rpc.eventing import Eventing
from kernel.telemetry.metrics import Metrics
from services.auth.queries.stuck_erasures import StuckErasures
from tests.unit.deploy.kustomize import K8S, Manifest, build, documents

FOLDER = K8S / "components" / "monitoring"
SAMPLE = re.compile(r"^(parlance_\w+)(?:\{(.*?)\})? ", re.MULTILINE)
USED = re.compile(r"\b(parlance_[a-z_]+)(?:\{(.*?)\})?")
LABEL = re.compile(r"(\w+)=")


@pytest.fixture(scope="module")
def rules() -> list[dict[str, Any]]:
    (manifest,) = documents(FOLDER / "alerts.yaml")
    return [rule for group in manifest["spec"]["groups"] for rule in group["rules"]]


@pytest.fixture(scope="module")
def exposed() -> dict[str, set[str]]:
    """The metrics of a service, by name, with their labels."""
    metrics = Metrics()
    metrics.method("gateway", "GET /api/config").observe("200", 0.01)
    metrics.first_token("local", 0.2)
    events: Any = SimpleNamespace(service="chat", unpublished=3, oldest_unpublished=1.0)
    runner: Any = SimpleNamespace(lag=1.5, pending=2)
    Eventing(events, dead=events, runners={"follower/titles": runner}).measured_by(metrics)
    StuckErasures({"erasures": None}, metrics)
    text = metrics.exposition().decode()
    return {name: set(LABEL.findall(labels)) for name, labels in SAMPLE.findall(text)}


def test_every_expression_uses_metrics_and_labels_that_exist(
    rules: list[dict[str, Any]], exposed: dict[str, set[str]]
) -> None:
    used = [found for rule in rules for found in USED.findall(rule["expr"])]
    assert len(used) > 10
    for name, matchers in used:
        assert name in exposed
        assert set(LABEL.findall(matchers.replace("=~", "="))) <= exposed[name]


def test_every_recorded_name_is_used_and_every_used_one_is_recorded(rules: list[dict[str, Any]]) -> None:
    recorded = {rule["record"] for rule in rules if "record" in rule}
    used = {name for rule in rules for name in re.findall(r"parlance:\w+:\w+", rule["expr"])}
    assert recorded == used


def test_lag_backlog_and_burn_rate_are_alerted(rules: list[dict[str, Any]]) -> None:
    alerts = {rule["alert"]: rule for rule in rules if "alert" in rule}
    watched = " ".join(rule["expr"] for rule in alerts.values())
    for name in ("parlance_event_lag_seconds", "parlance_relay_pending", "parlance_relay_lag_seconds"):
        assert name in watched
    for name, factor in (("Fast", "14.4"), ("Steady", "6"), ("Slow", "1")):
        assert alerts[f"ParlanceErrors{name}"]["expr"].count(f"> {factor} * 0.001") == 2
    for rule in alerts.values():
        assert rule["labels"]["severity"] in ("page", "ticket")
        assert rule["annotations"]["summary"]


def test_every_service_is_scraped_and_keeps_its_own_labels(manifests: list[Manifest]) -> None:
    found = build(FOLDER)
    (monitor,) = (m["spec"] for m in found if m["kind"] == "ServiceMonitor")
    (policy,) = (m["spec"] for m in found if m["kind"] == "NetworkPolicy")
    scraped = {e["port"] for e in monitor["endpoints"]}
    assert all(e["honorLabels"] for e in monitor["endpoints"])
    open_ports = {p["port"] for rule in policy["ingress"] for p in rule["ports"]}
    for service in (m for m in manifests if m["kind"] == "Service"):
        assert monitor["selector"]["matchLabels"].items() <= service["metadata"]["labels"].items()
        assert len(scraped & {p["name"] for p in service["spec"]["ports"]}) == 1
    common = CommonSettings()
    names = ("auth", "chat", "knowledge", "inference")
    assert open_ports == {8080, *(common.http_port(name) for name in names)}
