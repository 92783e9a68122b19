"""Update an account as the AnythingLLM developer API may: any part, all or nothing."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.context import CallContext
from kernel.errors import ClaimTaken
from kernel.eventstore.model import Transaction
from services.auth.adapters import credentials
from services.auth.adapters.accounts import load
from services.auth.commands import administrators, developer_keys
from services.auth.commands.account_change import after
from services.auth.commands.parts import Parts
from services.auth.commands.registration import EMAIL
from services.auth.domain import instance, user
from services.auth.domain.events import PasswordChanged
from services.auth.domain.refusals import ActionProhibited, UsernameTaken, UserNotFound, ValueInvalid


@dataclass(frozen=True, slots=True)
class UpdateAccount:
    """None leaves a part as it is. `role` is default, manager or admin; a limit of 0 is none."""

    user_id: str
    username: str | None = None
    password: str | None = None
    role: str | None = None
    suspended: bool | None = None
    daily_message_limit: int | None = None
    bio: str | None = None


async def handle(parts: Parts, ctx: CallContext, command: UpdateAccount) -> None:
    """Raises UserNotFound, UsernameInvalid, UsernameTaken, PasswordUnacceptable, ValueInvalid,
    ActionProhibited, LastAdmin."""
    _check(parts, command)
    hashed = await parts.passwords.hash(command.password) if command.password is not None else None

    async def work(tx: Transaction) -> int | None:
        state, _ = await parts.installations.load(tx)
        account = await load(tx, command.user_id)
        if account is None:
            raise UserNotFound("no such account")
        before = account.user
        events = _decide(before, command, state.owner)
        now = after(before, events)
        if user.administers(before) and not user.administers(now):
            await administrators.another_than(tx, before.id)
            await developer_keys.revoke_made_by(tx, before.id)
        await _rename(tx, before, now)
        if hashed is not None:
            events.append(PasswordChanged(before.id))
            await tx.write(credentials.password_set(before.id, hashed))
        await tx.append(account.stream, account.version, events)
        rights = (now.role, now.active, now.daily_message_limit)
        changed = rights != (before.role, before.active, before.daily_message_limit)
        return account.version if changed or hashed is not None else None

    try:
        stale = await parts.store.execute(ctx, work)
    except ClaimTaken as error:
        raise UsernameTaken("this username is taken") from error
    await parts.changes.user(command.user_id)
    if stale is not None:
        await parts.spread.account(command.user_id, stale)


def _check(parts: Parts, command: UpdateAccount) -> None:
    if command == UpdateAccount(command.user_id):
        raise ValueInvalid("user", "nothing was given that can be changed")
    if command.username is not None:
        instance.username(command.username)
    if command.password is not None:
        rules = parts.settings.password_rules
        rules.accept(command.password, command.username or "", shortest=instance.SHORTEST_PASSWORD)
    if command.bio is not None and len(command.bio) > instance.LONGEST_BIO:
        raise ValueInvalid("bio", f"at most {instance.LONGEST_BIO} characters")


def _decide(before: user.User, command: UpdateAccount, owner: str) -> list[object]:
    events: list[object] = []
    manager = None
    if command.role is not None:
        role, manager = instance.account_role(command.role)
        # Who waits for approval goes on waiting: `suspended` says when that ends.
        if before.role != "pending" or role == "admin":
            events += user.change_role(before, role, owner)
    events += instance.change_profile(before, command.username, manager, command.daily_message_limit)
    if command.suspended is True:
        if before.id == owner:
            raise ActionProhibited("the first administrator cannot be suspended")
        events += user.deactivate(before)
    elif command.suspended is False:
        events += user.reactivate(before)
        if before.role == "pending" and command.role is None:
            events += user.change_role(before, "user", owner)
    if command.bio is not None:
        image = before.profile_image_url
        profile = user.Profile(before.name, image, command.bio, before.gender, before.date_of_birth)
        events += user.update_profile(before, profile)
    return events


async def _rename(tx: Transaction, before: user.User, now: user.User) -> None:
    """Names to sign in with are unique, usernames and addresses together."""
    if now.username == before.username:
        return
    if now.username and now.username != now.email:
        await tx.claim(EMAIL, now.username, before.id)
    if before.username and before.username != before.email:
        await tx.release(EMAIL, before.username, before.id)
