"""What supervisord is told to run, read back as supervisord reads it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from supervisor.options import ServerOptions

from deploy.embedded.layout import Layout
from deploy.embedded.programs import nats_config, programs, supervisor_config


def names(**given: str) -> list[str]:
    """The parts an installation with these settings runs itself."""
    layout = Layout.from_environment({f"PARLANCE_{key}": value for key, value in given.items()})
    return [program.name for program in programs(layout)]


def read_back(folder: Path) -> dict[str, Any]:
    """Supervisord's own reading of the configuration for a data folder."""
    layout = Layout.from_environment({"PARLANCE_DATA_DIR": str(folder)})
    layout.prepare()
    config = folder / "supervisord.conf"
    config.write_text(supervisor_config(layout))
    options = ServerOptions()
    options.realize(["-c", str(config)])
    return {
        program.name: program for group in options.process_group_configs for program in group.process_configs
    }


def test_databases_start_first_and_the_gateway_last(tmp_path: Path) -> None:
    expected = ["mongod", "nats", "models", "auth", "chat", "knowledge", "inference", "gateway"]
    assert names() == expected
    found = read_back(tmp_path)
    assert sorted(found, key=lambda name: found[name].priority) == expected


@pytest.mark.parametrize(
    ("given", "gone"),
    [
        ({"MONGO_URL": "mongodb://db/?replicaSet=rs"}, "mongod"),
        ({"NATS_URL": "nats://bus:4222"}, "nats"),
        ({"LOCAL_MODEL": "never"}, "models"),
        ({"OPENAI_URLS": "http://models/v1", "EMBEDDING_MODEL": "other"}, "models"),
    ],
)
def test_a_part_that_is_elsewhere_is_not_started(given: dict[str, str], gone: str) -> None:
    assert set(names()) - set(names(**given)) == {gone}


def test_only_the_gateway_is_ever_opened_to_others(tmp_path: Path) -> None:
    found = read_back(tmp_path)
    for service in ("auth", "chat", "knowledge", "inference"):
        assert found[service].environment["PARLANCE_HOST"] == "127.0.0.1"
    assert "PARLANCE_HOST" not in found["gateway"].environment
    assert "--bind_ip 127.0.0.1" in found["mongod"].command


@pytest.mark.parametrize("name", ["plain", "with blank", "100%", "it's", 'a "b"', "comma,=", "übung"])
def test_a_data_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    found = read_back(folder)
    options = re.search(r"--dbpath (.+?) --replSet", found["mongod"].command)
    assert options is not None
    assert found["auth"].stdout_logfile == str(folder / "logs" / "auth.log")
    layout = Layout.from_environment({"PARLANCE_DATA_DIR": str(folder)})
    store = re.search(r"store_dir: (.+)", nats_config(layout))
    assert store is not None
    assert json.loads(store[1]) == str(folder / "nats")


def test_no_value_of_the_environment_is_written_down(tmp_path: Path) -> None:
    """Neither can it break the file, nor does the key of a model provider lie on the disk."""
    layout = Layout.from_environment(
        {"PARLANCE_DATA_DIR": str(tmp_path), "PARLANCE_OPENAI_KEYS": 'sk-1 ; "two"\n[program:x]'}
    )
    assert "sk-1" not in supervisor_config(layout)
    assert layout.environment()["PARLANCE_OPENAI_KEYS"] == 'sk-1 ; "two"\n[program:x]'


def test_each_message_is_on_the_disk_before_it_is_acknowledged(tmp_path: Path) -> None:
    config = nats_config(Layout.from_environment({"PARLANCE_DATA_DIR": str(tmp_path)}))
    assert re.search(r"^\s*sync_interval: always$", config, re.MULTILINE)
    assert "listen: 127.0.0.1:8132" in config
