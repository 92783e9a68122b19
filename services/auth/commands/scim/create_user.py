"""Create a user: a provider describes somebody who gets an account."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kernel.context import CallContext
from kernel.eventstore.model import Transaction
from services.auth.adapters.scim import Scope
from services.auth.commands import provision_user
from services.auth.commands.parts import Parts
from services.auth.commands.provision_user import ProvisionUser
from services.auth.commands.scim import roles
from services.auth.commands.scim.attributes import keep
from services.auth.commands.scim.together import together
from services.auth.domain.refusals import EmailInvalid
from services.auth.domain.values import normal_email
from services.auth.scim import accounts

NOWHERE = "no-mail.invalid"
"""Host of the address of accounts whose provider gave none; nothing can be sent there (RFC 2606)."""


@dataclass(frozen=True, slots=True)
class CreateUser:
    scope: Scope
    document: Mapping[str, Any]


async def handle(parts: Parts, ctx: CallContext, command: CreateUser) -> str:
    """The account's id. Raises ScimError uniqueness, EmailTaken, EmailInvalid, PasswordUnacceptable."""
    document = dict(command.document)
    password = document.pop("password", None)
    role = await roles.first(parts, document)
    wanted = ProvisionUser(
        email=address_of(document) or f"{uuid.uuid4().hex}@{NOWHERE}",
        name=accounts.name(document),
        role=role,
        active=document.get("active", True),
        password=password,
    )

    async def run(tx: Transaction) -> str:
        user_id = await provision_user.handle(parts, ctx, wanted)
        await keep(tx, user_id, command.scope.provider, document)
        return user_id

    return await together(parts, ctx, run)


def address_of(document: Mapping[str, Any]) -> str:
    """The account's address: an e-mail, else a userName that is one, else ""."""
    found = accounts.address(document)
    if found:
        return found
    try:
        return normal_email(str(document["userName"]))
    except EmailInvalid:
        return ""
