"""parlance.auth.v1.Import."""

from __future__ import annotations

from parlance.auth.v1 import import_pb2 as pb

from kernel.context import CallContext
from services.auth.commands import import_user
from services.auth.commands.parts import Parts
from services.auth.domain.refusals import Refused


class Import:
    """See the proto."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def ImportUsers(self, request: pb.ImportUsersRequest, ctx: CallContext) -> pb.ImportUsersReply:
        outcomes = [await self._one(user, ctx) for user in request.users]
        return pb.ImportUsersReply(imported=sum(1 for one in outcomes if one.id), outcomes=outcomes)

    async def _one(self, user: pb.ImportedUser, ctx: CallContext) -> pb.ImportOutcome:
        command = import_user.ImportUser(
            user.email,
            user.name,
            user.password_hash,
            user.role if user.HasField("role") else None,
            user.active if user.HasField("active") else True,
        )
        try:
            return pb.ImportOutcome(id=await import_user.handle(self._parts, ctx, command))
        except Refused as refused:
            return pb.ImportOutcome(error=refused.reason)
