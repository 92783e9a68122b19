"""What the pods are told: only settings that exist, with values that fit, secrets by reference."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import yaml

from kernel.config import documented, load
from tests.unit.deploy.kustomize import ROOT, Manifest, containers, pod

NAMES = ("auth", "chat", "gateway", "inference", "knowledge")
SECRET = {
    "PARLANCE_MONGO_URL",
    "PARLANCE_NATS_URL",
    "PARLANCE_OPENAI_KEYS",
    "PARLANCE_QDRANT_API_KEY",
}


def settings(name: str) -> Any:
    """The settings class of a service."""
    return import_module(f"services.{name}.settings").Settings


def known(name: str) -> set[str]:
    """The variables a service reads."""
    return {row.variable for row in documented(settings(name))}


def test_every_variable_is_a_setting(manifests: list[Manifest], workloads: dict[str, Manifest]) -> None:
    anybodys = set().union(*map(known, NAMES))
    for config in manifests:
        if config["kind"] == "ConfigMap":
            assert set(config["data"]) <= anybodys
    for name, workload in workloads.items():
        given = {e["name"] for e in containers(workload)[0]["env"]}
        assert given <= known(name)


def test_the_values_are_accepted(manifests: list[Manifest], workloads: dict[str, Manifest]) -> None:
    for name, workload in workloads.items():
        loaded = load(settings(name), environment(manifests, workload))
        assert loaded.host == "0.0.0.0"
        assert loaded.production


def test_services_are_reached_through_all_their_ready_pods(
    manifests: list[Manifest], workloads: dict[str, Manifest]
) -> None:
    services = {m["metadata"]["name"]: m["spec"] for m in manifests if m["kind"] == "Service"}
    for name, workload in workloads.items():
        found = load(settings(name), environment(manifests, workload))
        for other in NAMES:
            if other == "gateway" or (name, other) == ("auth", "auth"):
                continue
            host, _, port = found.target(other).removeprefix("dns:///").partition(":")
            assert found.target(other).startswith("dns:///")
            assert services[host]["clusterIP"] == "None"
            assert "publishNotReadyAddresses" not in services[host]
            assert int(port) in {p["port"] for p in services[host]["ports"]}
            assert services[host]["selector"]["app.kubernetes.io/name"] == other


def test_auth_asks_itself_for_its_keys(manifests: list[Manifest], workloads: dict[str, Manifest]) -> None:
    found = load(settings("auth"), environment(manifests, workloads["auth"]))
    assert found.target("auth") == "127.0.0.1:8101"


def test_secrets_are_references(manifests: list[Manifest], workloads: dict[str, Manifest]) -> None:
    assert not [m for m in manifests if m["kind"] == "Secret"]
    for config in manifests:
        if config["kind"] == "ConfigMap":
            assert not SECRET & set(config["data"])
    for workload in workloads.values():
        for entry in containers(workload)[0]["env"]:
            assert (entry["name"] in SECRET) == ("secretKeyRef" in entry.get("valueFrom", {}))


def test_key_files_are_mounted_from_secrets_where_they_are_looked_for(
    manifests: list[Manifest], workloads: dict[str, Manifest]
) -> None:
    for name, workload in workloads.items():
        found = load(settings(name), environment(manifests, workload))
        mounts = {m["mountPath"]: m for m in containers(workload)[0]["volumeMounts"]}
        volumes = {v["name"]: v for v in pod(workload)["volumes"]}
        wanted = {found.service_secret_path: "parlance-service-secret"}
        if name != "gateway":
            wanted[found.master_key_path] = "parlance-master-key"
        for path, secret in wanted.items():
            mount = mounts[str(path.parent)]
            assert mount["readOnly"]
            assert volumes[mount["name"]]["secret"]["secretName"] == secret


def test_the_gateway_never_sees_the_master_key_or_the_database(workloads: dict[str, Manifest]) -> None:
    shown = yaml.safe_dump(workloads["gateway"])
    assert "master" not in shown
    assert "PARLANCE_MONGO_URL" not in shown


def test_a_service_named_like_a_setting_cannot_become_one(workloads: dict[str, Manifest]) -> None:
    for workload in workloads.values():
        assert pod(workload)["enableServiceLinks"] is False


def test_production_keeps_three_copies_of_the_bus(
    overlay: str, manifests: list[Manifest], workloads: dict[str, Manifest]
) -> None:
    found = load(settings("chat"), environment(manifests, workloads["chat"]))
    assert found.nats_replicas == (3 if overlay == "production" else 1)


def test_the_vector_engine_is_qdrant_in_production_and_embedded_in_single(
    overlay: str, manifests: list[Manifest], workloads: dict[str, Manifest]
) -> None:
    found = load(settings("knowledge"), environment(manifests, workloads["knowledge"]))
    assert bool(found.qdrant_url) == (overlay == "production")
    assert found.blobs.is_relative_to("/data")


def test_the_images_settings_exist_and_run_like_the_embedded_ones() -> None:
    from deploy.embedded.layout import PROCESS_DEFAULTS

    text = (ROOT / "deploy" / "docker" / "Dockerfile").read_text().replace("\\\n", " ")
    (line,) = (line for line in text.splitlines() if line.startswith("ENV "))
    given = dict(pair.split("=", 1) for pair in line.split()[1:])
    assert PROCESS_DEFAULTS.items() <= given.items()
    assert {v for v in given if v.startswith("PARLANCE_")} <= known("gateway")


def environment(manifests: list[Manifest], workload: Manifest) -> dict[str, str]:
    """The variables of a workload's container; what comes from a Secret is left out."""
    found: dict[str, str] = {}
    container = containers(workload)[0]
    configs = {m["metadata"]["name"]: m["data"] for m in manifests if m["kind"] == "ConfigMap"}
    for source in container["envFrom"]:
        found.update(configs[source["configMapRef"]["name"]])
    found.update({e["name"]: e["value"] for e in container["env"] if "value" in e})
    return found
