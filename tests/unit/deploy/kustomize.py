"""As much of kustomize as deploy/k8s uses: resources, components, JSON patches, ConfigMaps, images.

Anything else in a kustomization is an error, so that a test never passes on a part it did not apply.
"""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

Manifest = dict[str, Any]
ROOT = Path(__file__).resolve().parents[3]
K8S = ROOT / "deploy" / "k8s"

KNOWN = {
    "apiVersion",
    "kind",
    "namespace",
    "resources",
    "components",
    "images",
    "configMapGenerator",
    "patches",
}


def build(folder: Path, under: list[Manifest] | None = None) -> list[Manifest]:
    """The manifests of a kustomization; a component's are those it was put on, changed."""
    made = yaml.safe_load((folder / "kustomization.yaml").read_text())
    assert set(made) <= KNOWN, f"{folder}: {set(made) - KNOWN} is not understood here"
    found = under if under is not None else []
    for name in made.get("resources", []):
        path = folder / name
        found += build(path) if path.is_dir() else documents(path)
    for name in made.get("components", []):
        build(folder / name, found)
    for generator in made.get("configMapGenerator", []):
        _generate(found, generator)
    for patch in made.get("patches", []):
        _patch(found, patch["target"], yaml.safe_load((folder / patch["path"]).read_text()))
    for image in made.get("images", []):
        _image(found, image)
    if "namespace" in made:
        for manifest in found:
            if manifest["kind"] != "Namespace":
                manifest["metadata"]["namespace"] = made["namespace"]
    return found


def documents(path: Path) -> list[Manifest]:
    """The YAML documents of a file."""
    return list(yaml.safe_load_all(path.read_text()))


def pod(manifest: Manifest) -> Manifest:
    """The pod spec of a workload."""
    found: Manifest = manifest["spec"]["template"]["spec"]
    return found


def containers(manifest: Manifest) -> list[Manifest]:
    """All containers of a workload, sidecars included, its own first."""
    return [*pod(manifest)["containers"], *pod(manifest).get("initContainers", [])]


def _generate(found: list[Manifest], generator: Manifest) -> None:
    data = dict(literal.split("=", 1) for literal in generator["literals"])
    if generator.get("behavior") == "merge":
        (old,) = (m for m in found if m["kind"] == "ConfigMap" and m["metadata"]["name"] == generator["name"])
        old["data"].update(data)
    else:
        name = {"name": generator["name"]}
        found.append({"apiVersion": "v1", "kind": "ConfigMap", "metadata": name, "data": data})


def _patch(found: list[Manifest], target: Manifest, operations: list[Manifest]) -> None:
    key, _, value = target.get("labelSelector", "").partition("=")
    chosen = [
        m
        for m in found
        if m["kind"] == target["kind"]
        and m["metadata"]["name"] == target.get("name", m["metadata"]["name"])
        and (not key or m["metadata"].get("labels", {}).get(key) == value)
    ]
    assert chosen, f"nothing to patch: {target}"
    for manifest in chosen:
        for operation in operations:
            assert operation["op"] == "add"
            _add(manifest, operation["path"].split("/")[1:], deepcopy(operation["value"]))


def _add(at: Any, path: list[str], value: Any) -> None:
    """`add` of RFC 6902, without escapes."""
    for step in path[:-1]:
        at = at[int(step)] if isinstance(at, list) else at[step]
    if isinstance(at, list):
        at.insert(len(at) if path[-1] == "-" else int(path[-1]), value)
    else:
        at[path[-1]] = value


def _image(found: list[Manifest], image: Manifest) -> None:
    for manifest in found:
        if "template" in manifest.get("spec", {}):
            for container in containers(manifest):
                if container["image"].split(":")[0] == image["name"]:
                    container["image"] = f"{image['name']}:{image['newTag']}"
