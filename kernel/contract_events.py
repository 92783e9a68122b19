"""Every event message of every service's contract, found in the generated stubs."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import parlance
from google.protobuf import message_factory
from parlance.options.v1 import options_pb2

_NO_SERVICES = frozenset({"common", "options", "testing"})


def event_messages() -> Iterator[tuple[str, type[Any]]]:
    """Service and class of each, in order of service and module."""
    for service in sorted(pkgutil.iter_modules(parlance.__path__), key=lambda module: module.name):
        if service.name in _NO_SERVICES:
            continue
        folder = importlib.import_module(f"parlance.{service.name}.v1")
        for module in sorted(pkgutil.iter_modules(folder.__path__), key=lambda module: module.name):
            if not module.name.endswith("_pb2"):
                continue
            stubs = importlib.import_module(f"{folder.__name__}.{module.name}")
            for descriptor in stubs.DESCRIPTOR.message_types_by_name.values():
                if descriptor.GetOptions().HasExtension(options_pb2.event):
                    yield service.name, message_factory.GetMessageClass(descriptor)
