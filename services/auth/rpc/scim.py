"""parlance.auth.v1.Scim."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from parlance.auth.v1 import scim_pb2 as pb

from kernel.context import CallContext
from services.auth.adapters.scim import scope_of
from services.auth.commands.parts import Parts
from services.auth.queries.scim import listing
from services.auth.rpc.scim_bulk import Bulk
from services.auth.rpc.scim_failures import refusal, scim_error
from services.auth.rpc.scim_resources import Asking, Life, Shown, decoded
from services.auth.scim import discovery, lists, projection
from services.auth.scim.errors import ScimError
from services.auth.scim.lists import Query
from services.auth.scim.resources import GROUP, USER
from services.auth.scim.schema import ResourceType

ROOT = "/api/v1/scim/v2"
SCIM_JSON = "application/scim+json"


class Scim:
    """See the proto."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._users = Life(parts, USER)
        self._groups = Life(parts, GROUP)
        self._bulk = Bulk(self._users, self._groups)

    async def GetServiceProviderConfig(
        self, request: pb.GetScimDiscoveryRequest, ctx: CallContext
    ) -> pb.ScimDocument:
        return _document(discovery.service_provider_config(_base(request.origin)))

    async def ListResourceTypes(
        self, request: pb.GetScimDiscoveryRequest, ctx: CallContext
    ) -> pb.ScimDocument:
        return _described(request, ctx, discovery.resource_types(_base(request.origin)))

    async def GetResourceType(
        self, request: pb.GetScimDescriptionRequest, ctx: CallContext
    ) -> pb.ScimDocument:
        return _one_of(discovery.resource_types(_base(request.origin)), request.id, "ResourceType")

    async def ListSchemas(self, request: pb.GetScimDiscoveryRequest, ctx: CallContext) -> pb.ScimDocument:
        return _described(request, ctx, discovery.schemas(_base(request.origin)))

    async def GetSchema(self, request: pb.GetScimDescriptionRequest, ctx: CallContext) -> pb.ScimDocument:
        return _one_of(discovery.schemas(_base(request.origin)), request.id, "Schema")

    async def ListScimUsers(self, request: pb.ListScimResourcesRequest, ctx: CallContext) -> pb.ScimDocument:
        return await self._listed(USER, request, ctx)

    async def SearchScimUsers(
        self, request: pb.SearchScimResourcesRequest, ctx: CallContext
    ) -> pb.ScimDocument:
        return await self._searched(USER, request, ctx)

    async def GetScimUser(self, request: pb.GetScimResourceRequest, ctx: CallContext) -> pb.ScimResource:
        return await self._shown(lambda: self._users.read(_asking(request, ctx), request.id))

    async def CreateScimUser(
        self, request: pb.CreateScimResourceRequest, ctx: CallContext
    ) -> pb.ScimResource:
        return await self._shown(lambda: self._users.create(_asking(request, ctx), decoded(request.resource)))

    async def ReplaceScimUser(
        self, request: pb.ChangeScimResourceRequest, ctx: CallContext
    ) -> pb.ScimResource:
        return await self._changed(self._users.replace, request, ctx)

    async def PatchScimUser(self, request: pb.ChangeScimResourceRequest, ctx: CallContext) -> pb.ScimResource:
        return await self._changed(self._users.patch, request, ctx)

    async def DeleteScimUser(
        self, request: pb.DeleteScimResourceRequest, ctx: CallContext
    ) -> pb.DeleteScimResourceReply:
        return await self._deleted(self._users, request, ctx)

    async def ListScimGroups(self, request: pb.ListScimResourcesRequest, ctx: CallContext) -> pb.ScimDocument:
        return await self._listed(GROUP, request, ctx)

    async def SearchScimGroups(
        self, request: pb.SearchScimResourcesRequest, ctx: CallContext
    ) -> pb.ScimDocument:
        return await self._searched(GROUP, request, ctx)

    async def GetScimGroup(self, request: pb.GetScimResourceRequest, ctx: CallContext) -> pb.ScimResource:
        return await self._shown(lambda: self._groups.read(_asking(request, ctx), request.id))

    async def CreateScimGroup(
        self, request: pb.CreateScimResourceRequest, ctx: CallContext
    ) -> pb.ScimResource:
        return await self._shown(
            lambda: self._groups.create(_asking(request, ctx), decoded(request.resource))
        )

    async def ReplaceScimGroup(
        self, request: pb.ChangeScimResourceRequest, ctx: CallContext
    ) -> pb.ScimResource:
        return await self._changed(self._groups.replace, request, ctx)

    async def PatchScimGroup(
        self, request: pb.ChangeScimResourceRequest, ctx: CallContext
    ) -> pb.ScimResource:
        return await self._changed(self._groups.patch, request, ctx)

    async def DeleteScimGroup(
        self, request: pb.DeleteScimResourceRequest, ctx: CallContext
    ) -> pb.DeleteScimResourceReply:
        return await self._deleted(self._groups, request, ctx)

    async def SearchScim(self, request: pb.SearchScimResourcesRequest, ctx: CallContext) -> pb.ScimDocument:
        return await self._searched(None, request, ctx)

    async def BulkScim(self, request: pb.BulkScimRequest, ctx: CallContext) -> pb.ScimDocument:
        with _told():
            asking = Asking(ctx, scope_of(ctx), _base(request.origin))
            return _document(await self._bulk.run(asking, decoded(request.resource)))

    async def GetScimMe(self, request: pb.GetScimMeRequest, ctx: CallContext) -> pb.ScimDocument:
        raise refusal(ScimError("", "a SCIM token stands for a provider: there is no /Me", 501))

    async def ChangeScimMe(self, request: pb.ChangeScimMeRequest, ctx: CallContext) -> pb.ScimDocument:
        raise refusal(ScimError("", "a SCIM token stands for a provider: there is no /Me", 501))

    async def _listed(
        self, kind: ResourceType, request: pb.ListScimResourcesRequest, ctx: CallContext
    ) -> pb.ScimDocument:
        with _told():
            return await self._page(kind, lists.read_query(_parameters(request)), request.origin, ctx)

    async def _searched(
        self, kind: ResourceType | None, request: pb.SearchScimResourcesRequest, ctx: CallContext
    ) -> pb.ScimDocument:
        with _told():
            return await self._page(kind, lists.read_search(decoded(request.resource)), request.origin, ctx)

    async def _page(
        self, kind: ResourceType | None, query: Query, origin: str, ctx: CallContext
    ) -> pb.ScimDocument:
        scope, base = scope_of(ctx), _base(origin)
        if kind is None:
            return _document(await listing.page_of_all(self._parts, scope, query, base))
        return _document(await listing.page(self._parts, scope, kind, query, base))

    async def _shown(self, make: Callable[[], Awaitable[Shown]]) -> pb.ScimResource:
        with _told():
            shown = await make()
        return pb.ScimResource(resource=_json(shown.resource), etag=shown.version, location=shown.location)

    async def _changed(
        self,
        change: Callable[[Asking, str, Any], Awaitable[Shown]],
        request: pb.ChangeScimResourceRequest,
        ctx: CallContext,
    ) -> pb.ScimResource:
        return await self._shown(
            lambda: change(_asking(request, ctx, request.if_match), request.id, decoded(request.resource))
        )

    async def _deleted(
        self, life: Life, request: pb.DeleteScimResourceRequest, ctx: CallContext
    ) -> pb.DeleteScimResourceReply:
        with _told():
            await life.delete(Asking(ctx, scope_of(ctx), "", if_match=request.if_match), request.id)
        return pb.DeleteScimResourceReply()


