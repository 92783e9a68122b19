"""Start, ask and stop supervisord, by its own socket and process id."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import xmlrpc.client
from pathlib import Path
from typing import Any

import psutil
from supervisor.xmlrpc import SupervisorTransport

from deploy.embedded.layout import Layout
from deploy.embedded.programs import nats_config, programs, supervisor_config

STOPPABLE = ("RUNNING", "STARTING", "BACKOFF")


def connect(layout: Layout) -> Any:
    """The supervisor's RPC interface, or None when it does not run."""
    if not layout.socket.exists():
        return None
    transport = SupervisorTransport(None, None, f"unix://{layout.socket}")
    supervisor = xmlrpc.client.ServerProxy("http://127.0.0.1", transport).supervisor
    try:
        supervisor.getState()
    except (OSError, xmlrpc.client.Error):
        return None
    return supervisor


def start(layout: Layout) -> None:
    """Write the configuration and start supervisord in the background, with the environment of the parts."""
    config = layout.data / "supervisord.conf"
    (layout.data / "nats.conf").write_text(nats_config(layout))
    config.write_text(supervisor_config(layout))
    layout.socket.unlink(missing_ok=True)
    command = [str(Path(sys.executable).with_name("supervisord")), "-c", str(config)]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PARLANCE_")}
    subprocess.run(command, check=True, env=inherited | layout.environment())


def stop(layout: Layout, timeout: float = 60) -> bool:
    """Stop every part in reverse order, then supervisord. False when nothing ran."""
    supervisor = connect(layout)
    if supervisor is None:
        return False
    pid = supervisor.getPID()
    running = {p["name"] for p in supervisor.getAllProcessInfo() if p["statename"] in STOPPABLE}
    # The gateway first, so that no request meets a service that is gone; databases last.
    for name in reversed([program.name for program in programs(layout)]):
        if name in running:
            print(f"  stopping {name}", flush=True)
            try:
                supervisor.stopProcess(name)
            except xmlrpc.client.Fault as fault:
                # It may have ended between the two calls.
                print(f"  {name}: {fault.faultString}")
    supervisor.shutdown()
    return _wait_gone(pid, timeout)


def _wait_gone(pid: int, timeout: float) -> bool:
    deadline = time.monotonic() + timeout
    while psutil.pid_exists(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    if psutil.pid_exists(pid):
        os.kill(pid, signal.SIGKILL)
    return True


def states(layout: Layout) -> list[dict[str, Any]]:
    """Name, state, process id and age of every part; empty when nothing runs."""
    supervisor = connect(layout)
    if supervisor is None:
        return []
    rows = sorted(supervisor.getAllProcessInfo(), key=lambda row: (row["start"], row["name"]))
    for row in rows:
        row["memory"] = _memory(row["pid"])
    return rows


def _memory(pid: int) -> int:
    try:
        process = psutil.Process(pid)
        return sum(p.memory_info().rss for p in [process, *process.children(recursive=True)]) if pid else 0
    except psutil.NoSuchProcess:
        return 0
