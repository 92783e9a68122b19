"""An installation of separate processes, any of which a test may kill: two gateways, two of inference."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest

from kernel.config import HTTP_PORT_OFFSET
from kernel.testing.parts import die_with_owner, free_port
from tests.system import PASSWORD, ROOT, installed, process

LIMIT = 150.0
"""Seconds anything may take on a machine under load."""
DELAY_MS = 25
"""Between two deltas of the provider."""


@dataclass(slots=True)
class Replica:
    """One process of ours that can be killed and begun again."""

    module: str
    environment: dict[str, str]
    ready_url: str
    log: Path
    url: str = ""
    _running: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)
    _process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin it; `wait` waits until it serves."""
        started = process(self.module, self.environment, self.log, may_end=True)
        self._process = self._running.enter_context(started)

    def wait(self) -> None:
        """Until it serves."""
        deadline = time.monotonic() + LIMIT
        while True:
            with contextlib.suppress(httpx.TransportError):
                if httpx.get(self.ready_url, timeout=5).status_code == 200:
                    return
            assert time.monotonic() < deadline, self.log.read_text(errors="replace")[-3000:]
            time.sleep(0.1)

    def kill(self) -> None:
        """SIGKILL: it can do nothing any more."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        """End it if it runs."""
        self._running.close()


@dataclass(frozen=True, slots=True)
class Cluster:
    """The processes and a person."""

    gateways: tuple[Replica, Replica]
    inference: tuple[Replica, Replica]
    chat: Replica
    headers: dict[str, str]
    other: dict[str, str]
    """Of another person."""

    def begin_again(self, *replicas: Replica) -> None:
        """Begin replicas anew, and wait until both gateways reach what stands behind them again."""
        for replica in replicas:
            replica.stop()
            replica.start()
        for replica in replicas:
            replica.wait()
        deadline = time.monotonic() + LIMIT
        for gateway in (0, 1):
            with self.client(gateway) as client:
                answered = 0
                while answered < 4:
                    good = [client.get(path).status_code == 200 for path in ("/api/v1/chats/", "/api/models")]
                    answered = answered + 1 if all(good) else 0
                    assert time.monotonic() < deadline
                    time.sleep(0.05)

    def client(self, gateway: int = 0, headers: dict[str, str] | None = None) -> httpx.Client:
        """A client of one of the gateways."""
        return httpx.Client(
            base_url=self.gateways[gateway].url, headers=headers or self.headers, timeout=LIMIT
        )

    def new_chat(self) -> str:
        """The id of a fresh chat."""
        document = {"title": "Slow words", "history": {"messages": {}, "currentId": None}}
        with self.client(1) as client:
            made = client.post("/api/v1/chats/new", json={"chat": document}).raise_for_status()
            return str(made.json()["id"])

    def asking(self, chat: str, words: int, **more: Any) -> dict[str, Any]:
        """A request for an answer of so many deltas."""
        return {
            "model": "fake-gpt",
            "stream": True,
            "max_tokens": words,
            "messages": [{"role": "user", "content": "Say some words"}],
            "chat_id": chat,
            "id": str(uuid.uuid4()),
            **more,
        }

    def message(self, chat: str, id_: str) -> Any:
        """A message as it is stored."""
        with self.client(1) as client:
            return client.get(f"/api/v1/chats/{chat}/messages/{id_}").raise_for_status().json()

    def ended(self, chat: str, id_: str) -> Any:
        """A message once it is answered."""
        deadline = time.monotonic() + LIMIT
        while True:
            found = self.message(chat, id_)
            if found.get("done"):
                return found
            assert time.monotonic() < deadline, found
            time.sleep(0.05)

    def tasks(self, chat: str) -> list[str]:
        """The tasks of a chat."""
        with self.client(1) as client:
            found = client.get(f"/api/tasks/chat/{chat}").raise_for_status().json()
            return list(found["task_ids"])


@dataclass(slots=True)
class Heard:
    """What a client got of a stream: ids and texts, in order."""

    ids: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    done: bool = False

    def read(self, lines: Iterator[str], most: int | None = None) -> None:
        """Take events until the end, or so many with text in all."""
        last = ""
        for line in lines:
            if line.startswith("id: "):
                last = line[4:]
            elif line == "data: [DONE]":
                self.done = True
                return
            elif line.startswith("data: "):
                event = json.loads(line[6:])
                self.ids.append(last)
                self.texts.append(event["choices"][0]["delta"].get("content") or "")
                if most is not None and len(self.texts) >= most:
                    return

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self.texts)

    def once_in_order(self) -> None:
        """No event is missing and none came twice."""
        numbers = [int(id_.rpartition("-")[2]) for id_ in self.ids]
        assert numbers == list(range(1, len(numbers) + 1))


@pytest.fixture(scope="package")
def cluster() -> Iterator[Cluster]:
    """See the module."""
    with contextlib.ExitStack() as stack:
        place = stack.enter_context(installed())
        provider = stack.enter_context(_slow_provider())
        base = free_port(0, 1, HTTP_PORT_OFFSET, HTTP_PORT_OFFSET + 1)
        second = free_port()
        common = {
            **place.environment,
            "PARLANCE_OPENAI_URLS": f"{provider}/v1",
            "PARLANCE_OLLAMA_URLS": "",
            "PARLANCE_INFERENCE_TARGET": f"ipv4:///127.0.0.1:{base},127.0.0.1:{base + 1}",
            "PARLANCE_DRAIN_GRACE": "1",
        }

        def replica(name: str, port: int, **settings: str) -> Replica:
            http = port + HTTP_PORT_OFFSET
            url = f"http://127.0.0.1:{port if name == 'gateway' else http}"
            log = place.folder / f"{name}-{port}.log"
            made = Replica(f"services.{name}", {**common, **settings}, f"{url}/ready", log, url)
            stack.callback(made.stop)
            made.start()
            return made

        auth = replica("auth", place.ports["auth"])
        auth.wait()
        chat = replica("chat", place.ports["chat"])
        knowledge = replica("knowledge", place.ports["knowledge"])
        models = (
            replica("inference", base, PARLANCE_INFERENCE_PORT=str(base)),
            replica("inference", base + 1, PARLANCE_INFERENCE_PORT=str(base + 1)),
        )
        first = int(place.environment["PARLANCE_PORT"])
        gateways = (replica("gateway", first), replica("gateway", second, PARLANCE_PORT=str(second)))
        for one in (chat, knowledge, *models, *gateways):
            one.wait()
        with httpx.Client(base_url=gateways[0].url, timeout=LIMIT) as client:
            admin, other = _signed_up(client, "ada"), _signed_up(client, "bob")
            form = {"role": "user", "name": "bob", "email": other["email"], "profile_image_url": "/user.png"}
            mine = {"authorization": f"Bearer {admin['token']}"}
            path = f"/api/v1/users/{other['id']}/update"
            client.post(path, json=form, headers=mine).raise_for_status()
        theirs = {"authorization": f"Bearer {other['token']}"}
        yield Cluster(gateways, models, chat, headers=theirs, other=mine)


def _signed_up(client: httpx.Client, name: str) -> Any:
    form = {"name": name, "email": f"{name}@parlance.example", "password": PASSWORD}
    return client.post("/api/v1/auths/signup", json=form).raise_for_status().json()


@contextlib.contextmanager
def _slow_provider() -> Iterator[str]:
    command = [sys.executable, "-m", "bench.fake_provider", "--delay-ms", str(DELAY_MS)]
    program = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, preexec_fn=partial(die_with_owner, os.getpid())
    )
    try:
        assert program.stdout is not None
        yield program.stdout.readline().decode().strip()
    finally:
        program.kill()
        program.wait()
