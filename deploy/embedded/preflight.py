"""What must be true before anything starts, each named with the command or setting that helps."""

from __future__ import annotations

import ctypes
import shutil
import socket
import sys

from deploy.embedded.layout import SERVICES, Layout

LIBRARIES = {
    "libcurl.so.4": ("mongod", "libcurl4"),
    "libcrypto.so.3": ("mongod", "libssl3"),
    "libgomp.so.1": ("the local chat model", "libgomp1"),
}
FREE_BYTES = 2 * 1024**3


def missing_libraries() -> list[str]:
    """One line for each system library that cannot be loaded."""
    problems = []
    for name, (user, package) in LIBRARIES.items():
        try:
            ctypes.CDLL(name)
        except OSError:
            problems.append(f"{user} needs {name}: sudo apt-get install -y {package}")
    return problems


def used_ports(layout: Layout) -> list[str]:
    """One line for each port somebody else listens on."""
    wanted = {layout.port: ("the gateway", "PARLANCE_PORT")}
    for service in SERVICES:
        port = layout.grpc_port(service)
        wanted[port] = (service, "PARLANCE_PORT_BASE")
        wanted[port + 100] = (f"{service} (metrics)", "PARLANCE_PORT_BASE")
    if not layout.external("MONGO_URL"):
        wanted[layout.mongo_port] = ("mongod", "PARLANCE_PORT_BASE")
    if not layout.external("NATS_URL"):
        wanted[layout.nats_port] = ("nats-server", "PARLANCE_PORT_BASE")
        wanted[layout.nats_port + 1] = ("nats-server (monitor)", "PARLANCE_PORT_BASE")
    for port in layout.local_models():
        wanted[port] = ("a local model", "PARLANCE_PORT_BASE")
    problems = []
    for port, (user, setting) in wanted.items():
        host = layout.host if port == layout.port else "127.0.0.1"
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                problems.append(f"{user} cannot listen on {host}:{port} ({error.strerror}): set {setting}")
    return problems


def little_space(layout: Layout) -> list[str]:
    """A line when the data folder's disk is nearly full."""
    free = shutil.disk_usage(layout.data).free
    if free >= FREE_BYTES:
        return []
    return [f"{layout.data} has {free / 1024**3:.1f} GiB free, at least 2 are needed: set PARLANCE_DATA_DIR"]


def check(layout: Layout) -> None:
    """End the program, naming every problem at once, when something is missing."""
    problems = [*missing_libraries(), *used_ports(layout), *little_space(layout)]
    if problems:
        print("Parlance cannot start:", *(f"  - {p}" for p in problems), sep="\n", file=sys.stderr)
        raise SystemExit(1)
