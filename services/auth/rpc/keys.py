"""parlance.auth.v1.Keys."""

from __future__ import annotations

from typing import Any

from parlance.auth.v1 import keys_pb2 as pb
from parlance.common.v1 import common_pb2 as common

from kernel.context import CallContext
from kernel.mongo import rows
from services.auth.commands import (
    add_api_key,
    create_scim_token,
    remove_api_key,
    revoke_scim_token,
)
from services.auth.commands.parts import Parts
from services.auth.domain.refusals import ApiKeysForbidden
from services.auth.projections.api_keys import COLLECTION as API_KEYS
from services.auth.projections.scim_tokens import COLLECTION as SCIM_TOKENS

Document = dict[str, Any]


class Keys:
    """See the proto."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def AddApiKey(self, request: pb.AddApiKeyRequest, ctx: CallContext) -> pb.AddedApiKey:
        who = ctx.who
        if who.role == "pending":
            raise ApiKeysForbidden("this account waits to be let in")
        command = add_api_key.AddApiKey(who.id, request.name, tuple(request.scopes), request.expires_at)
        key_id, secret = await add_api_key.handle(self._parts, ctx, command)
        found, _ = await self._found(API_KEYS, {"_id": key_id})
        return pb.AddedApiKey(key=_api_key(found[0], 0), api_key=secret)

    async def ListApiKeys(self, request: pb.ListApiKeysRequest, ctx: CallContext) -> pb.ApiKeyList:
        found, used = await self._found(API_KEYS, {"user_id": ctx.who.id})
        return pb.ApiKeyList(keys=[_api_key(key, used.get(key["_id"], 0)) for key in found])

    async def RemoveApiKey(self, request: pb.RemoveApiKeyRequest, ctx: CallContext) -> common.BoolValue:
        await remove_api_key.handle(self._parts, ctx, remove_api_key.RemoveApiKey(ctx.who.id, request.id))
        return common.BoolValue(value=True)

    async def CreateScimToken(
        self, request: pb.CreateScimTokenRequest, ctx: CallContext
    ) -> pb.CreatedScimToken:
        command = create_scim_token.CreateScimToken(
            request.provider, ctx.who.id, request.view or "own", request.name, request.expires_at
        )
        key_id, secret = await create_scim_token.handle(self._parts, ctx, command)
        found, _ = await self._found(SCIM_TOKENS, {"_id": key_id})
        return pb.CreatedScimToken(key=_scim_token(found[0], 0), token=secret)

    async def ListScimTokens(self, request: pb.ListScimTokensRequest, ctx: CallContext) -> pb.ScimTokenList:
        found, used = await self._found(SCIM_TOKENS, {})
        return pb.ScimTokenList(tokens=[_scim_token(key, used.get(key["_id"], 0)) for key in found])

    async def RevokeScimToken(self, request: pb.RevokeScimTokenRequest, ctx: CallContext) -> common.BoolValue:
        await revoke_scim_token.handle(self._parts, ctx, revoke_scim_token.RevokeScimToken(request.id))
        return common.BoolValue(value=True)

    async def _found(self, collection: str, which: Document) -> tuple[list[Document], dict[str, int]]:
        view = self._parts.store.view(collection)
        found = await rows(view.find(which).sort([("created_at", 1), ("_id", 1)]))
        return found, await self._parts.activity.last(key["_id"] for key in found)


def _api_key(key: Document, used: int) -> pb.NamedApiKey:
    return pb.NamedApiKey(
        id=key["_id"],
        name=key["name"],
        scopes=key["scopes"],
        hint=key["hint"],
        created_at=key["created_at"],
        expires_at=key["expires_at"] or None,
        last_used_at=used or None,
    )


def _scim_token(key: Document, used: int) -> pb.ScimToken:
    return pb.ScimToken(
        id=key["_id"],
        provider=key["provider"],
        view=key["view"],
        name=key["name"],
        hint=key["hint"],
        created_by=key["created_by"],
        created_at=key["created_at"],
        expires_at=key["expires_at"] or None,
        last_used_at=used or None,
    )
