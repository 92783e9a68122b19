"""parlance.auth.v1.Ldap."""

from __future__ import annotations

from typing import Any, TypeVar

from google.protobuf.message import Message
from parlance.auth.v1 import accounts_pb2
from parlance.auth.v1 import ldap_pb2 as pb
from parlance.auth.v1.ldap_settings_pb2 import LdapSettings

from kernel.context import CallContext
from services.auth.adapters.directory_server import server_of
from services.auth.commands import sign_in_ldap
from services.auth.commands.config import change_section
from services.auth.commands.noting import sign_in_noted
from services.auth.commands.parts import Parts
from services.auth.domain.config.secrets import MASK
from services.auth.domain.refusals import SettingEmpty
from services.auth.queries.permissions import permissions_of
from services.auth.rpc import rows

M = TypeVar("M", bound=Message)
_NEEDED = ("label", "host", "attribute_for_mail", "attribute_for_username", "search_base")
_UNSET = ("port", "certificate_path", "ciphers")
_LISTS = ("admin_groups", "user_groups")


class Ldap:
    """See the proto."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def SignInLdap(self, request: pb.SignInLdapRequest, ctx: CallContext) -> accounts_pb2.SignedIn:
        command = sign_in_ldap.SignInLdap(request.user, request.password)
        with sign_in_noted(self._parts, ctx, sign_in_ldap.PROVIDER, account=request.user):
            registered = await sign_in_ldap.handle(self._parts, ctx, command)
        return rows.signed_in(registered, await permissions_of(self._parts, registered.user.id))

    async def GetLdap(self, request: pb.GetLdapRequest, ctx: CallContext) -> pb.LdapSwitch:
        return pb.LdapSwitch(enable_ldap=(await self._section()).enable_ldap)

    async def SwitchLdap(self, request: pb.SwitchLdapRequest, ctx: CallContext) -> pb.LdapSwitch:
        changed = await self._change(ctx, _given(request))
        return pb.LdapSwitch(enable_ldap=changed.enable_ldap)

    async def GetLdapServer(self, request: pb.GetLdapServerRequest, ctx: CallContext) -> pb.LdapServer:
        return _shown(pb.LdapServer(), await self._section())

    async def UpdateLdapServer(self, request: pb.UpdateLdapServerRequest, ctx: CallContext) -> pb.LdapServer:
        wanted = dict.fromkeys(_UNSET) | _given(request)
        return _shown(pb.LdapServer(), await self._change(ctx, wanted))

    async def GetLdapConfig(self, request: pb.GetLdapConfigRequest, ctx: CallContext) -> pb.LdapConfig:
        return _shown(pb.LdapConfig(), await self._section())

    async def UpdateLdapConfig(self, request: pb.UpdateLdapConfigRequest, ctx: CallContext) -> pb.LdapSwitch:
        changed = await self._change(ctx, _given(request))
        return pb.LdapSwitch(enable_ldap=changed.enable_ldap)

    async def GetLdapMapping(self, request: pb.GetLdapMappingRequest, ctx: CallContext) -> pb.LdapMapping:
        return _shown(pb.LdapMapping(), await self._section())

    async def UpdateLdapMapping(
        self, request: pb.UpdateLdapMappingRequest, ctx: CallContext
    ) -> pb.LdapMapping:
        return _shown(pb.LdapMapping(), await self._change(ctx, _given(request)))

    async def TestLdap(self, request: pb.TestLdapRequest, ctx: CallContext) -> pb.LdapTested:
        section = await self._section()
        found = await self._parts.directory.look_up(server_of(section), request.user.strip())
        reply = pb.LdapTested(connected=True)
        for person in found:
            reply.people.add(
                dn=person.dn,
                username=person.username,
                email=person.email,
                name=person.name,
                groups=person.groups,
                role=await sign_in_ldap.role_given(self._parts, section, person),
            )
        return reply

    async def _section(self) -> LdapSettings:
        return await self._parts.config.section(LdapSettings)

    async def _change(self, ctx: CallContext, wanted: dict[str, Any]) -> LdapSettings:
        for name in _NEEDED:
            if name in wanted and not wanted[name].strip():
                raise SettingEmpty(f"{name} must not be empty")
        command = change_section.ChangeSection("ldap", wanted)
        message = (await change_section.handle(self._parts, ctx, command)).message
        assert isinstance(message, LdapSettings)
        return message


def _given(request: Any) -> dict[str, Any]:
    """What a request says, by the names of the settings."""
    wanted = {}
    for field in request.DESCRIPTOR.fields:
        if field.has_presence and not request.HasField(field.name):
            continue
        value = getattr(request, field.name)
        wanted[field.name] = list(value.names) if field.name in _LISTS else value
    return wanted


def _shown(reply: M, section: LdapSettings) -> M:
    """The settings a reply has room for; a mask for the password."""
    for field in reply.DESCRIPTOR.fields:
        if field.name in _LISTS:
            getattr(reply, field.name).extend(getattr(section, field.name))
        elif field.name == "app_dn_password":
            setattr(reply, field.name, MASK if section.app_dn_password else "")
        elif not field.has_presence or section.HasField(field.name):
            setattr(reply, field.name, getattr(section, field.name))
    return reply
