"""What operators see of one request: its trace to the end, its numbers, its log lines, and no secret."""

from __future__ import annotations

import asyncio
import json
import re
import secrets
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import httpx
import nats
import pytest_asyncio

from kernel.config import HTTP_PORT_OFFSET, CommonSettings, load
from tests import system as whole
from tests.integration.telemetry.receiver import Collector, collector

TRACE = secrets.token_hex(16)
PARENT = secrets.token_hex(8)
REQUEST = "traced-request-7"


@dataclass(slots=True)
class Watched:
    """A system whose spans are collected, after one traced upload was processed."""

    system: whole.System
    spans: Collector
    file: str
    request_id: str
    bus_trace: str
    """The traceparent of the upload's event on the bus."""


@pytest_asyncio.fixture(scope="module")
async def watched() -> AsyncIterator[Watched]:
    async with collector() as spans:
        settings = {"otlp_endpoint": f"http://127.0.0.1:{spans.port}", "access_log": "true"}
        made = whole.running(**settings)
        system = await asyncio.to_thread(made.__enter__)
        try:
            reply = await asyncio.to_thread(_upload, system)
            trace = await _event_of(system.environment["PARLANCE_NATS_URL"], reply.json()["id"])
            await asyncio.to_thread(_processed, system, reply.json()["id"])
            yield Watched(system, spans, reply.json()["id"], reply.headers["x-request-id"], trace)
        finally:
            await asyncio.to_thread(made.__exit__, None, None, None)


async def test_one_trace_goes_from_rest_to_the_consumer_and_the_services_it_calls(watched: Watched) -> None:
    wanted = {
        ("parlance-gateway", "POST /api/v1/files/"),
        ("parlance-knowledge", "/parlance.knowledge.v1.Files/Upload"),
        ("parlance-knowledge", "commit"),
        ("parlance-knowledge", "process_file FileUploaded"),
        ("parlance-inference", "/parlance.inference.v1.Engine/Embed"),
    }

    def seen() -> set[tuple[str, str]]:
        return {(span.service, span.name) for span in watched.spans.of(TRACE)}

    # Each process exports every few seconds.
    await _until(lambda: wanted <= seen(), lambda: f"missing: {wanted - seen()} of {seen()}")
    by_id = {span.id: span for span in watched.spans.of(TRACE)}
    reaction = next(span for span in by_id.values() if span.name == "process_file FileUploaded")
    ancestors = []
    span = reaction
    while span.parent in by_id:
        span = by_id[span.parent]
        ancestors.append(f"{span.service} {span.name}")
    assert span.parent == PARENT, "the trace does not begin with the client's"
    assert len(ancestors) == 3, ancestors
    assert ancestors[0] == "parlance-knowledge commit"
    assert ancestors[1] == "parlance-knowledge /parlance.knowledge.v1.Files/Upload"
    assert ancestors[2].startswith("parlance-gateway ")
    assert watched.bus_trace.split("-")[1] == TRACE
    assert watched.bus_trace.split("-")[2] == reaction.parent


def test_every_process_tells_rate_errors_duration_of_each_method_and_the_lag_of_events(
    watched: Watched,
) -> None:
    with watched.system.client() as client:
        client.get("/api/v1/chats/nothing-there", headers=watched.system.admin.headers)
        gateway = client.get("/metrics").text
    knowledge = _metrics(watched.system, "knowledge")
    chat = _metrics(watched.system, "chat")
    for text, method in ((gateway, "POST /api/v1/files/"), (knowledge, "Upload")):
        assert _value(text, "parlance_rpc_calls_total", method=method) >= 1
        assert _value(text, "parlance_rpc_seconds_count", method=method) >= 1
        assert _value(text, "parlance_rpc_running", method=method) == 0
    assert _value(chat, "parlance_rpc_calls_total", method="Get", code="NOT_FOUND") == 1
    for name in ("reaction/process_file", "follower/people"):
        assert re.search(rf'parlance_event_lag_seconds{{follower="{name}"}} [\d.]+', knowledge)
    assert re.search(r'parlance_relay_pending{service="knowledge"} 0', knowledge)
    assert re.search(r'parlance_relay_lag_seconds{service="knowledge"} 0', knowledge)


def test_log_lines_carry_the_request_and_trace_and_no_credential(watched: Watched) -> None:
    text = watched.system.log.read_text(errors="replace")
    lines = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
    ours = [line for line in lines if line.get("request_id") == watched.request_id]
    assert {line["service"] for line in ours} and len(ours) >= 2
    assert any(line.get("trace_id") == TRACE for line in ours)
    for secret in (
        watched.system.admin.token,
        whole.PASSWORD,
        _secret_of(watched.system),
        watched.system.admin.email.lower(),
    ):
        assert secret not in text


def _upload(system: whole.System) -> httpx.Response:
    headers = system.admin.headers | {"traceparent": f"00-{TRACE}-{PARENT}-01", "x-request-id": REQUEST}
    with system.client() as client:
        form = {"file": ("traced.txt", b"The bell rings at noon.", "text/plain")}
        reply = client.post("/api/v1/files/", files=form, headers=headers)
        reply.raise_for_status()
        return reply


def _processed(system: whole.System, file: str) -> None:
    with system.client() as client:
        assert whole.wait_until_processed(client, file, system.admin) == "completed"


def _metrics(system: whole.System, service: str) -> str:
    port = system.ports[service] + HTTP_PORT_OFFSET
    return httpx.get(f"http://127.0.0.1:{port}/metrics").text


def _value(text: str, name: str, **labels: str) -> float:
    """The sum of a metric's samples that have these labels."""
    samples = [line for line in text.splitlines() if line.startswith(f"{name}{{")]
    wanted = [f'{label}="{value}"' for label, value in labels.items()]
    return sum(float(line.rpartition(" ")[2]) for line in samples if all(one in line for one in wanted))


def _secret_of(system: whole.System) -> str:
    return load(CommonSettings, system.environment).service_secret_path.read_text().strip()


async def _event_of(url: str, file: str) -> str:
    connection = await nats.connect(url)
    try:
        events = await connection.jetstream().subscribe(
            "parlance.knowledge.file.FileUploaded", stream="PARLANCE_KNOWLEDGE", ordered_consumer=True
        )
        while True:
            headers: dict[str, Any] = (await events.next_msg(timeout=10)).headers
            if headers["Parlance-Stream"] == f"file-{file}":
                return str(headers["traceparent"])
    finally:
        await connection.close()


async def _until(true: Callable[[], bool], otherwise: Callable[[], str], seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, otherwise()
        await asyncio.sleep(0.1)
