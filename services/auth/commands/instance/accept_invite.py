"""Accept an invitation: somebody registers with its code, also while sign-up is closed."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from kernel.context import CallContext, Caller
from kernel.errors import ClaimTaken
from kernel.eventstore.model import Transaction
from services.auth.commands.instance.create_account import CreateAccount, check, open_in
from services.auth.commands.parts import Parts
from services.auth.domain import invite
from services.auth.domain.refusals import InviteNotFound, UsernameTaken


@dataclass(frozen=True, slots=True)
class AcceptInvite:
    code: str
    username: str
    password: str


async def handle(parts: Parts, ctx: CallContext, command: AcceptInvite) -> str:
    """The account's id. Raises InviteNotFound, UsernameInvalid, UsernameTaken, PasswordUnacceptable,
    TooManyTries."""
    checked = check(parts, CreateAccount(command.username, command.password))
    stream = invite.stream_of(await invite_of(parts, ctx, command.code))
    user_id = str(uuid.uuid4())

    async def work(tx: Transaction, hashed: str) -> None:
        state, version = await tx.fold(stream, invite.Invite(), invite.evolve)
        await tx.append(stream, version, invite.claim(state, user_id))
        await open_in(parts, tx, user_id, checked, hashed)

    # Asked before the costly hash; what counts is asked again in the transaction.
    invite.claim(await _state(parts, ctx, stream), user_id)
    hashed = await parts.passwords.hash(command.password)
    try:
        who = ctx.by(Caller(user_id, "user", "invite"))
        await parts.store.execute(who, lambda tx: work(tx, hashed))
    except ClaimTaken as error:
        raise UsernameTaken("this username is taken") from error
    return user_id


async def invite_of(parts: Parts, ctx: CallContext, code: str) -> str:
    """The invitation a code leads to; tries are counted by address. Raises InviteNotFound, TooManyTries."""
    if ctx.address:
        await parts.throttle.check("address", ctx.address, parts.settings.signin_tries_address)
    invite_id = await parts.invite_codes.invite_of(code)
    if invite_id is None:
        if ctx.address:
            await parts.throttle.count("address", ctx.address)
        raise InviteNotFound("no such invitation")
    return invite_id


async def _state(parts: Parts, ctx: CallContext, stream: str) -> invite.Invite:
    async def work(tx: Transaction) -> invite.Invite:
        state, _ = await tx.fold(stream, invite.Invite(), invite.evolve)
        return state

    return await parts.store.execute(ctx, work)
