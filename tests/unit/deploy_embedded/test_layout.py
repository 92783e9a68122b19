"""Where an embedded installation puts things, and what its parts are told."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from deploy.embedded.layout import SERVICES, Layout
from kernel.config import CommonSettings, load


def test_without_settings_everything_is_on_loopback_at_the_documented_ports() -> None:
    layout = Layout.from_environment({})
    assert layout.base_url == "http://127.0.0.1:8080"
    assert [layout.grpc_port(service) for service in SERVICES] == [8101, 8102, 8103, 8104]
    assert (layout.mongo_port, layout.nats_port) == (8131, 8132)
    assert layout.local_models() == [8134, 8135]


def test_a_port_base_moves_all_parts_but_the_gateway() -> None:
    layout = Layout.from_environment({"PARLANCE_PORT_BASE": "9100"})
    assert (layout.grpc_port("auth"), layout.mongo_port, layout.nats_port, layout.port) == (
        9101,
        9131,
        9132,
        8080,
    )


def test_services_read_what_the_layout_says(tmp_path: Path) -> None:
    """The settings of the services and the layout agree on ports, URLs and files."""
    layout = Layout.from_environment({"PARLANCE_DATA_DIR": str(tmp_path), "PARLANCE_PORT_BASE": "9100"})
    settings = load(CommonSettings, layout.environment())
    for service in SERVICES:
        assert settings.grpc_port(service) == layout.grpc_port(service)
        assert settings.target(service) == f"127.0.0.1:{layout.grpc_port(service)}"
    assert f":{layout.mongo_port}/" in settings.mongo_url
    assert settings.nats_url == f"nats://127.0.0.1:{layout.nats_port}"
    assert settings.data_dir == tmp_path
    assert settings.master_key_path.parent == settings.service_secret_path.parent == tmp_path / "secrets"


def test_what_is_set_wins_and_what_is_not_ours_is_not_passed_on() -> None:
    environment = Layout.from_environment(
        {"PARLANCE_NATS_URL": "nats://elsewhere:4222", "PARLANCE_LOG_LEVEL": "debug", "HOME": "/home/ada"}
    ).environment()
    assert environment["PARLANCE_NATS_URL"] == "nats://elsewhere:4222"
    assert environment["PARLANCE_LOG_LEVEL"] == "debug"
    assert "HOME" not in environment


def test_a_relative_data_folder_is_told_as_an_absolute_one() -> None:
    layout = Layout.from_environment({"PARLANCE_DATA_DIR": "here"})
    assert layout.environment()["PARLANCE_DATA_DIR"] == str(Path.cwd() / "here")


@pytest.mark.parametrize(
    ("given", "chat", "embeddings"),
    [
        ({}, True, True),
        ({"PARLANCE_OPENAI_URLS": "http://models/v1"}, False, True),
        ({"PARLANCE_OLLAMA_URLS": "http://models"}, False, True),
        ({"PARLANCE_OPENAI_URLS": "http://models/v1", "PARLANCE_LOCAL_MODEL": "always"}, True, True),
        # The local runner serves both once it runs: its embedding port is taken too.
        ({"PARLANCE_EMBEDDING_MODEL": "other"}, True, True),
        ({"PARLANCE_EMBEDDING_MODEL": "other", "PARLANCE_OPENAI_URLS": "http://models/v1"}, False, False),
        (
            {"PARLANCE_EMBEDDING_MODEL": "all-minilm-l6-v2", "PARLANCE_OPENAI_URLS": "http://models/v1"},
            False,
            True,
        ),
        ({"PARLANCE_LOCAL_MODEL": "never"}, False, False),
    ],
)
def test_local_models_run_unless_others_are_configured(
    given: dict[str, str], chat: bool, embeddings: bool
) -> None:
    layout = Layout.from_environment(given)
    assert layout.local_models() == [8134] * chat + [8135] * embeddings


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_a_gateway_on_all_interfaces_is_reached_on_loopback(host: str) -> None:
    assert Layout.from_environment({"PARLANCE_HOST": host}).base_url == "http://127.0.0.1:8080"


def test_the_data_folder_is_for_this_account_only(tmp_path: Path) -> None:
    layout = Layout.from_environment({"PARLANCE_DATA_DIR": str(tmp_path / "a" / "b")})
    layout.prepare()
    layout.prepare()
    assert stat.S_IMODE(layout.data.stat().st_mode) == 0o700
    assert {p.name for p in layout.data.iterdir()} >= {"mongo", "nats", "logs", "secrets"}


def test_a_socket_path_always_fits_and_is_the_installations_own(tmp_path: Path) -> None:
    short, *long = (
        Layout.from_environment({"PARLANCE_DATA_DIR": str(folder)}).socket
        for folder in (Path("/data"), tmp_path / ("x" * 120), tmp_path / ("y" * 120))
    )
    assert short == Path("/data/supervisor.sock")
    assert all(len(bytes(socket)) <= 107 for socket in long)
    assert long[0] != long[1]
