"""Who wrote something, asked of the auth service."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import grpc.aio
from parlance.auth.v1 import profiles_pb2 as pb
from parlance.auth.v1 import profiles_pb2_grpc as stubs

from kernel.context import CallContext

WITHIN = 10.0
"""Seconds an answer may take."""


class Profiles:
    """Calls parlance.auth.v1.Profiles as this service: whom to show to whom is the caller's to decide."""

    def __init__(self, channel: grpc.aio.Channel, as_service: Callable[[CallContext], CallContext]) -> None:
        self._stub = stubs.ProfilesStub(channel)
        self._as_service = as_service

    async def of(self, ctx: CallContext, user_ids: Iterable[str]) -> Mapping[str, pb.Profile]:
        """The accounts by id; unknown ones are left out."""
        wanted = sorted(set(user_ids))
        if not wanted:
            return {}
        metadata = self._as_service(ctx).outgoing()
        request = pb.ReadProfilesRequest(user_ids=wanted)
        reply = await self._stub.Read(request, metadata=metadata, timeout=ctx.remaining(WITHIN))
        return {one.id: one for one in reply.profiles}
