"""The transaction that an idempotent call has open, if any, for the store it belongs to.

A context variable, so that it follows the handler's own awaits and nobody else's. It must stand at
module level to be collected properly; it carries nothing from one call to the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_current: ContextVar[tuple[object, Any] | None] = ContextVar("parlance_ambient_transaction", default=None)


def ambient(store: object) -> Any | None:
    """The open transaction of `store` in this context, or None."""
    entry = _current.get()
    return entry[1] if entry is not None and entry[0] is store else None


@contextmanager
def joined(store: object, transaction: Any) -> Iterator[None]:
    """Within the block, `store` works in `transaction`."""
    token = _current.set((store, transaction))
    try:
        yield
    finally:
        _current.reset(token)