@contextmanager
def _told() -> Iterator[None]:
    """Refusals leave as SCIM words them."""
    try:
        yield
    except Exception as error:
        known = scim_error(error)
        if known is None or known.status >= 500:
            raise
        raise refusal(known) from error


def _asking(request: Any, ctx: CallContext, if_match: str = "") -> Asking:
    shown = projection.read(request.attributes, request.excluded_attributes)
    return Asking(ctx, scope_of(ctx), _base(request.origin), shown, if_match)


def _parameters(request: pb.ListScimResourcesRequest) -> Mapping[str, str]:
    given = {
        "filter": request.filter,
        "sortBy": request.sort_by,
        "sortOrder": request.sort_order,
        "startIndex": request.start_index,
        "count": request.count,
        "attributes": request.attributes,
        "excludedAttributes": request.excluded_attributes,
    }
    return {name: text for name, text in given.items() if text}


def _base(origin: str) -> str:
    return origin.rstrip("/") + ROOT


def _json(document: Any) -> bytes:
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False).encode()


def _document(document: Any) -> pb.ScimDocument:
    return pb.ScimDocument(resource=_json(document))


def _described(
    request: pb.GetScimDiscoveryRequest, ctx: CallContext, found: list[dict[str, Any]]
) -> pb.ScimDocument:
    """The reference documents a bare list; a provider, or who asks for SCIM, gets what the RFC says."""
    provider = ctx.caller is not None and ctx.caller.kind == "scim_token"
    if provider or SCIM_JSON in request.accept.lower():
        return _document(lists.response(found, len(found), 1))
    return _document(found)


def _one_of(found: list[dict[str, Any]], wanted: str, what: str) -> pb.ScimDocument:
    for each in found:
        if each["id"].lower() == wanted.lower():
            return _document(each)
    raise refusal(ScimError("", f"{what} {wanted} not found", 404))
