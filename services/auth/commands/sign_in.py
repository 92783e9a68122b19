"""Sign in: a password is checked and a session begins.

Failed tries are counted by account name, known or not, and by address. Somebody who signed in from an
address before has a count of their own there, so that nobody elsewhere can keep them out. The account
is read before its password hash: if the password changes in between, either the check fails or the
session is of an epoch that is over.
"""

from __future__ import annotations

from dataclasses import dataclass

from kernel.context import CallContext, Caller
from kernel.eventstore.model import Transaction
from services.auth.adapters.session_tokens import SessionClaims
from services.auth.commands.parts import Parts
from services.auth.commands.registration import Registered, begin_session, new_session_id
from services.auth.domain.refusals import CredentialsWrong
from services.auth.domain.values import MAX_PASSWORD


@dataclass(frozen=True, slots=True)
class SignIn:
    email: str
    password: str


async def handle(parts: Parts, ctx: CallContext, command: SignIn) -> Registered:
    """The account and a new session. Raises CredentialsWrong, TooManyTries, Refusal OVERLOADED."""
    settings, throttle = parts.settings, parts.throttle
    email = command.email.strip().lower()
    if ctx.address:
        await throttle.check("address", ctx.address, settings.signin_tries_address)
    tried = await _tried(parts, email, ctx.address)
    await throttle.take(*tried, settings.signin_tries)
    account = await parts.accounts.by_name(email)
    stored = await parts.credentials.password_hash(account.user.id) if account else None
    # A longer one was never accepted: the work is the same with what fits.
    fits = len(command.password.encode("utf-8", "replace")) <= MAX_PASSWORD
    matches = await parts.passwords.matches(command.password if fits else "", stored)
    if account is None or stored is None or not matches or not fits or not account.user.active:
        if ctx.address:
            await throttle.count("address", ctx.address)
        raise CredentialsWrong("e-mail or password is wrong")
    await throttle.refund(*tried)
    if ctx.address and tried[0] == "email":
        await throttle.vouch("place", _place(email, ctx.address))
    if parts.passwords.outdated(stored):
        fresh = await parts.passwords.hash(command.password)
        await parts.credentials.rehashed(account.user.id, stored, fresh)

    lifetime = (await parts.installations.get()).installation.session_lifetime
    user_id, epoch, session_id = account.user.id, account.epoch, new_session_id()

    async def work(tx: Transaction) -> SessionClaims:
        return await begin_session(tx, session_id, user_id, epoch, lifetime)

    who = Caller(user_id, account.user.role, "session", session_id)
    claims = await parts.store.execute(ctx.by(who), work)
    parts.activity.touch(user_id)
    return Registered(account.user, parts.sessions.remember(claims))


async def _tried(parts: Parts, email: str, address: str) -> tuple[str, str]:
    """Kind and value under which a try counts."""
    place = _place(email, address)
    if address and await parts.throttle.vouched("place", place):
        return "place", place
    return "email", email


def _place(email: str, address: str) -> str:
    return f"{email} {address}"
