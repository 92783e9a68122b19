"""An auth service whose people sign in with the directory."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import grpc.aio
from parlance.auth.v1 import ldap_pb2, ldap_pb2_grpc

from kernel.testing.slapd import PEOPLE, READER_DN, READER_PASSWORD, Slapd
from services.auth.queries import groups
from tests.integration.auth.conftest import Fresh
from tests.integration.auth.harness import Auth, Person
from tests.integration.auth.ldap.company import PASSWORD


@dataclass
class Office:
    """The service, its administrator and the directory."""

    auth: Auth
    admin: Person
    slapd: Slapd
    ldap: Any

    async def enter(self, uid: str, password: str = PASSWORD, **call: Any) -> Any:
        """Sign in with the directory."""
        return await self.ldap.SignInLdap(ldap_pb2.SignInLdapRequest(user=uid, password=password), **call)

    async def serve(self, **changes: Any) -> Any:
        """Change switch and server; the reader's password goes along when it is to be sent elsewhere."""
        if "port" in changes:
            changes.setdefault("app_dn_password", READER_PASSWORD)
        request = ldap_pb2.UpdateLdapConfigRequest(**changes)
        return await self.ldap.UpdateLdapConfig(request, metadata=self.admin.as_caller)

    async def map(self, **changes: Any) -> Any:
        """Change what entries mean."""
        for name in ("admin_groups", "user_groups"):
            if name in changes:
                changes[name] = ldap_pb2.LdapGroupNames(names=changes[name])
        request = ldap_pb2.UpdateLdapMappingRequest(**changes)
        return await self.ldap.UpdateLdapMapping(request, metadata=self.admin.as_caller)

    async def groups_of(self, user_id: str) -> set[str]:
        """The names of the groups an account is in."""
        return {stored.group.name for stored in await groups.groups_of(self.auth.parts, user_id)}

    async def role_of(self, user_id: str) -> str:
        """The role an account has."""
        account = await self.auth.parts.accounts.get(user_id)
        assert account is not None
        return account.user.role


@asynccontextmanager
async def opened(fresh: Fresh, slapd: Slapd, **settings: Any) -> AsyncIterator[Office]:
    """An office with an administrator who has a password here, and with the directory over TLS."""
    async with fresh(**{"default_role": "user", **settings}) as auth:
        admin = await auth.sign_up("ada@office.example", "Ada Admin")
        office = Office(auth, admin, slapd, stub_of(auth))
        await office.serve(
            enable_ldap=True,
            host="localhost",
            port=slapd.tls_port,
            search_base=PEOPLE,
            app_dn=READER_DN,
            app_dn_password=READER_PASSWORD,
            use_tls=True,
            certificate_path=str(slapd.ca_file),
        )
        yield office


def stub_of(auth: Auth) -> Any:
    """Calls of the Ldap service."""
    channel: grpc.aio.Channel = auth.channel
    return ldap_pb2_grpc.LdapStub(channel)
