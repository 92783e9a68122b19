"""Generated requests for every described operation: no 5xx, and no reply outside the served description.

The description is the one clients get at /openapi.json. Requests are made from it by schemathesis, the
same ones in every run. Streams are read to their end, so operations that call a model are asked less.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from parlance.options.v1 import options_pb2
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from services.gateway import contract
from tests import system as whole
from tests.system import System

EXAMPLES = 6
SEED = 20260711
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
CREDENTIALS = ("authorization", "x-api-key", "cookie")
LEFT_OUT = {
    ("delete", "/api/v1/users/{user_id}"): "would delete accounts other tests use",
    ("post", "/api/v1/auths/signout"): "would end the session of the test",
    ("post", "/api/v1/auths/admin/config"): "would close the installation to other tests",
    ("post", "/api/v1/auths/admin/config/update"): "would close the installation to other tests",
    ("post", "/api/v1/users/default/permissions"): "would change what other tests may do",
    ("get", "/api/v1/events/stream"): "goes on until the client leaves",
    ("get", "/api/v1/scim/v2/Me"): "501, as RFC 7644 wants it where there is no such resource",
    ("post", "/api/v1/scim/v2/Me"): "501, as RFC 7644 wants it where there is no such resource",
    ("post", "/api/v1/auths/admin/config/ldap/test"): "503 where no directory answers",
    ("post", "/api/v1/users/{user_id}/update"): "could take the administrator's role away",
}


@pytest.fixture(scope="module")
def system() -> Iterator[System]:
    """A system of its own: what is asked here changes settings and leaves things behind."""
    with whole.running() as running:
        yield running


@pytest.fixture(scope="module")
def described(system: System) -> dict[str, Any]:
    """The served description."""
    found: dict[str, Any] = httpx.get(f"{system.url}/openapi.json").json()
    return found


@pytest.fixture(scope="module")
def administrator(system: System) -> str:
    """A token of an administrator of the test's own."""
    return system.person("Fuzz", role="admin").token


def operations(described: dict[str, Any]) -> list[Any]:
    """Every operation that is asked."""
    schema = schemathesis.openapi.from_dict(described)
    found = [result.ok() for result in schema.get_all_operations()]
    return [op for op in found if (op.method.lower(), op.path) not in LEFT_OUT]


def test_no_reply_is_a_server_error_or_outside_its_schema(
    system: System, described: dict[str, Any], administrator: str
) -> None:
    """All operations are asked before anything is reported: one run shows everything that is wrong."""
    session = {"authorization": f"Bearer {administrator}"}
    developer = {"authorization": f"Bearer {system.developer_key()}"}
    for_developers = developer_operations()
    problems: dict[str, str] = {}
    asked = 0
    with system.client() as client:
        for operation in operations(described):
            name = f"{operation.method.upper()} {operation.path}"
            problem = ask(client, operation, developer if name in for_developers else session)
            if problem:
                problems[name] = problem
            asked += 1
    assert asked > 50
    assert not problems, "\n\n".join(f"{name}\n{why}" for name, why in problems.items())


def test_what_is_left_out_exists(described: dict[str, Any]) -> None:
    """An exception that is no longer needed goes."""
    known = {(verb, path) for path, item in described["paths"].items() for verb in item}
    assert LEFT_OUT.keys() <= known


def ask(client: httpx.Client, operation: Any, headers: dict[str, str]) -> str:
    """Make the generated requests of one operation; what was wrong with the first bad reply."""
    found: list[str] = []

    @seed(SEED)
    @settings(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def once(case: Any) -> None:
        request = _for_httpx(case.as_transport_kwargs(base_url=str(client.base_url)))
        given = {k: v for k, v in (request.get("headers") or {}).items() if k.lower() not in CREDENTIALS}
        request["headers"] = given | headers
        client.cookies.clear()
        prepared = client.build_request(**request)
        prepared.read()
        response = client.send(prepared)
        try:
            case.validate_response(response, checks=CHECKS)
        except FailureGroup as failures:
            shown = "; ".join(str(failure) for failure in failures.exceptions)
            found.append(f"{shown[:500]}\n{response.status_code} {response.text[:200]}")

    once()
    return found[0] if found else ""


def developer_operations() -> set[str]:
    """`METHOD /path` of what only a developer key opens."""
    return {
        f"{binding.verb} {binding.template}"
        for method in contract.methods(contract.load())
        if method.rule.access == options_pb2.ACCESS_DEVELOPER
        for binding in method.bindings
    }


def _for_httpx(request: dict[str, Any]) -> dict[str, Any]:
    """What schemathesis makes for requests, as httpx takes it."""
    data = request.pop("data", None)
    request.pop("cookies", None)
    if isinstance(data, bytes | str):
        request["content"] = data
    elif data is not None:
        request["data"] = data
    return request
