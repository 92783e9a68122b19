"""What signing up and adding somebody share: a new account with password, address and session."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass

from kernel.context import CallContext, Caller
from kernel.errors import ClaimTaken
from kernel.eventstore.model import Transaction
from services.auth.adapters import credentials
from services.auth.adapters.accounts import stream_of
from services.auth.adapters.session_tokens import SessionClaims
from services.auth.adapters.sessions import StartedSession
from services.auth.commands.parts import Parts
from services.auth.domain import installation, session, user
from services.auth.domain.refusals import EmailTaken
from services.auth.domain.values import acceptable_password, display_name, normal_email, profile_image

EMAIL = "email"
"""Kind of the claim that keeps addresses unique."""


@dataclass(frozen=True, slots=True)
class Registered:
    """A new account and its first session."""

    user: user.User
    session: StartedSession


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Checked details of a new account."""

    name: str
    email: str
    password: str
    image: str


def newcomer(parts: Parts, name: str, email: str, password: str, image: str | None) -> Newcomer:
    """Check what was sent. Raises EmailInvalid, PasswordUnacceptable, ValueInvalid."""
    return Newcomer(
        display_name(name),
        normal_email(email),
        acceptable_password(password, parts.settings.password_min_length),
        profile_image(image),
    )


async def register(parts: Parts, ctx: CallContext, who: Newcomer, role: str | None) -> Registered:
    """Record the account, its password and a session in one commit.

    `role` None asks the installation: the first account owns it, later ones get the default role or
    are refused. Raises EmailTaken, SignupDisabled.
    """
    hashed = await parts.passwords.hash(who.password)
    user_id, session_id = str(uuid.uuid4()), str(uuid.uuid4())

    async def work(tx: Transaction) -> tuple[str, bool, SessionClaims]:
        state, version = await tx.fold(installation.STREAM, parts.installations.initial, installation.evolve)
        if role is None:
            given, owned = installation.admit(state, user_id)
        else:
            given, owned = role, installation.add(state, user_id, role)
        await tx.claim(EMAIL, who.email, user_id)
        # At version 0 of the installation's stream only one of several first accounts gets in.
        await tx.append(installation.STREAM, version, owned)
        await tx.append(stream_of(user_id), 0, user.register(user_id, who.email, who.name, given, who.image))
        now, lifetime = int(time.time()), state.session_lifetime
        await tx.append(f"session-{session_id}", 0, session.start(session_id, user_id, 0, now, lifetime))
        await tx.write(credentials.password_set(user_id, hashed))
        return given, bool(owned), SessionClaims(user_id, session_id, now, now + lifetime)

    if ctx.caller is None:
        ctx = ctx.by(Caller(user_id, role or "pending", "session", session_id))
    try:
        given, owned, claims = await parts.store.execute(ctx, work)
    except ClaimTaken as error:
        raise EmailTaken("an account with this address exists") from error
    if owned:
        await parts.changes.installation()
    registered = user.User(user_id, who.email, who.name, given, who.image)
    return Registered(registered, parts.sessions.remember(claims))
