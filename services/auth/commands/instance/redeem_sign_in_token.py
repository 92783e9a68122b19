"""Redeem a token that signs somebody in once: a session begins."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.context import CallContext, Caller
from kernel.errors import Refusal
from kernel.eventstore.model import Transaction
from services.auth.adapters.session_tokens import SessionClaims
from services.auth.commands.parts import Parts
from services.auth.commands.registration import Registered, begin_session, new_session_id
from services.auth.domain import instance

PROVIDER = "simple-sso"


@dataclass(frozen=True, slots=True)
class RedeemSignInToken:
    token: str


async def handle(parts: Parts, ctx: CallContext, command: RedeemSignInToken) -> Registered:
    """The account and its session. Raises Refusal INVALID_CREDENTIAL, TooManyTries."""
    if ctx.address:
        await parts.throttle.check("address", ctx.address, parts.settings.signin_tries_address)
    user_id = await parts.sign_in_tokens.use(command.token)
    account = await parts.accounts.fresh(user_id) if user_id is not None else None
    if account is None or instance.suspended(account.user):
        if ctx.address:
            await parts.throttle.count("address", ctx.address)
        raise Refusal("INVALID_CREDENTIAL")
    who, epoch, session_id = account.user, account.epoch, new_session_id()
    lifetime = (await parts.installations.get()).installation.session_lifetime

    async def work(tx: Transaction) -> SessionClaims:
        return await begin_session(tx, session_id, who.id, epoch, lifetime, PROVIDER)

    claims = await parts.store.execute(ctx.by(Caller(who.id, who.role, "session", session_id)), work)
    parts.activity.touch(who.id)
    return Registered(who, parts.sessions.remember(claims))
