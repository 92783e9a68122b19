"""Make a SCIM token for an identity provider. Others of the same provider go on working."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass

from kernel.context import CallContext
from kernel.eventstore.model import Transaction
from services.auth.adapters import credentials
from services.auth.adapters.accounts import stream_of
from services.auth.commands.parts import Parts
from services.auth.domain import scim_token
from services.auth.domain.keys import expiry

STREAM = stream_of(scim_token.ACCOUNT_ID)


@dataclass(frozen=True, slots=True)
class CreateScimToken:
    provider: str
    created_by: str
    view: str = scim_token.OWN
    name: str = ""
    expires_at: int = 0


async def handle(parts: Parts, ctx: CallContext, command: CreateScimToken) -> tuple[str, str]:
    """Id and secret of the token; the secret is stored nowhere. Raises ValueInvalid."""
    secret, key_id = credentials.new_scim_token(), str(uuid.uuid4())
    events = scim_token.create(
        key_id,
        command.provider,
        command.view,
        command.name.strip(),
        secret[-4:],
        command.created_by,
        expiry(command.expires_at, int(time.time())),
    )

    async def work(tx: Transaction) -> None:
        _, version = await tx.fold(STREAM, None, lambda _, __: None)
        await tx.append(STREAM, version, events)
        await tx.write(credentials.key_added(secret, key_id, scim_token.ACCOUNT_ID))

    await parts.store.execute(ctx, work)
    return key_id, secret
