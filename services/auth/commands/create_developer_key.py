"""Make a developer key."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass

from kernel.context import CallContext
from kernel.eventstore.model import Transaction
from services.auth.adapters import credentials
from services.auth.commands.developer_keys import STREAM, version_of
from services.auth.commands.parts import Parts
from services.auth.domain import developer
from services.auth.domain.keys import expiry


@dataclass(frozen=True, slots=True)
class CreateDeveloperKey:
    name: str
    created_by: str
    expires_at: int = 0


async def handle(parts: Parts, ctx: CallContext, command: CreateDeveloperKey) -> tuple[str, str]:
    """Id and secret of the key; the secret is stored nowhere. Raises ValueInvalid."""
    expires_at = expiry(command.expires_at, int(time.time()))
    secret, key_id = credentials.new_developer_key(), str(uuid.uuid4())
    events = developer.create(key_id, command.name.strip(), secret[-4:], command.created_by, expires_at)

    async def work(tx: Transaction) -> None:
        await tx.append(STREAM, await version_of(tx), events)
        await tx.write(credentials.key_added(secret, key_id, developer.ACCOUNT_ID))

    await parts.store.execute(ctx, work)
    return key_id, secret
