"""Update a user: an administrator changes an account."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kernel.context import CallContext
from kernel.errors import ClaimTaken
from kernel.eventstore.model import Transaction
from services.auth.adapters import credentials
from services.auth.adapters.accounts import load, stream_of
from services.auth.commands import administrators, developer_keys
from services.auth.commands.account_change import after
from services.auth.commands.parts import Parts
from services.auth.commands.registration import EMAIL
from services.auth.domain import installation, user
from services.auth.domain.events import PasswordChanged
from services.auth.domain.refusals import EmailTaken
from services.auth.domain.values import (
    display_name,
    known_role,
    normal_email,
    profile_image,
)


@dataclass(frozen=True, slots=True)
class UpdateUser:
    """None leaves a field as it is."""

    user_id: str
    caller: str
    role: str | None = None
    name: str | None = None
    email: str | None = None
    profile_image_url: str | None = None
    password: str | None = None


async def handle(parts: Parts, ctx: CallContext, command: UpdateUser) -> None:
    """Raises UserNotFound, ActionProhibited, LastAdmin, EmailTaken and what the values raise."""
    wanted = _checked(parts, replace(command, profile_image_url=await _image(parts, command)))
    hashed = await parts.passwords.hash(wanted.password) if wanted.password else None

    async def work(tx: Transaction) -> int | None:
        state, _ = await tx.fold(installation.STREAM, parts.installations.initial, installation.evolve)
        account = await load(tx, wanted.user_id)
        before = user.changeable_by(account.user if account else None, state.owner, wanted.caller)
        assert account is not None
        events = _decide(before, wanted, state.owner)
        now = after(before, events)
        leaves = before.role == "admin" and now.role != "admin"
        if leaves and before.active:
            await administrators.another_than(tx, before.id)
        if now.email != before.email:
            await tx.claim(EMAIL, now.email, before.id)
            await tx.release(EMAIL, before.email, before.id)
        if leaves:
            await developer_keys.revoke_made_by(tx, before.id)
        if hashed is not None:
            events.append(PasswordChanged(before.id))
            await tx.write(credentials.password_set(before.id, hashed))
        await tx.append(stream_of(before.id), account.version, events)
        return account.version if now.role != before.role or hashed is not None else None

    try:
        stale = await parts.store.execute(ctx, work)
    except ClaimTaken as error:
        raise EmailTaken("an account with this address exists") from error
    await parts.changes.user(wanted.user_id)
    if stale is not None:
        await parts.spread.account(wanted.user_id, stale)


async def _image(parts: Parts, command: UpdateUser) -> str | None:
    url = command.profile_image_url
    return None if url is None else await parts.images.settled(url)


def _checked(parts: Parts, command: UpdateUser) -> UpdateUser:
    return replace(
        command,
        role=None if command.role is None else known_role(command.role),
        name=None if command.name is None else display_name(command.name),
        email=None if command.email is None else normal_email(command.email),
        profile_image_url=(
            None if command.profile_image_url is None else profile_image(command.profile_image_url)
        ),
        # Stock clients send an empty password when it is to stay.
        password=(
            parts.settings.password_rules.accept(command.password, command.email or "", command.name or "")
            if command.password
            else None
        ),
    )


def _decide(before: user.User, wanted: UpdateUser, owner: str) -> list[object]:
    profile = user.Profile(
        wanted.name if wanted.name is not None else before.name,
        wanted.profile_image_url if wanted.profile_image_url is not None else before.profile_image_url,
        before.bio,
        before.gender,
        before.date_of_birth,
    )
    events = user.update_profile(before, profile)
    if wanted.email is not None:
        events += user.change_email(before, wanted.email)
    if wanted.role is not None:
        events += user.change_role(before, wanted.role, owner)
    return events
