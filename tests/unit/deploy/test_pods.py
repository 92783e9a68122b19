"""How the pods run: hardened, probed, drained, spread, sized, and able to be replaced one by one."""

from __future__ import annotations

from kernel.rpc.eventing import FLUSH
from services.gateway.settings import Settings
from tests.unit.deploy.kustomize import Manifest, containers, pod

SERVICES = {"auth", "chat", "inference", "knowledge"}
PROBES = ("startupProbe", "readinessProbe", "livenessProbe")


def test_every_service_and_the_gateway_run(workloads: dict[str, Manifest]) -> None:
    assert set(workloads) == SERVICES | {"gateway"}
    for name, workload in workloads.items():
        assert containers(workload)[0]["args"] == [f"services.{name}"]


def test_pods_are_hardened(workloads: dict[str, Manifest]) -> None:
    for workload in workloads.values():
        context = pod(workload)["securityContext"]
        assert context["runAsNonRoot"] and context["runAsUser"] > 0
        assert context["seccompProfile"] == {"type": "RuntimeDefault"}
        for container in containers(workload):
            assert container["securityContext"] == {
                "allowPrivilegeEscalation": False,
                "readOnlyRootFilesystem": True,
                "capabilities": {"drop": ["ALL"]},
            }
            assert {m["mountPath"] for m in container["volumeMounts"]} >= {"/tmp", "/data"}


def test_each_has_an_account_of_its_own_without_a_token(
    manifests: list[Manifest], workloads: dict[str, Manifest]
) -> None:
    accounts = {m["metadata"]["name"]: m for m in manifests if m["kind"] == "ServiceAccount"}
    for name, workload in workloads.items():
        assert pod(workload)["serviceAccountName"] == name
        assert pod(workload)["automountServiceAccountToken"] is False
        assert accounts[name]["automountServiceAccountToken"] is False


def test_services_are_probed_over_grpc_at_the_port_they_listen_on(workloads: dict[str, Manifest]) -> None:
    for name in SERVICES:
        container = containers(workloads[name])[0]
        port = Settings().grpc_port(name)
        for probe in PROBES:
            assert container[probe]["grpc"] == {"port": port}
        assert {p["containerPort"] for p in container["ports"]} == {port, Settings().http_port(name)}


def test_the_gateway_is_probed_by_what_does_not_depend_on_other_parts(workloads: dict[str, Manifest]) -> None:
    container = containers(workloads["gateway"])[0]
    for probe in PROBES:
        assert container[probe]["httpGet"] == {"path": "/health", "port": "http"}
    assert container["ports"] == [{"name": "http", "containerPort": Settings().port}]


def test_a_slow_start_is_waited_for_and_a_hang_is_noticed_sooner_than_it_is_ended(
    workloads: dict[str, Manifest],
) -> None:
    for workload in workloads.values():
        patience = {
            probe: container[probe]["periodSeconds"] * container[probe]["failureThreshold"]
            for container in pod(workload)["containers"]
            for probe in PROBES
        }
        assert patience["startupProbe"] >= 120
        assert patience["readinessProbe"] <= 10
        assert patience["livenessProbe"] >= 60


def test_every_container_asks_for_what_it_needs_and_its_memory_is_bounded(
    workloads: dict[str, Manifest],
) -> None:
    for workload in workloads.values():
        for container in containers(workload):
            assert set(container["resources"]["requests"]) == {"cpu", "memory"}
            assert "memory" in container["resources"]["limits"]


def test_a_stopping_pod_has_time_for_its_whole_drain(
    manifests: list[Manifest], workloads: dict[str, Manifest]
) -> None:
    (config,) = (m["data"] for m in manifests if m["kind"] == "ConfigMap")
    drain = float(config["PARLANCE_DRAIN_PAUSE"]) + float(config["PARLANCE_DRAIN_GRACE"]) + FLUSH
    for workload in workloads.values():
        sleep = containers(workload)[0]["lifecycle"]["preStop"]["sleep"]["seconds"]
        assert sleep == 5
        assert pod(workload)["terminationGracePeriodSeconds"] == 60 > sleep + drain


def test_a_roll_out_never_has_fewer_pods_than_before(workloads: dict[str, Manifest]) -> None:
    for name, workload in workloads.items():
        if name != "knowledge":
            update = workload["spec"]["strategy"]["rollingUpdate"]
            assert update == {"maxUnavailable": 0, "maxSurge": 1}
            assert workload["spec"]["minReadySeconds"] == 30


def test_evictions_take_one_pod_at_a_time(manifests: list[Manifest], workloads: dict[str, Manifest]) -> None:
    budgets = {m["metadata"]["name"]: m["spec"] for m in manifests if m["kind"] == "PodDisruptionBudget"}
    for name, workload in workloads.items():
        assert budgets[name]["maxUnavailable"] == 1
        assert budgets[name]["selector"] == workload["spec"]["selector"]


def test_replicas_spread_over_zones_and_nodes(workloads: dict[str, Manifest]) -> None:
    for workload in workloads.values():
        labels = workload["spec"]["template"]["metadata"]["labels"]
        spread = pod(workload)["topologySpreadConstraints"]
        assert [s["topologyKey"] for s in spread] == ["topology.kubernetes.io/zone", "kubernetes.io/hostname"]
        for constraint in spread:
            assert constraint["labelSelector"]["matchLabels"].items() <= labels.items()
            assert "app.kubernetes.io/name" in constraint["matchLabelKeys"]


def test_production_scales_all_but_knowledge_from_three(
    overlay: str, manifests: list[Manifest], workloads: dict[str, Manifest]
) -> None:
    scalers = {m["metadata"]["name"]: m["spec"] for m in manifests if m["kind"] == "HorizontalPodAutoscaler"}
    assert set(scalers) == (set(workloads) - {"knowledge"} if overlay == "production" else set())
    for name, scaler in scalers.items():
        assert scaler["minReplicas"] == 3
        assert scaler["scaleTargetRef"]["kind"] == workloads[name]["kind"]
        assert scaler["scaleTargetRef"]["name"] == name
        (metric,) = scaler["metrics"]
        assert metric["containerResource"]["container"] == containers(workloads[name])[0]["name"]
        assert "replicas" not in workloads[name]["spec"]


def test_knowledge_is_one_pod_with_a_volume(workloads: dict[str, Manifest]) -> None:
    knowledge = workloads["knowledge"]
    assert knowledge["kind"] == "StatefulSet"
    assert knowledge["spec"]["replicas"] == 1
    (claim,) = knowledge["spec"]["volumeClaimTemplates"]
    assert claim["metadata"]["name"] == "data"
    assert claim["spec"]["accessModes"] == ["ReadWriteOnce"]
