"""parlance.auth.v1.Profiles."""

from __future__ import annotations

from parlance.auth.v1 import profiles_pb2 as pb

from kernel.context import CallContext
from services.auth.commands.parts import Parts
from services.auth.queries import instance as queries
from services.auth.rpc import rows


class Profiles:
    """See the proto."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def Read(self, request: pb.ReadProfilesRequest, ctx: CallContext) -> pb.ProfileList:
        found = await queries.people(self._parts, (), request.user_ids)
        used = await rows.last_uses(self._parts.activity, found)
        return pb.ProfileList(
            profiles=[
                pb.Profile(
                    id=one.user.id,
                    name=one.user.name,
                    email=one.user.email,
                    role=one.user.role,
                    last_active_at=used[one.user.id],
                    updated_at=one.updated_at,
                    created_at=one.created_at,
                )
                for one in found
            ]
        )
