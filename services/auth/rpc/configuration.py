"""parlance.auth.v1.Configuration."""

from __future__ import annotations

import json
import re
from typing import Any

from google.protobuf.message import Message
from parlance.auth.v1 import configuration_pb2 as pb

from kernel.context import CallContext
from kernel.errors import Refusal
from kernel.livesettings.sections import all_sections, rule_of
from services.auth.adapters.configs import Current
from services.auth.adapters.sections import to_message
from services.auth.commands.config import change_section
from services.auth.commands.parts import Parts
from services.auth.domain.config.secrets import masked, split
from services.auth.domain.config.section import SectionChanged
from services.auth.queries.config.history import changes
from services.auth.queries.config.json_schema import json_schema
from services.auth.rpc.json_values import json_object

_PAGE = 50
_ETAG = re.compile(r'\s*(?:W/)?"?(\d{1,18})"?\s*')


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
                message = _readable(now, ctx.who.session).SerializeToString()
                reply.sections.add(name=name, version=now.version, message=message)
        return reply

    async def ListSections(self, request: pb.ListSectionsRequest, ctx: CallContext) -> pb.SectionList:
        found = await self._parts.config.all_fresh()
        return pb.SectionList(sections=[pb.SectionRow(**_row(now)) for now in found])

    async def GetSection(self, request: pb.GetSectionRequest, ctx: CallContext) -> pb.ConfigSection:
        return _section(await self._parts.config.fresh(request.name))

    async def ChangeSection(self, request: pb.ChangeSectionRequest, ctx: CallContext) -> pb.ConfigSection:
        expected = request.expected_version if request.HasField("expected_version") else None
        given = request.if_match.strip()
        if given and given != "*":
            match = _ETAG.fullmatch(given)
            if match is None:
                raise Refusal("PRECONDITION_FAILED")
            expected = int(match[1])
        values = json_object(request.values, "values")
        command = change_section.ChangeSection(request.name, values, expected)
        try:
            return _section(await change_section.handle(self._parts, ctx, command))
        except SectionChanged as changed:
            if given:
                raise Refusal("PRECONDITION_FAILED", str(changed)) from changed
            raise

    async def GetSectionHistory(
        self, request: pb.GetSectionHistoryRequest, ctx: CallContext
    ) -> pb.SectionHistory:
        found = await changes(self._parts, request.name, request.before, request.limit or _PAGE)
        return pb.SectionHistory(
            changes=[
                pb.SectionChange(
                    version=change.version,
                    changed_at=change.time // 1000,
                    changed_by=change.actor,
                    changed=change.changed,
                )
                for change in found
            ]
        )


def _readable(now: Current, service: str) -> Message:
    """The section as one service of the installation is given it."""
    section = all_sections()[now.schema.name]
    if service in rule_of(section).secrets_for:
        return now.message
    plain, secrets = split(now.schema, now.values)
    blank: Message = to_message(section, now.schema, plain) if secrets else now.message
    return blank


def _row(now: Current) -> dict[str, Any]:
    row: dict[str, Any] = {"name": now.schema.name, "title": now.schema.title, "version": now.version}
    if now.version:
        row |= {"changed_at": now.time // 1000, "changed_by": now.actor}
    return row


def _section(now: Current) -> pb.ConfigSection:
    return pb.ConfigSection(
        **_row(now),
        values=json.dumps(masked(now.schema, now.values), ensure_ascii=False).encode(),
        schema=json.dumps(json_schema(now.schema), ensure_ascii=False).encode(),
        etag=f'"{now.version}"',
    )
