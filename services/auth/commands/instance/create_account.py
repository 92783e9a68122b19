"""Create an account by username, with the role and the limit the AnythingLLM developer API gives."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from kernel.context import CallContext
from kernel.errors import ClaimTaken
from kernel.eventstore.model import Transaction
from services.auth.adapters import credentials
from services.auth.commands.parts import Parts
from services.auth.commands.registration import EMAIL, Newcomer, Opened, open_account
from services.auth.domain import instance
from services.auth.domain.events import UserProfileUpdated
from services.auth.domain.instance_events import InstanceProfileChanged
from services.auth.domain.refusals import UsernameTaken, ValueInvalid
from services.auth.domain.values import DEFAULT_IMAGE


@dataclass(frozen=True, slots=True)
class CreateAccount:
    """`role` is default, manager or admin; `daily_message_limit` 0 means any number."""

    username: str
    password: str
    role: str = instance.DEFAULT
    daily_message_limit: int = 0
    bio: str = ""


async def handle(parts: Parts, ctx: CallContext, command: CreateAccount) -> str:
    """The account's id. Raises UsernameInvalid, UsernameTaken, PasswordUnacceptable, ValueInvalid."""
    user_id = str(uuid.uuid4())
    checked = check(parts, command)
    hashed = await parts.passwords.hash(command.password)

    async def work(tx: Transaction) -> Opened:
        return await open_in(parts, tx, user_id, checked, hashed)

    try:
        opened = await parts.store.execute(ctx, work)
    except ClaimTaken as error:
        raise UsernameTaken("this username is taken") from error
    if opened.owned:
        await parts.changes.installation()
    return user_id


def check(parts: Parts, command: CreateAccount) -> CreateAccount:
    """Raises UsernameInvalid, PasswordUnacceptable, ValueInvalid."""
    instance.username(command.username)
    rules = parts.settings.password_rules
    rules.accept(command.password, command.username, shortest=instance.SHORTEST_PASSWORD)
    instance.account_role(command.role)
    instance.message_limit(command.daily_message_limit or None)
    if len(command.bio) > instance.LONGEST_BIO:
        raise ValueInvalid("bio", f"at most {instance.LONGEST_BIO} characters")
    return command


async def open_in(parts: Parts, tx: Transaction, user_id: str, command: CreateAccount, hashed: str) -> Opened:
    """Open it in a transaction. Raises ClaimTaken."""
    role, manager = instance.account_role(command.role)
    name, address = command.username, instance.address_for(command.username)
    further: list[object] = [InstanceProfileChanged(user_id, name, manager, command.daily_message_limit)]
    if command.bio:
        further.append(UserProfileUpdated(user_id, name, command.bio, "", ""))
    who = Newcomer(name, address, command.password, DEFAULT_IMAGE)
    opened = await open_account(parts, tx, user_id, who, role, further=further)
    if name != address:
        await tx.claim(EMAIL, name, user_id)
    await tx.write(credentials.password_set(user_id, hashed))
    return opened
