"""The erasure of a deleted person, from the deletion to the report.

The key of the person's data is dropped first: from then on their events hold nothing readable, in any
service, however long the rest takes. Then each service removes what it keeps beside its events and
reports; the last report completes the erasure. Running twice changes nothing.
"""

from __future__ import annotations

from parlance.auth.v1 import erasure_events_pb2, events_pb2

from kernel.bus.model import Delivered, Reaction
from kernel.erasure import reports
from kernel.privacy import KeyRing
from services.auth.commands.erasures import Erasures


class RunErasure(Reaction):
    """See the module."""

    name = "run_erasure"
    attempts = 100
    concurrency = 16

    def __init__(self, keys: KeyRing, erasures: Erasures) -> None:
        others = {service: message for service, message in reports().items() if service != "auth"}
        self.follows = (events_pb2.UserDeleted, *others.values())
        self._keys = keys
        self._erasures = erasures

    async def handle(self, delivered: Delivered) -> None:
        """See Reaction."""
        event, ctx = delivered.event, delivered.ctx
        if isinstance(event, events_pb2.UserDeleted):
            await self._keys.forget(event.user_id)
            await self._erasures.start(ctx, event.user_id)
        else:
            counts = dict(event.counts)
            await self._erasures.reported(ctx, event.user_id, delivered.service, counts)


def reporting() -> list[str]:
    """The services that report, auth among them."""
    return sorted({*reports(), erasure_events_pb2.DESCRIPTOR.package.split(".")[1]})
