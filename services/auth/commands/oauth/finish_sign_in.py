"""Finish a sign-in: the provider's answer becomes a session, once, in the browser that asked for it."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.context import CallContext
from services.auth.adapters.oauth.attempts import Attempt
from services.auth.adapters.oauth.discovery import Metadata
from services.auth.commands import sign_in_external
from services.auth.commands.groups import set_memberships_of_user
from services.auth.commands.oauth import refresh_profile
from services.auth.commands.oauth.provider import identity_of, named
from services.auth.commands.parts import Parts
from services.auth.commands.registration import Registered
from services.auth.domain import identity
from services.auth.domain.oauth.failures import AnswerInvalid, AttemptOver, ProviderRefused
from services.auth.domain.oauth.person import Person, person_of
from services.auth.domain.oauth.provider import Provider
from services.auth.domain.refusals import Refused
from services.auth.projections.identities import COLLECTION as IDENTITIES


@dataclass(frozen=True, slots=True)
class FinishSignIn:
    """What the browser brought: the query of the callback and the cookie of its attempt."""

    provider: str
    state: str
    code: str
    issuer: str
    error: str
    attempt: str


async def counted(parts: Parts, ctx: CallContext, command: FinishSignIn) -> Registered:
    """`handle`, as often as failed sign-ins of an address are let in. Raises TooManyTries too."""
    if not ctx.address:
        return await handle(parts, ctx, command)
    await parts.throttle.check("address", ctx.address, parts.settings.signin_tries_address)
    try:
        return await handle(parts, ctx, command)
    except Refused:
        await parts.throttle.count("address", ctx.address)
        raise


async def handle(parts: Parts, ctx: CallContext, command: FinishSignIn) -> Registered:
    """The account and its session.

    Raises Refusal NOT_FOUND, SignInFailed, and what sign_in_external raises.
    """
    oauth = parts.oauth
    provider = await named(parts, command.provider)
    attempt = await oauth.attempts.recognise(command.attempt, provider.id, command.state)
    metadata = await oauth.discovery.of(provider)
    await oauth.attempts.use(attempt)
    _check_sender(command, attempt, metadata)
    granted = await oauth.exchange.redeem(provider, metadata, attempt, command.code)
    person = person_of(granted.claims, provider)
    subject = identity_of(metadata.issuer, person.subject)
    known = await _is_known(parts, provider, subject)
    picture = ""
    if person.picture and (not known or provider.rules.update_picture):
        picture = await oauth.pictures.of(provider, person.picture)
    registered = await sign_in_external.handle(
        parts,
        ctx,
        sign_in_external.SignInExternal(
            provider=provider.id,
            subject=subject,
            email=person.email,
            email_verified=person.email_verified,
            name=person.name,
            picture=picture,
            role=person.role,
            link_by_email=provider.rules.link_by_email,
            may_register=provider.rules.signup,
            idp_session=granted.session,
        ),
    )
    session = registered.session
    await oauth.sessions.keep(session.id, session.user_id, provider.id, granted.token, session.expires_at)
    await _set_groups(parts, ctx, provider, session.user_id, person)
    if known:
        await refresh_profile.handle(parts, ctx, _refresh(provider, session.user_id, person, picture))
    return registered


def _check_sender(command: FinishSignIn, attempt: Attempt, metadata: Metadata) -> None:
    """That the answer is of the provider the browser was sent to (RFC 9207), and is one."""
    if attempt.issuer != metadata.issuer:
        raise AttemptOver("the provider was changed meanwhile")
    if command.issuer != metadata.issuer and (command.issuer or metadata.names_issuer):
        raise AnswerInvalid("the answer names another issuer, or none")
    if command.error:
        raise ProviderRefused(f"the provider answered {command.error[:200]!r}")
    if not command.code:
        raise AnswerInvalid("the answer has no code")


async def _is_known(parts: Parts, provider: Provider, subject: str) -> bool:
    key = identity.key(provider.id, subject)
    return await parts.store.view(IDENTITIES).find_one({"_id": key}) is not None


async def _set_groups(
    parts: Parts, ctx: CallContext, provider: Provider, user_id: str, person: Person
) -> None:
    if person.groups is None:
        return
    rules = provider.rules
    command = set_memberships_of_user.SetMembershipsOfUser(
        user_id=user_id,
        provider=provider.id,
        names=person.groups,
        create_missing=rules.group_creation,
        mapping=rules.group_mapping,
        data=rules.group_data,
    )
    await set_memberships_of_user.handle(parts, ctx, command)


def _refresh(
    provider: Provider, user_id: str, person: Person, picture: str
) -> refresh_profile.RefreshProfile:
    rules = provider.rules
    return refresh_profile.RefreshProfile(
        user_id=user_id,
        name=person.name if rules.update_name else "",
        email=person.email if rules.update_email and person.email_verified else "",
        picture=picture if rules.update_picture else "",
    )
