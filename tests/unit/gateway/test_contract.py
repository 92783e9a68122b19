"""The real contract fits together: it compiles, nothing collides, the document is valid."""

from __future__ import annotations

import ast
from pathlib import Path

import grpc.aio
import pytest
from openapi_spec_validator import validate

import services.gateway
from kernel.telemetry.metrics import Metrics
from kernel.telemetry.tracing import Tracing
from services.gateway.assemble import Assembled, assemble
from services.gateway.contract import load
from services.gateway.openapi import document
from services.gateway.settings import Settings
from tests.unit.gateway.harness import FakeAuthenticator


@pytest.fixture
async def real() -> Assembled:
    """The edge of the real contract, before services nobody runs."""
    channel = grpc.aio.insecure_channel("127.0.0.1:1")
    authenticator: object = FakeAuthenticator()
    return assemble(
        Settings(),
        load(),
        lambda _: channel,
        authenticator,
        "",
        Metrics(),
        Tracing(),  # type: ignore[arg-type]
    )


async def test_every_method_with_a_route_compiles_and_no_two_claim_one_path(real: Assembled) -> None:
    assert len(real.endpoints) > 50


async def test_every_documented_spelling_leads_to_its_method(real: Assembled) -> None:
    for e in real.endpoints:
        path = e.binding.template
        for name in e.names:
            path = path.replace("{" + name + "}", "some-value").replace("{" + name + "=**}", "some/value")
        developer = True if e.rule.developer_key_only else None
        found = real.table.find(path.encode(), e.binding.verb, developer)
        assert found is not None
        assert found.target is not None
        assert found.target.method.full_name == e.method.full_name


async def test_the_document_is_valid(real: Assembled) -> None:
    validate(document(real.endpoints, real.plans, "0.1.0"))


async def test_every_error_override_names_a_reason_and_an_error_status(real: Assembled) -> None:
    from services.gateway.contract import reason_statuses

    known = reason_statuses()
    for e in real.endpoints:
        for rule in e.rule.errors:
            assert rule.reason in known, f"{e.method.full_name}: {rule.reason}"
            # 200: clients of some routes expect refusals as a reply like any other.
            assert rule.status in (0, 200) or 400 <= rule.status <= 599


def test_the_gateway_imports_no_service_and_no_database() -> None:
    folder = Path(services.gateway.__file__).parent
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names.append(node.module or "")
            for name in names:
                assert not name.startswith("services.") or name.startswith("services.gateway"), path
                assert name.split(".")[0] not in ("motor", "pymongo"), path
