"""The whole system for tests: one process with all services and the gateway, on ports and data of its own.

MongoDB and NATS are real, the model provider is bench/fake_provider.py. Nothing is shared with an
installation that runs beside it; what was started is stopped, also when a test run is interrupted.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import httpx

from kernel.config import HTTP_PORT_OFFSET
from kernel.testing.parts import Mongod, NatsServer, die_with_owner, free_port

ROOT = Path(__file__).resolve().parent.parent
SERVICES = ("auth", "chat", "knowledge", "inference")
PASSWORD = "a long enough password"


@dataclass(frozen=True, slots=True)
class Person:
    """An account and a session of it."""

    id: str
    email: str
    token: str

    @property
    def headers(self) -> dict[str, str]:
        """What a client of theirs sends."""
        return {"authorization": f"Bearer {self.token}"}


@dataclass(frozen=True, slots=True)
class System:
    """A running system and its administrator."""

    url: str
    provider: str
    """Base URL of the fake provider."""
    ports: Mapping[str, int]
    """gRPC port by service."""
    environment: Mapping[str, str]
    log: Path
    admin: Person
    first: Mapping[str, httpx.Response]
    """What was answered before there was any account (`config`) and when there was one (`signup`)."""

    def client(self, **options: Any) -> httpx.Client:
        """A client of the gateway."""
        return httpx.Client(base_url=self.url, timeout=60, **options)

    def person(self, name: str, role: str = "user") -> Person:
        """A fresh account with this role, signed in."""
        with self.client() as client:
            email = f"{name}-{random.getrandbits(40):x}@parlance.example"
            found = _person(_sign_up(client, name, email))
            if role != "pending":
                form = {"role": role, "name": name, "email": email, "profile_image_url": "/user.png"}
                client.post(
                    f"/api/v1/users/{found.id}/update", json=form, headers=self.admin.headers
                ).raise_for_status()
            return found

    def developer_key(self) -> str:
        """A new key for the developer API, as the operator's command makes it."""
        command = [sys.executable, "-m", "services.auth.developer_key", "contract tests"]
        made = subprocess.run(command, env=self.environment, cwd=ROOT, capture_output=True, check=True)
        return made.stdout.decode().strip()

    def scim_token(self, provider: str, view: str = "own") -> str:
        """A new token of an identity provider, as the operator's command makes it."""
        command = [sys.executable, "-m", "services.auth.scim_token", provider, view]
        made = subprocess.run(command, env=self.environment, cwd=ROOT, capture_output=True, check=True)
        return made.stdout.decode().strip()

    def break_provider(self, kind: str, times: int = 1) -> None:
        """Let the provider misbehave for its next calls; an empty kind ends it."""
        httpx.post(f"{self.provider}/_fault", json={"kind": kind, "times": times}).raise_for_status()

    def server_errors(self) -> list[str]:
        """Log lines at level error."""
        lines = self.log.read_text(errors="replace").splitlines()
        return [line for line in lines if '"level":"error"' in line.replace(" ", "").lower()]


@dataclass(frozen=True, slots=True)
class Installation:
    """A place where the system can run: its parts run, the system itself is started by `process`."""

    url: str
    provider: str
    ports: Mapping[str, int]
    environment: Mapping[str, str]
    folder: Path
    mongo_url: str
    nats_url: str

    @property
    def log(self) -> Path:
        """Where the system writes its log."""
        return self.folder / "services.log"

    @contextlib.contextmanager
    def started(self) -> Iterator[subprocess.Popen[bytes]]:
        """Run the system in the block, from when it is ready; the block may kill it."""
        with process("services", self.environment, self.log, may_end=True) as running:
            _wait_ready(self.url, self.log)
            yield running


