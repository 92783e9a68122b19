"""Sign in with the directory: the password is the directory's to judge, the account is ours.

Tries are counted like those of passwords kept here, and every failure that is about the person has the
same answer. A directory that cannot be asked is no failed try.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from parlance.auth.v1.ldap_settings_pb2 import LdapSettings

from kernel.context import CallContext
from services.auth.adapters.accounts import Account
from services.auth.adapters.directory_server import server_of
from services.auth.commands import sign_in_external
from services.auth.commands.groups import set_memberships_of_user
from services.auth.commands.parts import Parts
from services.auth.commands.registration import Registered
from services.auth.domain import identity
from services.auth.domain.directory.people import Person, role_of
from services.auth.domain.group import acceptable_name
from services.auth.domain.refusals import (
    CredentialsWrong,
    DirectoryUnavailable,
    GroupNameTaken,
    LdapDisabled,
    ValueInvalid,
)
from services.auth.domain.values import MAX_PASSWORD
from services.auth.projections.identities import COLLECTION as IDENTITIES

PROVIDER = "ldap"
MAX_NAME = 256
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SignInLdap:
    user: str
    password: str


async def handle(parts: Parts, ctx: CallContext, command: SignInLdap) -> Registered:
    """The account, made or found, and a new session; groups and role as the directory says.

    Raises LdapDisabled, TooManyTries, CredentialsWrong, DirectoryUnavailable, ExternalAccountRefused,
    EmailInvalid, Refusal OVERLOADED.
    """
    section = await parts.config.section(LdapSettings)
    if not section.enable_ldap:
        raise LdapDisabled("signing in with the directory is switched off")
    limits, throttle, name = parts.settings, parts.throttle, command.user.strip()
    if ctx.address:
        await throttle.check("address", ctx.address, limits.signin_tries_address)
    await throttle.take("ldap", name.lower(), limits.signin_tries)
    try:
        person = await _verified(parts, section, name, command.password)
    except DirectoryUnavailable as error:
        await throttle.refund("ldap", name.lower())
        _log.warning("the directory cannot be asked: %s", error)
        raise DirectoryUnavailable(
            "The directory cannot be asked at the moment. Please try again later.", error.details["step"]
        ) from None
    if person is None:
        await _count_address(parts, ctx)
        raise CredentialsWrong("name or password is wrong")
    try:
        registered = await _enter(parts, ctx, section, person)
    except CredentialsWrong:
        await _count_address(parts, ctx)
        raise
    await throttle.refund("ldap", name.lower())
    return registered


async def role_given(parts: Parts, section: LdapSettings, person: Person) -> str | None:
    """The role the directory gives somebody; None: it does not say."""
    admins, users = list(section.admin_groups), list(section.user_groups)
    known = await _account(parts, section, person) if admins else None
    return role_of(person.groups, admins, users, known.user.role if known else None)


async def _account(parts: Parts, section: LdapSettings, person: Person) -> Account | None:
    """The account a sign-in would enter now."""
    key = identity.known_form(PROVIDER, person.subject)
    linked = await parts.store.view(IDENTITIES).find_one({"_id": key})
    if linked is not None:
        return await parts.accounts.get(linked["user_id"])
    return await parts.accounts.by_email(person.email) if section.link_by_email and person.email else None


async def _verified(parts: Parts, section: LdapSettings, name: str, password: str) -> Person | None:
    """What could never be right is not sent to the directory at all."""
    if not name or len(name) > MAX_NAME or not password or "\0" in password:
        return None
    if len(password.encode("utf-8", "replace")) > MAX_PASSWORD:
        return None
    return await parts.directory.verify(server_of(section), name, password)


async def _enter(parts: Parts, ctx: CallContext, section: LdapSettings, person: Person) -> Registered:
    command = sign_in_external.SignInExternal(
        provider=PROVIDER,
        subject=person.subject,
        email=person.email,
        # Who administers the directory vouches for what is in it.
        email_verified=True,
        name=person.name,
        role=await role_given(parts, section, person),
        link_by_email=section.link_by_email,
        may_register=section.allow_registration,
    )
    registered = await sign_in_external.handle(parts, ctx, command)
    if section.enable_group_management:
        names = _acceptable(person.group_names)
        await _set_groups(parts, ctx, registered.user.id, names, section.enable_group_creation)
    return registered


async def _set_groups(
    parts: Parts, ctx: CallContext, user_id: str, names: tuple[str, ...], create: bool
) -> None:
    command = set_memberships_of_user.SetMembershipsOfUser(user_id, PROVIDER, names, create)
    try:
        await set_memberships_of_user.handle(parts, ctx, command)
    except GroupNameTaken:
        # Somebody else's sign-in made the group just now: it is found this time.
        await set_memberships_of_user.handle(parts, ctx, command)


def _acceptable(names: Sequence[str]) -> tuple[str, ...]:
    """The names a group can have here."""
    found = []
    for name in names:
        try:
            found.append(acceptable_name(name))
        except ValueInvalid:
            _log.warning("a group of the directory has a name that groups cannot have here")
    return tuple(found)


async def _count_address(parts: Parts, ctx: CallContext) -> None:
    if ctx.address:
        await parts.throttle.count("address", ctx.address)
