"""parlance.auth.v1.Configuration."""

from __future__ import annotations

from parlance.auth.v1 import configuration_pb2 as pb

from kernel.context import CallContext
from services.auth.commands.parts import Parts


class Configuration:
    """See the proto."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def Read(self, request: pb.ReadRequest, ctx: CallContext) -> pb.ReadReply:
        reply = pb.ReadReply()
        for name in request.sections:
            if name in self._parts.config.schemas:
                # The event on the bus may be ahead of what this replica has at hand.
                now = await self._parts.config.fresh(name)
                message = now.message.SerializeToString()
                reply.sections.add(name=name, version=now.version, message=message)
        return reply