@contextlib.contextmanager
def running(**settings: str) -> Iterator[System]:
    """Start everything and yield it when it is ready; stop it and remove its data afterwards."""
    with installed(**settings) as place, process("services", place.environment, place.log):
        _wait_ready(place.url, place.log)
        with httpx.Client(base_url=place.url, timeout=60) as client:
            first = {"config": client.get("/api/config")}
            first["signup"] = _sign_up(client, "Ada", "Ada@Parlance.Example")
        admin = _person(first["signup"])
        yield System(
            *(place.url, place.provider, place.ports, place.environment, place.log),
            *(admin, first),
        )


@contextlib.contextmanager
def installed(**settings: str) -> Iterator[Installation]:
    """Parts and ports for a system of its own; all data are removed afterwards."""
    with (
        tempfile.TemporaryDirectory(prefix="parlance-system-", ignore_cleanup_errors=True) as name,
        Mongod() as mongo,
        NatsServer() as nats,
        _provider() as provider,
    ):
        folder = Path(name)
        own = range(len(SERVICES) + 1)
        base = free_port(*own, *(offset + HTTP_PORT_OFFSET for offset in own))
        ports = {service: base + index for index, service in enumerate(SERVICES)}
        gateway = base + len(SERVICES)
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PARLANCE_")}
        environment |= {
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'gen'}",
            "PARLANCE_DATA_DIR": str(folder / "data"),
            "PARLANCE_MONGO_URL": mongo.url,
            "PARLANCE_NATS_URL": nats.url,
            "PARLANCE_PORT": str(gateway),
            "PARLANCE_OPENAI_URLS": f"{provider}/v1",
            "PARLANCE_OLLAMA_URLS": provider,
            "PARLANCE_EMBEDDING_MODEL": "fake-embed",
            "PARLANCE_LOCAL_MODEL": "never",
            **{f"PARLANCE_{service.upper()}_PORT": str(port) for service, port in ports.items()},
            **{f"PARLANCE_{key.upper()}": value for key, value in settings.items()},
        }
        url = f"http://127.0.0.1:{gateway}"
        yield Installation(url, provider, ports, environment, folder, mongo.url, nats.url)


def _sign_up(client: httpx.Client, name: str, email: str) -> httpx.Response:
    form = {"name": name, "email": email, "password": PASSWORD}
    reply = client.post("/api/v1/auths/signup", json=form)
    reply.raise_for_status()
    return reply


def _person(signed_up: httpx.Response) -> Person:
    account = signed_up.json()
    return Person(account["id"], account["email"], account["token"])


@contextlib.contextmanager
def process(
    module: str, environment: Mapping[str, str], log: Path, *, may_end: bool = False
) -> Iterator[subprocess.Popen[bytes]]:
    """A program of ours, ended with the block; it must not have ended by itself unless it `may_end`."""
    with log.open("ab") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", module],
            env=environment,
            cwd=ROOT,
            stdout=out,
            stderr=out,
            preexec_fn=partial(die_with_owner, os.getpid()),
        )
    try:
        yield process
        died = process.poll()
        assert died is None or may_end, f"{module} ended with {died}:\n{_tail(log)}"
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def _provider() -> Iterator[str]:
    command = [sys.executable, "-m", "bench.fake_provider"]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, preexec_fn=partial(die_with_owner, os.getpid())
    )
    try:
        assert process.stdout is not None
        yield process.stdout.readline().decode().strip()
    finally:
        process.terminate()
        process.wait()


def _wait_ready(url: str, log: Path, seconds: float = 90.0) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"{url}/ready", timeout=5).status_code == 200:
                return
        time.sleep(0.1)
    raise AssertionError(f"the system did not become ready:\n{_tail(log)}")


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-20:])


def wait_until_processed(client: httpx.Client, file: str, person: Person, seconds: float = 60.0) -> Any:
    """The status of an uploaded file once it is no longer pending or being processed."""
    deadline = time.monotonic() + seconds
    while True:
        reply = client.get(f"/api/v1/files/{file}", headers=person.headers)
        reply.raise_for_status()
        status = (reply.json()["data"] or {}).get("status")
        if status not in (None, "pending", "processing"):
            return status
        assert time.monotonic() < deadline, f"{file} is still {json.dumps(status)}"
        time.sleep(0.1)
