"""Where things of a service are found by convention instead of being passed around."""

from __future__ import annotations

import importlib
from typing import Any

from kernel.eventstore.codec import Registry


def event_registry(build: Any) -> Registry:
    """The event types of the service that `build` belongs to.

    `adapters/events.py` beside the module of `build` has `event_registry() -> Registry`. A service
    without that module has no events.
    """
    package = build.__module__.rpartition(".")[0]
    if not package:
        return Registry([], [])
    name = f"{package}.adapters.events"
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError as error:
        if not name.startswith(str(error.name)):
            raise
        return Registry([], [])
    made: Registry = module.event_registry()
    return made
