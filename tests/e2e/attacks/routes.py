"""The routes of the contract, and requests for them: what comes later is attacked without being listed."""

from __future__ import annotations

import functools
import json
import re
from dataclasses import dataclass
from typing import Any

from parlance.options.v1 import options_pb2 as options

from services.gateway.codec.params import query_fields
from services.gateway.codec.plan import FieldPlan, MessagePlan, Plans
from services.gateway.contract import Method, load, methods

_PARAMETER = re.compile(r"\{([A-Za-z_0-9]+)(?:=\*\*?)?\}")
_SAMPLES: dict[str, Any] = {
    "string": "a text", "int": 1, "float": 1.0, "bool": True, "bytes": "YQ==", "json": {}, "map": {},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Route:
    """One verb and path."""

    method: Method
    verb: str
    template: str
    body: tuple[FieldPlan, ...]
    """Fields of the body at its outermost level."""
    query: tuple[FieldPlan, ...]
    reads: bool
    """Whether it reads a body at all: also one whose fields only the service knows."""

    @property
    def name(self) -> str:
        """`POST /api/v1/auths/signin`"""
        return f"{self.verb} {self.template}"

    @property
    def names(self) -> list[str]:
        """Parameters of the path."""
        return _PARAMETER.findall(self.template)

    @property
    def scim(self) -> bool:
        """Whether refusals are SCIM's."""
        return bool(self.method.rule.surface == options.SURFACE_SCIM)

    @property
    def developer(self) -> bool:
        """Whether a developer key opens it."""
        return bool(self.method.rule.surface == options.SURFACE_ANYTHINGLLM)

    @property
    def open(self) -> bool:
        """Whether pages of any site may call it, as nobody."""
        return bool(self.method.rule.open_cors)

    @property
    def changes(self) -> bool:
        """Whether it changes something."""
        rule = self.method.rule
        return self.verb != "GET" or rule.revokes or rule.clears_session

    def path(self, value: str = "an-id") -> str:
        """The path with one value for every parameter."""
        return _PARAMETER.sub(lambda _: value, self.template)

    def sample(self, **changes: Any) -> dict[str, Any]:
        """A body that reads well, with some fields changed."""
        return {**{f.wire: sample(f) for f in self.body if f.required}, **changes}


def sample(f: FieldPlan) -> Any:
    """A value that fits a field."""
    if f.kind == "message":
        assert f.message is not None
        one: Any = {inner.wire: sample(inner) for inner in f.message.incoming if inner.required}
    elif f.kind == "enum":
        assert f.enum is not None
        one = next(iter(f.enum.numbers))
    else:
        one = _SAMPLES[f.kind]
    if f.kind == "json" and f.json_types and "object" not in f.json_types:
        one = {"array": [], "string": "a text", "boolean": True}.get(next(iter(f.json_types)), 1)
    return [one] if f.repeated else one


@functools.cache
def routes() -> tuple[Route, ...]:
    """Every route that reads JSON or nothing; uploads have tests of their own."""
    plans = Plans()
    found: list[Route] = []
    for method in methods(load()):
        if method.descriptor.client_streaming:
            continue
        plan = plans.of(method.descriptor.input_type)
        for b in method.bindings:
            names = tuple(_PARAMETER.findall(b.template))
            fields = tuple(_body(plan, b.body, names))
            found.append(
                Route(
                    method, b.verb, b.template, fields, tuple(query_fields(plan, b.body, names)), bool(b.body)
                )
            )
    return tuple(found)


def identity() -> list[Route]:
    """Routes of accounts, sessions, groups, settings and provisioning."""
    return [r for r in routes() if r.method.service == "auth"]


def _body(plan: MessagePlan, rule: str, names: tuple[str, ...]) -> list[FieldPlan]:
    if not rule:
        return []
    if rule == "*":
        return [f for f in plan.incoming if f.attr not in names and not f.inline]
    f = plan.by_attr(rule)
    if f.kind == "message" and not f.repeated and f.message is not None:
        return [inner for inner in f.message.incoming if not inner.inline]
    return []


def dumped(value: Any) -> bytes:
    """JSON text."""
    return json.dumps(value).encode()
