"""Callers of the settings of a running auth service."""

from __future__ import annotations

import json
from typing import Any, TypeVar

import grpc.aio
from google.protobuf.message import Message
from parlance.auth.v1 import configs_pb2, configs_pb2_grpc, configuration_pb2, configuration_pb2_grpc

from kernel.identity.service_credential import ServiceCredential
from services.auth.app import assemble
from tests.integration.auth.harness import Auth, Person

M = TypeVar("M", bound=Message)
Metadata = tuple[tuple[str, str], ...]


class Settings:
    """An administrator at the settings."""

    def __init__(self, auth: Auth, admin: Person) -> None:
        self.auth = auth
        self.channel = grpc.aio.insecure_channel(f"127.0.0.1:{auth.service.port}")
        self.sections = configuration_pb2_grpc.ConfigurationStub(self.channel)
        self.configs = configs_pb2_grpc.ConfigsStub(self.channel)
        self.metadata: Metadata = admin.as_caller

    async def get(self, name: str) -> Any:
        """A section."""
        request = configuration_pb2.GetSectionRequest(name=name)
        return await self.sections.GetSection(request, metadata=self.metadata)

    async def values(self, name: str) -> Any:
        """Its values as they are shown."""
        return json.loads((await self.get(name)).values)

    async def change(self, name: str, values: Any, extra: Metadata = (), **more: Any) -> Any:
        """Change a section."""
        request = configuration_pb2.ChangeSectionRequest(
            name=name, values=json.dumps(values).encode(), **more
        )
        return await self.sections.ChangeSection(request, metadata=self.metadata + extra)

    async def history(self, name: str, **more: Any) -> Any:
        """Its changes."""
        request = configuration_pb2.GetSectionHistoryRequest(name=name, **more)
        return (await self.sections.GetSectionHistory(request, metadata=self.metadata)).changes

    async def exported(self) -> Any:
        """The whole document."""
        return json.loads(
            (await self.configs.Export(configs_pb2.ExportRequest(), metadata=self.metadata)).config
        )

    async def imported(self, document: Any, extra: Metadata = ()) -> Any:
        """Import a document; the whole afterwards."""
        request = configs_pb2.ImportConfigRequest(config=json.dumps(document).encode())
        return json.loads((await self.configs.Import(request, metadata=self.metadata + extra)).config)

    async def versions(self) -> dict[str, int]:
        """Version of every section."""
        reply = await self.sections.ListSections(
            configuration_pb2.ListSectionsRequest(), metadata=self.metadata
        )
        return {section.name: section.version for section in reply.sections}

    async def used(self, section: type[M]) -> M:
        """What auth itself works with, secrets included."""
        parts = await assemble(self.auth.service.runtime)
        return await parts.config.section(section)

    async def read(self, name: str) -> Any:
        """What another service reads."""
        secret = self.auth.as_service[0][1].partition(":")[2]
        metadata = (("authorization", ServiceCredential("chat", secret).authorization),)
        request = configuration_pb2.ReadRequest(sections=[name])
        (section,) = (await self.sections.Read(request, metadata=metadata)).sections
        return section
