"""From gRPC metadata to a CallContext.

Metadata read: authorization, x-request-id, x-correlation-id, idempotency-key, traceparent, and from
the gateway x-client-address (believed only beside a valid x-edge).
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kernel.context import CallContext

if TYPE_CHECKING:
    from kernel.identity.authenticator import Identity

_MAX_ID = 128
MAX_IDEMPOTENCY_KEY = 255


def new_request_id() -> str:
    """A fresh request id: 32 hexadecimal digits."""
    return os.urandom(16).hex()


def context_of(
    metadata: Mapping[str, Any],
    identity: Identity | None,
    traceparent: str,
    seconds_left: float | None,
    address: str,
    edge: str = "",
) -> CallContext:
    """The context of a call. `seconds_left` until its deadline; None when there is none. `edge` is the
    `x-edge` that named the address."""
    request_id = metadata.get("x-request-id") or new_request_id()
    if len(request_id) > _MAX_ID:
        request_id = request_id[:_MAX_ID]
    return CallContext(
        request_id,
        identity.caller if identity is not None else None,
        metadata.get("x-correlation-id") or request_id,
        metadata.get("x-causation-id", ""),
        metadata.get("idempotency-key", ""),
        identity.token if identity is not None else "",
        traceparent,
        None if seconds_left is None else time.monotonic() + seconds_left,
        address,
        edge,
    )


def host_of(peer: str) -> str:
    """The address in a gRPC peer: `ipv4:127.0.0.1:5` -> `127.0.0.1`, `ipv6:%5B::1%5D:5` -> `::1`."""
    kind, _, rest = peer.partition(":")
    if kind not in ("ipv4", "ipv6"):
        return ""
    host = rest.rpartition(":")[0]
    return host.replace("%5B", "").replace("%5D", "").strip("[]")
