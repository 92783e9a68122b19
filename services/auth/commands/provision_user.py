"""Provision a user: an identity provider or another system registers an account, without a session."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from kernel.context import CallContext
from kernel.errors import ClaimTaken
from kernel.eventstore.model import Transaction
from services.auth.adapters import credentials
from services.auth.commands.parts import Parts
from services.auth.commands.registration import Newcomer, Opened, open_account
from services.auth.domain import events
from services.auth.domain.refusals import EmailTaken
from services.auth.domain.values import (
    DEFAULT_IMAGE,
    display_name,
    known_role,
    normal_email,
)


@dataclass(frozen=True, slots=True)
class ProvisionUser:
    """`role` None means the default role; without a password nobody signs in with one.

    `password_hash` is one that `domain.password_hashes.importable` lets through.
    """

    email: str
    name: str
    role: str | None = None
    active: bool = True
    password: str | None = None
    password_hash: str | None = None


async def handle(parts: Parts, ctx: CallContext, command: ProvisionUser) -> str:
    """The account's id. Raises EmailTaken, EmailInvalid, PasswordUnacceptable, ValueInvalid.

    Only somebody who was given the role admin becomes the owner of an installation without one.
    """
    current = await parts.installations.get()
    role = known_role(command.role or str(current.installation.settings["DEFAULT_USER_ROLE"]))
    email, password = normal_email(command.email), command.password
    who = Newcomer(display_name(command.name), email, password or "", DEFAULT_IMAGE)
    hashed = command.password_hash
    if password is not None:
        parts.settings.password_rules.accept(password, email, command.name)
        hashed = await parts.passwords.hash(password)
    user_id = str(uuid.uuid4())
    further = [] if command.active else [events.UserDeactivated(user_id)]

    async def work(tx: Transaction) -> Opened:
        opened = await open_account(parts, tx, user_id, who, role, further=further)
        if hashed is not None:
            await tx.write(credentials.password_set(user_id, hashed))
        return opened

    try:
        opened = await parts.store.execute(ctx, work)
    except ClaimTaken as error:
        raise EmailTaken("an account with this address exists") from error
    if opened.owned:
        await parts.changes.installation()
    return user_id
