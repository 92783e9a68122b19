"""Who accounts are, asked of the auth service on the caller's behalf."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import grpc.aio
from parlance.auth.v1 import directory_pb2 as pb
from parlance.auth.v1 import directory_pb2_grpc as stubs

from kernel.context import CallContext

WITHIN = 10.0
"""Seconds an answer may take."""


class Directory:
    """Calls parlance.auth.v1.Directory."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self._stub = stubs.DirectoryStub(channel)

    async def by_numbers(self, ctx: CallContext, numbers: Iterable[int]) -> Sequence[pb.Person]:
        """The accounts the developer API shows under these ids; unknown ones are left out."""
        return await self._find(ctx, pb.FindPeopleRequest(numbers=list(numbers)))

    async def by_ids(self, ctx: CallContext, user_ids: Iterable[str]) -> Sequence[pb.Person]:
        """The accounts with these ids; unknown ones are left out."""
        return await self._find(ctx, pb.FindPeopleRequest(user_ids=list(user_ids)))

    async def _find(self, ctx: CallContext, request: pb.FindPeopleRequest) -> Sequence[pb.Person]:
        if not request.numbers and not request.user_ids:
            return []
        reply = await self._stub.Find(request, metadata=ctx.outgoing(), timeout=ctx.remaining(WITHIN))
        return list(reply.people)
