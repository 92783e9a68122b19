"""What the contract says about a method: its messages, its access rule, whether it may be retried."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from google.api import annotations_pb2
from google.protobuf import descriptor_pool, message_factory
from google.protobuf.descriptor import MethodDescriptor, ServiceDescriptor
from parlance.options.v1 import options_pb2


@dataclass(frozen=True, slots=True)
class MethodContract:
    """One method. `rest` tells whether it has a REST route; `idempotent` whether it may be retried."""

    service: str
    name: str
    request: Any
    """Class of the request message (of one item, when `streams_in`)."""
    reply: Any
    rule: Any
    """parlance.options.v1.MethodRule."""
    rest: bool
    idempotent: bool
    streams_in: bool
    streams_out: bool

    @property
    def path(self) -> str:
        """`/package.Service/Method`."""
        return f"/{self.service}/{self.name}"


def methods(service: str) -> list[MethodContract]:
    """The methods of a gRPC service by its full name. KeyError when its stubs are not imported."""
    descriptor: ServiceDescriptor = descriptor_pool.Default().FindServiceByName(service)
    return [_contract(service, method) for method in descriptor.methods]


def services_of(package: str) -> Iterator[str]:
    """Full names of the gRPC services of `parlance.<package>.v1`, importing their stubs."""
    folder = importlib.import_module(f"parlance.{package}.v1")
    for module in pkgutil.iter_modules(folder.__path__):
        if module.name.endswith("_pb2"):
            stubs = importlib.import_module(f"{folder.__name__}.{module.name}")
            for descriptor in stubs.DESCRIPTOR.services_by_name.values():
                yield descriptor.full_name


def _contract(service: str, method: MethodDescriptor) -> MethodContract:
    options = method.GetOptions()
    rule = options_pb2.MethodRule()
    if options.HasExtension(options_pb2.method):
        rule.CopyFrom(options.Extensions[options_pb2.method])
    else:
        rule.access = options_pb2.ACCESS_SERVICE
    http = options.Extensions[annotations_pb2.http]
    verb = http.WhichOneof("pattern")
    return MethodContract(
        service=service,
        name=method.name,
        request=message_factory.GetMessageClass(method.input_type),
        reply=message_factory.GetMessageClass(method.output_type),
        rule=rule,
        rest=verb is not None or bool(rule.aliases),
        idempotent=rule.idempotent or verb == "get",
        streams_in=method.client_streaming,
        streams_out=method.server_streaming,
    )
