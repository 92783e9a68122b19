"""What is deployed is what Kubernetes takes, and the tests see what kustomize would make."""

from __future__ import annotations

import json
import re
import shutil
import subprocess

import kubernetes_validate
import pytest
import yaml

from tests.unit.deploy.kustomize import K8S, Manifest, build, documents

OLDEST = "1.30"
OTHERS = {"HTTPRoute", "ServiceMonitor", "PrometheusRule"}
"""Kinds of operators, whose schemas Kubernetes does not carry."""


def test_every_manifest_fits_the_schema_without_an_unknown_field(manifests: list[Manifest]) -> None:
    for manifest in manifests:
        if manifest["kind"] not in OTHERS:
            kubernetes_validate.validate(manifest, OLDEST, strict=True)


def test_the_monitoring_component_fits_too() -> None:
    found = build(K8S / "components" / "monitoring")
    assert {m["kind"] for m in found} == {"ServiceMonitor", "NetworkPolicy", "PrometheusRule"}
    for manifest in found:
        if manifest["kind"] not in OTHERS:
            kubernetes_validate.validate(manifest, OLDEST, strict=True)


def test_every_file_is_part_of_a_kustomization() -> None:
    named = set()
    for path in K8S.rglob("kustomization.yaml"):
        (made,) = documents(path)
        listed = [*made.get("resources", []), *(p["path"] for p in made.get("patches", []))]
        named |= {(path.parent / name).resolve() for name in listed}
    files = {p.resolve() for p in K8S.rglob("*.yaml") if p.name != "kustomization.yaml"}
    assert files <= named


@pytest.mark.skipif(shutil.which("kubectl") is None, reason="kubectl is not installed")
def test_kustomize_makes_the_same(overlay: str, manifests: list[Manifest]) -> None:
    command = ["kubectl", "kustomize", str(K8S / "overlays" / overlay)]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    # kustomize appends a hash of the content to the names of generated ConfigMaps.
    plain = re.sub(r"\bparlance-[a-z0-9]{10}$", "parlance", output, flags=re.MULTILINE)
    assert _by_name(yaml.safe_load_all(plain)) == _by_name(manifests)


def _by_name(manifests: object) -> dict[tuple[str, str], str]:
    return {(m["kind"], m["metadata"]["name"]): json.dumps(m, sort_keys=True) for m in manifests}  # type: ignore[attr-defined]
