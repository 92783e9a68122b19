"""Logs without secrets, traces without cost, metrics as Prometheus reads them."""

from __future__ import annotations

import io
import json
import logging
from typing import Any

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from prometheus_client.parser import text_string_to_metric_families

from kernel.context import CallContext
from kernel.telemetry.logs import JsonFormatter, current_call, redact
from kernel.telemetry.metrics import Metrics
from kernel.telemetry.tracing import Tracing, new_traceparent, parse

TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
SECRETS = {
    "jwt": "eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
    "api key": "sk-0123456789abcdef0123",
    "developer key": "ABCDEF1-ABCDEF2-ABCDEF3-ABCDEF4",
    "service": "Service chat:hunter2hunter2",
    "url": "mongodb://root:hunter2@db:27017/?replicaSet=rs0",
    "form": "password=hunter2&user=x",
}


@pytest.mark.parametrize("kind", SECRETS)
def test_a_credential_in_a_text_is_hidden(kind: str) -> None:
    text = f"request failed: {SECRETS[kind]} (attempt 2)"
    shown = redact(text)
    assert "hunter2" not in shown
    assert "eyJ" not in shown
    assert "0123456789" not in shown
    assert "ABCDEF2" not in shown
    assert shown.startswith("request failed: ")
    assert shown.endswith("(attempt 2)") or kind == "form"


def test_ordinary_text_stays_as_it_is() -> None:
    text = "stream chat-1 is no longer at version 3; see http://127.0.0.1:8080/docs"
    assert redact(text) == text


def log_line(message: str, *, fail: bool = False, **fields: Any) -> dict[str, Any]:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(JsonFormatter("auth"))
    logger = logging.Logger("test")
    logger.addHandler(handler)
    try:
        if fail:
            raise ValueError("sk-0123456789abcdef0123")
        logger.warning(message, extra={"fields": fields})
    except ValueError:
        logger.exception(message)
    line: dict[str, Any] = json.loads(out.getvalue())
    return line


def test_a_line_names_the_call_it_belongs_to() -> None:
    token = current_call.set(CallContext("req-1", traceparent=TRACE))
    try:
        line = log_line("slow", method="Echo", password="hunter2", error_text="sk-0123456789abcdef0123")
    finally:
        current_call.reset(token)
    assert line["request_id"] == "req-1"
    assert line["trace_id"] == TRACE[3:35]
    assert line["span_id"] == TRACE[36:52]
    assert (line["service"], line["level"], line["method"]) == ("auth", "warning", "Echo")
    assert line["time"].endswith("Z")
    assert line["password"] == line["error_text"] == "[hidden]"
    assert "request_id" not in log_line("alone")


def test_a_traceback_is_redacted_too() -> None:
    line = log_line("broken", fail=True)
    assert "ValueError" in line["error"]
    assert "0123456789" not in line["error"]


def test_without_a_tracer_a_traceparent_goes_on_unchanged() -> None:
    assert Tracing().begin("x", TRACE) == (TRACE, None)
    made, span = Tracing().begin("x", "garbage")
    assert span is None
    assert parse(made) is not None
    assert made.endswith("-00")


@pytest.mark.parametrize(
    "bad",
    ["", "00-xyz", "00-" + "0" * 32 + "-b7ad6b7169203331-01", TRACE.replace("00-", "ff-", 1), "z" * 55],
)
def test_a_malformed_traceparent_names_no_parent(bad: str) -> None:
    assert parse(bad) is None


def test_the_ratio_decides_where_a_trace_begins_and_nowhere_else() -> None:
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    never = Tracing(provider.get_tracer("t"), ratio=0.0)
    always = Tracing(provider.get_tracer("t"), ratio=1.0)
    with never.span("root", ""):
        pass
    with always.span("unsampled child", new_traceparent(sampled=False)):
        pass
    assert exporter.get_finished_spans() == ()
    child_span = never.span("sampled child", TRACE, attributes={"n": 1})
    with child_span as inner, never.span("grandchild", inner):
        pass
    with pytest.raises(KeyError), always.span("failing root", ""):
        raise KeyError("x")
    spans = {span.name: span for span in exporter.get_finished_spans()}
    assert set(spans) == {"sampled child", "grandchild", "failing root"}
    child, grandchild = spans["sampled child"], spans["grandchild"]
    assert child.parent is not None
    assert grandchild.parent is not None
    assert child.context is not None
    assert f"{child.parent.span_id:016x}" == TRACE[36:52]
    assert grandchild.parent.span_id == child.context.span_id
    assert spans["failing root"].status.description == "KeyError"


def test_the_exposition_is_what_prometheus_reads() -> None:
    metrics = Metrics()
    stats = metrics.method("parlance.x.v1.X", "Do")
    for seconds in (0.0005, 0.003, 7.0, 99.0):
        stats.observe("OK", seconds)
    metrics.event_lag(lambda: {"titles": 1.5})
    metrics.relay_pending(lambda: {"chat": 3})
    metrics.first_token("local", 0.2)
    text = metrics.exposition().decode()
    samples = {
        (s.name, s.labels.get("le") or s.labels.get("follower") or s.labels.get("service", "")): s.value
        for family in text_string_to_metric_families(text)
        for s in family.samples
    }
    assert samples["parlance_rpc_seconds_bucket", "0.001"] == 1
    assert samples["parlance_rpc_seconds_bucket", "0.005"] == 2
    assert samples["parlance_rpc_seconds_bucket", "10.0"] == 3
    assert samples["parlance_rpc_seconds_bucket", "+Inf"] == 4
    assert samples["parlance_event_lag_seconds", "titles"] == 1.5
    assert samples["parlance_relay_pending", "chat"] == 3
    assert samples["parlance_first_token_seconds_bucket", "0.25"] == 1
