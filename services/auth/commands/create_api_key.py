"""Make a new API key; the one before stops working."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from kernel.context import CallContext
from kernel.eventstore.model import Transaction
from services.auth.adapters import credentials
from services.auth.adapters.accounts import load
from services.auth.commands.parts import Parts
from services.auth.domain import user
from services.auth.domain.refusals import ApiKeysForbidden, UserNotFound


@dataclass(frozen=True, slots=True)
class CreateApiKey:
    user_id: str


async def handle(parts: Parts, ctx: CallContext, command: CreateApiKey) -> str:
    """The key, which is stored nowhere. Raises ApiKeysForbidden."""
    if not (await parts.installations.get()).installation.settings["ENABLE_API_KEYS"]:
        raise ApiKeysForbidden("API keys are switched off")
    secret, key_id = credentials.new_api_key(), str(uuid.uuid4())

    async def work(tx: Transaction) -> str:
        account = await load(tx, command.user_id)
        if account is None:
            raise UserNotFound("no such account")
        events = user.create_api_key(account.user, key_id, secret[-4:])
        await tx.append(account.stream, account.version, events)
        if account.user.api_key_id:
            await tx.write(*credentials.keys_removed([account.user.api_key_id]))
        await tx.write(credentials.key_added(secret, key_id, command.user_id))
        return account.user.api_key_id

    replaced = await parts.store.execute(ctx, work)
    await parts.changes.user(command.user_id)
    if replaced:
        await parts.spread.session(replaced)
    return secret
