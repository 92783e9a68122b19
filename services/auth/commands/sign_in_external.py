"""Sign in with an identity provider's word: LDAP, OpenID Connect.

The identity (provider and subject) decides whose account it is. One that is not known yet is linked
to the account with its address, or a new account is made: each only when the caller allows it and the
provider says that the address is the person's own. Without that, somebody could take an account over,
or wait in one, by naming another's address.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from functools import partial

from kernel.context import CallContext, Caller
from kernel.errors import ClaimTaken
from kernel.eventstore.model import Transaction
from services.auth.adapters.accounts import Account, account_of, load
from services.auth.adapters.session_tokens import SessionClaims
from services.auth.commands import administrators, developer_keys
from services.auth.commands.account_change import after
from services.auth.commands.parts import Parts
from services.auth.commands.registration import (
    Newcomer,
    Registered,
    begin_session,
    new_session_id,
    open_account,
)
from services.auth.domain import identity, user
from services.auth.domain.refusals import (
    CredentialsWrong,
    ExternalAccountRefused,
    LastAdmin,
    Refused,
)
from services.auth.domain.values import DEFAULT_IMAGE, display_name, known_role, normal_email, profile_image
from services.auth.projections.identities import COLLECTION as IDENTITIES
from services.auth.projections.users import COLLECTION as USERS

_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class SignInExternal:
    """What the provider says, and what the installation allows it.

    `role` None: the default role for a new account, no change for a known one.
    """

    provider: str
    subject: str
    email: str
    email_verified: bool
    name: str
    picture: str = ""
    role: str | None = None
    link_by_email: bool = False
    may_register: bool = False
    idp_session: str = ""


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One try: everything the transaction needs that is known before it."""

    parts: Parts
    command: SignInExternal
    key: str
    user_id: str
    """Whose account it will be: that of the identity or the address, else a new one's."""
    session_id: str


@dataclass(frozen=True, slots=True)
class _Done:
    user: user.User
    claims: SessionClaims
    owned: bool = False
    changed: bool = False
    stale: int | None = None
    """Version from before a change of role."""


async def handle(parts: Parts, ctx: CallContext, command: SignInExternal) -> Registered:
    """The account and a session that knows its provider.

    Raises ExternalAccountRefused; CredentialsWrong for an inactive account; ValueInvalid. A role that
    the first or the last administrator would lose is not taken from them.
    """
    key = identity.known_form(command.provider, command.subject)
    if command.role is not None:
        known_role(command.role)
    command = replace(command, picture=await _picture(parts, key, command))
    for left in reversed(range(_ATTEMPTS)):
        attempt = _Attempt(parts, command, key, await _whose(parts, key, command), new_session_id())
        who = Caller(attempt.user_id, "pending", "session", attempt.session_id)
        try:
            done = await parts.store.execute(ctx.by(who), partial(_work, attempt))
            break
        except ClaimTaken as error:
            # The same person signed in twice at once: by now it is known whose account it is.
            if not left:
                raise ExternalAccountRefused("this address belongs to another account") from error
    if done.owned:
        await parts.changes.installation()
    if done.changed:
        await parts.changes.user(done.user.id)
    if done.stale is not None:
        await parts.spread.account(done.user.id, done.stale)
    parts.activity.touch(done.user.id)
    return Registered(done.user, parts.sessions.remember(done.claims))


async def _whose(parts: Parts, key: str, command: SignInExternal) -> str:
    view = parts.store.view
    known = await view(IDENTITIES).find_one({"_id": key})
    if known is not None:
        return str(known["user_id"])
    document = await view(USERS).find_one({"email": _own_address(command)})
    return str(document["_id"]) if document is not None else str(uuid.uuid4())


async def _work(attempt: _Attempt, tx: Transaction) -> _Done:
    known = await tx.view(IDENTITIES).find_one({"_id": attempt.key})
    if known is None:
        return await _first_time(attempt, tx)
    account = await load(tx, known["user_id"])
    if account is None or account.user.id != attempt.user_id:
        raise ClaimTaken(identity.CLAIM, attempt.key)
    return await _enter(attempt, tx, account, [])


async def _first_time(attempt: _Attempt, tx: Transaction) -> _Done:
    command = attempt.command
    email = _own_address(command)
    document = await tx.view(USERS).find_one({"email": email})
    if document is not None:
        account = account_of(document)
        if not command.link_by_email:
            raise ExternalAccountRefused("this address belongs to another account")
        if account.user.id != attempt.user_id:
            raise ClaimTaken(identity.CLAIM, attempt.key)
        await tx.claim(identity.CLAIM, attempt.key, account.user.id)
        linked = identity.link(account.user.id, command.provider, command.subject)
        return await _enter(attempt, tx, account, linked)
    if not command.may_register:
        raise ExternalAccountRefused("there is no account with this address")
    await tx.claim(identity.CLAIM, attempt.key, attempt.user_id)
    further = identity.link(attempt.user_id, command.provider, command.subject)
    who = Newcomer(_name(command.name, email), email, "", command.picture)
    opened = await open_account(
        attempt.parts, tx, attempt.user_id, who, command.role, invited=True, further=further
    )
    claims = await _session(attempt, tx, 0, opened.session_lifetime)
    return _Done(opened.user, claims, owned=opened.owned)


async def _enter(attempt: _Attempt, tx: Transaction, account: Account, linked: list[object]) -> _Done:
    if not account.user.active:
        raise CredentialsWrong("this account may not be used")
    state, _ = await attempt.parts.installations.load(tx)
    moved = await _role_change(tx, account.user, attempt.command.role, state.owner)
    events = [*linked, *moved]
    await tx.append(account.stream, account.version, events)
    claims = await _session(attempt, tx, account.epoch, state.session_lifetime)
    stale = account.version if moved else None
    return _Done(after(account.user, events), claims, changed=bool(events), stale=stale)


async def _role_change(tx: Transaction, known: user.User, role: str | None, owner: str) -> list[object]:
    if role is None or role == known.role or known.id == owner:
        return []
    if known.role == "admin":
        try:
            await administrators.another_than(tx, known.id)
        except LastAdmin:
            return []
        await developer_keys.revoke_made_by(tx, known.id)
    return user.change_role(known, role, owner)


async def _session(attempt: _Attempt, tx: Transaction, epoch: int, lifetime: int) -> SessionClaims:
    provider, idp_session = attempt.command.provider, attempt.command.idp_session
    return await begin_session(
        tx, attempt.session_id, attempt.user_id, epoch, lifetime, provider, idp_session
    )


def _own_address(command: SignInExternal) -> str:
    if not command.email_verified:
        raise ExternalAccountRefused("the provider does not vouch for the address")
    return normal_email(command.email)


def _name(name: str, email: str) -> str:
    try:
        return display_name(name)
    except Refused:
        return email.partition("@")[0]


async def _picture(parts: Parts, key: str, command: SignInExternal) -> str:
    """The picture for a new account; one that cannot be had keeps nobody out."""
    if not command.picture or not command.may_register:
        return DEFAULT_IMAGE
    if await parts.store.view(IDENTITIES).find_one({"_id": key}) is not None:
        return DEFAULT_IMAGE
    try:
        return profile_image(await parts.images.settled(command.picture))
    except Refused:
        return DEFAULT_IMAGE
