"""What keeps an installation from starting is said before anything starts, with what helps."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from deploy.embedded import preflight
from deploy.embedded.layout import SERVICES, Layout
from kernel.testing.parts import free_port


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    """An installation all of whose ports are free."""
    base = free_port(*range(1, 36), *range(101, 105))
    environment = {
        "PARLANCE_PORT": str(base),
        "PARLANCE_PORT_BASE": str(base),
        "PARLANCE_DATA_DIR": str(tmp_path),
    }
    return Layout.from_environment(environment)


@pytest.fixture
def occupied(layout: Layout) -> Iterator[int]:
    """The port of auth, on which somebody else listens."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", layout.grpc_port("auth")))
        other.listen()
        yield layout.grpc_port("auth")


def test_nothing_is_said_when_all_is_well(layout: Layout) -> None:
    assert preflight.used_ports(layout) == []


def test_an_occupied_port_is_named_with_its_part_and_its_setting(layout: Layout, occupied: int) -> None:
    (line,) = preflight.used_ports(layout)
    assert line.startswith(f"auth cannot listen on 127.0.0.1:{occupied} (")
    assert line.endswith("set PARLANCE_PORT_BASE")


def test_the_gateways_port_has_a_setting_of_its_own(layout: Layout) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", layout.port))
        other.listen()
        (line,) = preflight.used_ports(layout)
    assert line.startswith("the gateway cannot listen on")
    assert line.endswith("set PARLANCE_PORT")


@pytest.mark.parametrize("service", SERVICES)
def test_the_ports_of_health_and_metrics_are_needed_too(layout: Layout, service: str) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", layout.grpc_port(service) + 100))
        other.listen()
        (line,) = preflight.used_ports(layout)
    assert line.startswith(f"{service} (metrics) cannot listen on")


def test_the_port_of_a_part_that_is_elsewhere_may_be_taken(layout: Layout) -> None:
    elsewhere = {**layout.given, "PARLANCE_MONGO_URL": "mongodb://db/?replicaSet=rs"}
    with socket.socket() as other:
        other.bind(("127.0.0.1", layout.mongo_port))
        other.listen()
        assert [line.split()[0] for line in preflight.used_ports(layout)] == ["mongod"]
        assert preflight.used_ports(Layout.from_environment(elsewhere)) == []


def test_a_missing_library_is_named_with_the_command_that_helps(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not any("libnowhere" in line for line in preflight.missing_libraries())
    monkeypatch.setitem(preflight.LIBRARIES, "libnowhere.so.9", ("mongod", "libnowhere9"))
    expected = "mongod needs libnowhere.so.9: sudo apt-get install -y libnowhere9"
    assert expected in preflight.missing_libraries()


def test_a_full_disk_is_named(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1024**3))
    (line,) = preflight.little_space(layout)
    assert str(layout.data) in line
    assert "1.0 GiB free" in line


def test_all_problems_are_told_at_once_and_end_the_start(
    layout: Layout, occupied: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(preflight.LIBRARIES, "libnowhere.so.9", ("mongod", "libnowhere9"))
    with pytest.raises(SystemExit) as ended:
        preflight.check(layout)
    told = capsys.readouterr().err
    assert ended.value.code == 1
    assert "libnowhere9" in told
    assert str(occupied) in told
