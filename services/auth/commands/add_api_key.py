"""Add a named API key beside those the account has."""

from __future__ import annotations

import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from kernel.context import CallContext
from kernel.eventstore.model import Transaction
from kernel.rpc.scopes import NAMES
from services.auth.adapters import credentials
from services.auth.adapters.accounts import load
from services.auth.commands.parts import Parts
from services.auth.domain import keys
from services.auth.domain.refusals import ApiKeysForbidden, UserNotFound
from services.auth.projections.api_keys import COLLECTION


@dataclass(frozen=True, slots=True)
class AddApiKey:
    user_id: str
    name: str
    scopes: Sequence[str] = ()
    expires_at: int = 0


async def handle(parts: Parts, ctx: CallContext, command: AddApiKey) -> tuple[str, str]:
    """Id and secret of the key; the secret is stored nowhere. Raises ApiKeysForbidden, ValueInvalid."""
    if not (await parts.installations.get()).installation.settings["ENABLE_API_KEYS"]:
        raise ApiKeysForbidden("API keys are switched off")
    expires_at = keys.expiry(command.expires_at, int(time.time()))
    secret, key_id = credentials.new_api_key(), str(uuid.uuid4())

    async def work(tx: Transaction) -> None:
        account = await load(tx, command.user_id)
        if account is None:
            raise UserNotFound("no such account")
        held = await tx.view(COLLECTION).count_documents({"user_id": command.user_id})
        events = keys.add(
            command.user_id, key_id, command.name, command.scopes, expires_at, secret[-4:],
            known=NAMES, held=held,
        )  # fmt: skip
        await tx.append(account.stream, account.version, events)
        await tx.write(credentials.key_added(secret, key_id, command.user_id))

    await parts.store.execute(ctx, work)
    await parts.changes.user(command.user_id)
    return key_id, secret
