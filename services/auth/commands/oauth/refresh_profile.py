"""Refresh a profile with what the provider says now, at a sign-in of somebody who is known."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kernel.context import CallContext
from kernel.errors import ClaimTaken
from kernel.eventstore.model import Transaction
from services.auth.adapters.accounts import load
from services.auth.commands.parts import Parts
from services.auth.commands.registration import EMAIL
from services.auth.domain import user
from services.auth.domain.refusals import Refused
from services.auth.domain.values import display_name, normal_email

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RefreshProfile:
    """Empty leaves a field as it is. The address is one the provider verified; the picture a data URI."""

    user_id: str
    name: str = ""
    email: str = ""
    picture: str = ""


async def handle(parts: Parts, ctx: CallContext, command: RefreshProfile) -> None:
    """What cannot be a name or address, or is another account's address, is left out."""
    wanted = _checked(command)
    if not (wanted.name or wanted.email or wanted.picture):
        return

    async def work(tx: Transaction) -> bool:
        account = await load(tx, wanted.user_id)
        if account is None:
            return False
        before = account.user
        events = _decide(before, wanted)
        if wanted.email and wanted.email != before.email:
            await tx.claim(EMAIL, wanted.email, before.id)
            await tx.release(EMAIL, before.email, before.id)
        if events:
            await tx.append(account.stream, account.version, events)
        return bool(events)

    try:
        changed = await parts.store.execute(ctx, work)
    except ClaimTaken:
        _log.warning("account %s keeps its address: the provider's is another account's", wanted.user_id)
        await handle(parts, ctx, replace(wanted, email=""))
        return
    if changed:
        await parts.changes.user(wanted.user_id)


def _decide(before: user.User, wanted: RefreshProfile) -> Sequence[object]:
    profile = user.Profile(
        wanted.name or before.name,
        wanted.picture or before.profile_image_url,
        before.bio,
        before.gender,
        before.date_of_birth,
    )
    events = user.update_profile(before, profile)
    return [*events, *user.change_email(before, wanted.email)] if wanted.email else events


def _checked(command: RefreshProfile) -> RefreshProfile:
    name = email = ""
    try:
        name = display_name(command.name) if command.name else ""
        email = normal_email(command.email) if command.email else ""
    except Refused as refused:
        _log.info("the provider's word on account %s does not fit: %s", command.user_id, refused)
    return replace(command, name=name, email=email)
