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
from services.auth.commands.scim import addresses, roles
from services.auth.commands.scim.attributes import keep
from services.auth.commands.scim.together import together
from services.auth.scim import accounts

NOWHERE = "no-mail.invalid"
"""Host of the address of accounts whose provider gave none that is free; mail cannot be sent there."""


@dataclass(frozen=True, slots=True)
class CreateUser:
    scope: Scope
    document: Mapping[str, Any]


async def handle(parts: Parts, ctx: CallContext, command: CreateUser) -> str:
    """The account's id. Raises ScimError uniqueness, EmailTaken, PasswordUnacceptable."""
    document = dict(command.document)
    password = document.pop("password", None)
    role = await roles.first(parts, document)

    async def run(tx: Transaction) -> str:
        address = await addresses.free(tx, command.scope, document)
        wanted = ProvisionUser(
            email=address or f"{uuid.uuid4().hex}@{NOWHERE}",
            name=accounts.name(document),
            role=role,
            active=document.get("active", True),
            password=password,
        )
        user_id = await provision_user.handle(parts, ctx, wanted)
        await keep(tx, user_id, command.scope.provider, document, made=True)
        return user_id

    return await together(parts, ctx, run)
