"""Change the own password: every session of the account ends."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.context import CallContext
from kernel.eventstore.model import Transaction
from services.auth.adapters import credentials
from services.auth.adapters.accounts import load
from services.auth.commands.parts import Parts
from services.auth.domain.events import PasswordChanged
from services.auth.domain.refusals import PasswordWrong, UserNotFound


@dataclass(frozen=True, slots=True)
class ChangePassword:
    user_id: str
    present: str
    new: str


async def handle(parts: Parts, ctx: CallContext, command: ChangePassword) -> None:
    """Raises PasswordWrong, PasswordUnacceptable, TooManyTries."""
    known = await parts.accounts.get(command.user_id)
    own = (known.user.email, known.user.name) if known else ()
    parts.settings.password_rules.accept(command.new, *own)
    await parts.throttle.take("password", command.user_id, parts.settings.signin_tries)
    stored = await parts.credentials.password_hash(command.user_id)
    if not await parts.passwords.matches(command.present, stored):
        raise PasswordWrong("this is not the present password")
    await parts.throttle.refund("password", command.user_id)
    hashed = await parts.passwords.hash(command.new)

    async def work(tx: Transaction) -> int:
        account = await load(tx, command.user_id)
        if account is None:
            raise UserNotFound("no such account")
        document = await tx.view(credentials.PASSWORDS).find_one({"_id": command.user_id})
        if document is None or document["hash"] != stored:
            raise PasswordWrong("the password was changed meanwhile")
        await tx.append(account.stream, account.version, [PasswordChanged(command.user_id)])
        await tx.write(credentials.password_set(command.user_id, hashed))
        return account.version

    before = await parts.store.execute(ctx, work)
    await parts.changes.user(command.user_id)
    await parts.spread.account(command.user_id, before)
