"""parlance.auth.v1.DeveloperKeys."""

from __future__ import annotations

from parlance.auth.v1 import developer_keys_pb2 as pb

from kernel.context import CallContext
from kernel.errors import Refusal
from kernel.mongo import rows
from services.auth.commands import create_developer_key, revoke_developer_key
from services.auth.commands.parts import Parts
from services.auth.projections.developer_keys import COLLECTION


class DeveloperKeys:
    """See the proto."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def CheckDeveloperKey(
        self, request: pb.CheckDeveloperKeyRequest, ctx: CallContext
    ) -> pb.DeveloperKeyCheck:
        return pb.DeveloperKeyCheck(authenticated=True)

    async def CreateDeveloperKey(
        self, request: pb.CreateDeveloperKeyRequest, ctx: CallContext
    ) -> pb.CreatedDeveloperKey:
        _no_developer_key(ctx)
        command = create_developer_key.CreateDeveloperKey(request.name, ctx.who.id, request.expires_at)
        key_id, secret = await create_developer_key.handle(self._parts, ctx, command)
        listed = await self._listed({"_id": key_id})
        return pb.CreatedDeveloperKey(key=listed[0], secret=secret)

    async def ListDeveloperKeys(
        self, request: pb.ListDeveloperKeysRequest, ctx: CallContext
    ) -> pb.DeveloperKeyList:
        _no_developer_key(ctx)
        return pb.DeveloperKeyList(keys=await self._listed({}))

    async def RevokeDeveloperKey(
        self, request: pb.RevokeDeveloperKeyRequest, ctx: CallContext
    ) -> pb.RevokedDeveloperKey:
        _no_developer_key(ctx)
        command = revoke_developer_key.RevokeDeveloperKey(request.id)
        await revoke_developer_key.handle(self._parts, ctx, command)
        return pb.RevokedDeveloperKey(revoked=True)

    async def _listed(self, which: dict[str, str]) -> list[pb.DeveloperKey]:
        view = self._parts.store.view(COLLECTION)
        found = await rows(view.find(which).sort([("created_at", 1), ("_id", 1)]))
        used = await self._parts.activity.last(document["_id"] for document in found)
        return [
            pb.DeveloperKey(
                id=document["_id"],
                name=document["name"],
                hint=document["hint"],
                created_by=document["created_by"],
                created_at=document["created_at"],
                last_used_at=used.get(document["_id"], 0),
                expires_at=document.get("expires_at", 0),
            )
            for document in found
        ]


def _no_developer_key(ctx: CallContext) -> None:
    """A key that leaked must not make others."""
    if ctx.who.kind == "developer_key":
        raise Refusal("ACCESS_PROHIBITED")
