"""parlance.auth.v1.System."""

from __future__ import annotations

from parlance.auth.v1 import system_pb2 as pb

from kernel.context import CallContext
from services.auth.commands.parts import Parts
from services.auth.queries.client_config import ClientConfig


class System:
    """See the proto."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._config = ClientConfig(parts.settings, parts.config)

    async def GetConfig(self, request: pb.GetConfigRequest, ctx: CallContext) -> pb.ClientConfig:
        current = await self._parts.installations.get()
        oauth = await self._parts.oauth.providers.now()
        role = ctx.caller.role if ctx.caller is not None else ""
        return pb.ClientConfig(config=await self._config.document(current, oauth, role))

    async def GetVersion(self, request: pb.GetVersionRequest, ctx: CallContext) -> pb.Version:
        settings = self._parts.settings
        return pb.Version(version=settings.api_version, deployment_id=settings.deployment_id)

    async def GetVersionUpdates(
        self, request: pb.GetVersionUpdatesRequest, ctx: CallContext
    ) -> pb.VersionUpdates:
        version = self._parts.settings.api_version
        return pb.VersionUpdates(current=version, latest=version)
