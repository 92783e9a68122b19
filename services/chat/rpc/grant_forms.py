"""Access lists in the bodies of requests and replies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec

from kernel.errors import Refusal
from kernel.identity.grants import Grant, parsed, serialised

Granting = Callable[[Sequence[Grant]], list[Grant]]
"""From the grants a thing has to those it gets."""


def granting(raw: bytes) -> Granting | None:
    """How a body changes grants; None: it leaves them as they are. The result raises Refusal
    INVALID_ARGUMENT for what is no list of grants."""
    if not raw or raw.strip() == b"null":
        return None
    try:
        items = msgspec.json.decode(raw)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Refusal("INVALID_ARGUMENT", "access_grants is not valid JSON.") from error
    return lambda kept: parsed(items, kept)


def shown(grants: Iterable[Grant], resource_type: str, resource_id: str) -> bytes:
    """The list as clients read it, as JSON."""
    return msgspec.json.encode(serialised(grants, resource_type, resource_id))
