"""Read a body into a message of the probe service, as the edge does."""

from __future__ import annotations

import json
from typing import Any

import pytest

from services.gateway.codec.decode import Decoders, Invalid
from services.gateway.codec.plan import Plans
from tests.unit.gateway.probe import stubs

pb = stubs()
plans = Plans()
decoders = Decoders(max_depth=16)


def read(
    body: bytes | Any, message: str = "CreateThing", rule: str = "*", leave: tuple[str, ...] = ()
) -> Any:
    """The message a body makes. Raises Invalid."""
    cls = getattr(pb, message)
    made = cls()
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    decoders.body(plans.of(cls.DESCRIPTOR), rule, leave)(raw, made)
    return made


def refused(body: bytes | Any, **kwargs: Any) -> list[dict[str, Any]]:
    """The errors a body is refused with."""
    with pytest.raises(Invalid) as caught:
        read(body, **kwargs)
    return [dict(e) for e in caught.value.errors]
