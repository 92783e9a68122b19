"""What all that make accounts share: a new account with its address, and mostly a first session."""

from __future__ import annotations

import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from kernel.context import CallContext, Caller
from kernel.errors import ClaimTaken
from kernel.eventstore.model import Transaction
from services.auth.adapters import activity, credentials
from services.auth.adapters.accounts import stream_of
from services.auth.adapters.numbers import USER
from services.auth.adapters.session_tokens import SessionClaims
from services.auth.adapters.sessions import StartedSession
from services.auth.commands.groups.join_default import join_default
from services.auth.commands.parts import Parts
from services.auth.domain import installation, session, user
from services.auth.domain.instance_events import UserNumbered
from services.auth.domain.refusals import EmailTaken
from services.auth.domain.values import display_name, normal_email, profile_image

EMAIL = "email"
"""Kind of the claim that keeps addresses unique."""


@dataclass(frozen=True, slots=True)
class Registered:
    """An account and a session that began just now."""

    user: user.User
    session: StartedSession


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Checked details of a new account; the password is empty when there is to be none."""

    name: str
    email: str
    password: str
    image: str


@dataclass(frozen=True, slots=True)
class Opened:
    """An account opened in a transaction. `owned`: it became the installation's first administrator."""

    user: user.User
    owned: bool
    session_lifetime: int


def newcomer(parts: Parts, name: str, email: str, password: str, image: str | None) -> Newcomer:
    """Check what was sent. Raises EmailInvalid, PasswordUnacceptable, ValueInvalid."""
    parts.settings.password_rules.accept(password, email, name)
    return Newcomer(display_name(name), normal_email(email), password, profile_image(image))


async def open_account(
    parts: Parts,
    tx: Transaction,
    user_id: str,
    who: Newcomer,
    role: str | None,
    *,
    invited: bool = False,
    further: Sequence[object] = (),
) -> Opened:
    """Claim the address and append the account's first events, `further` among them.

    `role` None asks the installation: the first account owns it, later ones get the default role or,
    unless `invited`, are refused while sign-up is closed. Raises ClaimTaken, SignupDisabled.
    """
    state, version = await parts.installations.load(tx)
    if role is None:
        given, owned = installation.admit(state, user_id, invited)
    else:
        given, owned = role, installation.add(state, user_id, role)
    await tx.claim(EMAIL, who.email, user_id)
    # At version 0 of the installation's stream only one of several first accounts gets in.
    await tx.append(installation.STREAM, version, owned)
    first = user.register(user_id, who.email, who.name, given, who.image)
    number = UserNumbered(user_id, await parts.numbers.next(USER))
    await tx.append(stream_of(user_id), 0, [*first, number, *further])
    await tx.write(activity.opened(user_id, int(time.time())))
    await join_default(tx, state.settings, user_id)
    registered = user.User(user_id, who.email, who.name, given, who.image)
    return Opened(registered, bool(owned), state.session_lifetime)


def new_session_id() -> str:
    """Known before the commit, which is recorded as made with this session."""
    return str(uuid.uuid4())


async def begin_session(
    tx: Transaction,
    session_id: str,
    user_id: str,
    epoch: int,
    lifetime: int,
    provider: str = "",
    idp_session: str = "",
) -> SessionClaims:
    """Append the beginning of a session and give what its token says."""
    now = int(time.time())
    events = session.start(session_id, user_id, epoch, now, lifetime, provider, idp_session)
    await tx.append(f"session-{session_id}", 0, events)
    return SessionClaims(user_id, session_id, now, now + lifetime)


async def register(parts: Parts, ctx: CallContext, who: Newcomer, role: str | None) -> Registered:
    """Record the account, its password and a session in one commit.

    `role` as in `open_account`. Raises EmailTaken, SignupDisabled.
    """
    hashed = await parts.passwords.hash(who.password)
    user_id, session_id = str(uuid.uuid4()), new_session_id()

    async def work(tx: Transaction) -> tuple[Opened, SessionClaims]:
        opened = await open_account(parts, tx, user_id, who, role)
        claims = await begin_session(tx, session_id, user_id, 0, opened.session_lifetime)
        await tx.write(credentials.password_set(user_id, hashed))
        return opened, claims

    if ctx.caller is None:
        ctx = ctx.by(Caller(user_id, role or "pending", "session", session_id))
    try:
        opened, claims = await parts.store.execute(ctx, work)
    except ClaimTaken as error:
        raise EmailTaken("an account with this address exists") from error
    if opened.owned:
        await parts.changes.installation()
    return Registered(opened.user, parts.sessions.remember(claims))
