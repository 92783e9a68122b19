"""The contract as the gateway reads it: every method with a REST route, from the generated stubs.

`load()` imports all modules `parlance.*.v1.*_pb2` it finds; nothing is listed by hand. A method
without google.api.http has no route. Mistakes in the contract are raised as PlanError at start.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import parlance
from google.api import annotations_pb2
from google.protobuf.descriptor import FileDescriptor, MethodDescriptor
from parlance.common.v1 import errors_pb2
from parlance.options.v1 import options_pb2

from services.gateway.codec.plan import PlanError

_VERBS = ("get", "put", "post", "delete", "patch")


@dataclass(frozen=True, slots=True)
class Binding:
    """One verb and path that lead to a method. `body` and `response_body` as in google.api.http."""

    verb: str
    template: str
    body: str
    response_body: str
    alias: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Method:
    """A method with at least one REST route."""

    full_name: str
    """`parlance.auth.v1.Accounts.SignIn`"""
    descriptor: MethodDescriptor
    rule: Any
    """parlance.options.v1.MethodRule"""
    bindings: tuple[Binding, ...]

    @property
    def rpc_path(self) -> str:
        """`/parlance.auth.v1.Accounts/SignIn`"""
        service, _, name = self.full_name.rpartition(".")
        return f"/{service}/{name}"

    @property
    def service(self) -> str:
        """The service that answers: `auth` for `parlance.auth.v1.*`."""
        return self.full_name.split(".")[1]


def load(package: Any = parlance) -> list[FileDescriptor]:
    """Import every generated module below a package and return their descriptors."""
    found: list[FileDescriptor] = []
    for info in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if info.name.endswith("_pb2"):
            found.append(importlib.import_module(info.name).DESCRIPTOR)
    return found


def methods(files: Iterable[FileDescriptor]) -> list[Method]:
    """Every method of these files that has a route, in a stable order."""
    found = [m for f in files for s in f.services_by_name.values() for m in _methods(s.methods)]
    return sorted(found, key=lambda m: m.full_name)


def _methods(descriptors: Iterable[MethodDescriptor]) -> Iterator[Method]:
    for descriptor in descriptors:
        options = descriptor.GetOptions()
        if not options.HasExtension(annotations_pb2.http):
            continue
        http = options.Extensions[annotations_pb2.http]
        rule = options.Extensions[options_pb2.method]
        bindings = [_binding(descriptor, r) for r in (http, *http.additional_bindings)]
        first = bindings[0]
        for alias in rule.aliases:
            verb, _, path = alias.partition(" ")
            if not path.startswith("/") or not verb.isupper():
                raise PlanError(f"{descriptor.full_name}: an alias reads VERB /path, not {alias!r}")
            bindings.append(Binding(verb, path, first.body, first.response_body, alias=True))
        yield Method(descriptor.full_name, descriptor, rule, tuple(bindings))


def _binding(descriptor: MethodDescriptor, http: Any) -> Binding:
    for verb in _VERBS:
        path = getattr(http, verb)
        if path:
            return Binding(verb.upper(), path, http.body, http.response_body)
    if http.HasField("custom"):
        return Binding(http.custom.kind.upper(), http.custom.path, http.body, http.response_body)
    raise PlanError(f"{descriptor.full_name}: a binding without a path")


def reason_statuses() -> dict[str, int]:
    """Default HTTP status of every ErrorReason, by name."""
    values = errors_pb2.ErrorReason.DESCRIPTOR.values
    return {v.name: v.GetOptions().Extensions[options_pb2.reason].status or 500 for v in values}
