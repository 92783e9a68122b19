"""Notes a refused sign-in for the audit trail, whichever way it was tried."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kernel.context import CallContext
from kernel.errors import Refusal
from kernel.refusals import Act
from services.auth.commands.parts import Parts
from services.auth.domain.refusals import Refused


@contextmanager
def sign_in_noted(
    parts: Parts, ctx: CallContext, method: str, account: str = "", user_id: str = ""
) -> Iterator[None]:
    """Around an attempt: `method` is password, ldap, oidc or the like, `account` the name that was tried.

    The refusal goes on as it is.
    """
    try:
        yield
    except (Refused, Refusal) as refusal:
        act = Act(
            refusal.reason,
            method=method[:40],
            user_id=user_id,
            address=ctx.address,
            account=account[:320],
            sign_in=True,
        )
        parts.refusals.note(act)
        raise
