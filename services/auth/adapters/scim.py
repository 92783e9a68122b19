"""What an identity provider sees and holds: its scope, entity tags, and the claim on userNames."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kernel.context import CallContext
from kernel.eventstore.model import Transaction
from services.auth.domain.scim_token import SCOPE_ALL
from services.auth.projections.scim_users import COLLECTION as USERS
from services.auth.scim.errors import ScimError

USER_NAME = "scim-user-name"
"""Kind of the claim that keeps userNames unique, whatever their case and provider."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose resources a caller sees: those of its provider, or everything."""

    provider: str
    everything: bool

    @property
    def query(self) -> dict[str, Any]:
        """The rows it sees."""
        return {} if self.everything else {"provider": self.provider}

    def sees(self, row: Mapping[str, Any] | None) -> bool:
        """Whether there is a row and it is seen."""
        return row is not None and (self.everything or row["provider"] == self.provider)


def scope_of(ctx: CallContext) -> Scope:
    """The scope of a caller: a token's, or everything for an administrator."""
    who = ctx.who
    if who.kind == "scim_token":
        return Scope(who.provider, SCOPE_ALL in who.scopes)
    return Scope("", True)


def etag(version: int) -> str:
    """The strong entity tag of a version."""
    return f'"{version}"'


def check_version(if_match: str, version: int) -> None:
    """Raises ScimError 412 unless the header is absent, `*`, or names the version."""
    if not if_match.strip():
        return
    tags = [each.strip().removeprefix("W/") for each in if_match.split(",")]
    if "*" not in tags and etag(version) not in tags:
        raise ScimError("", "the resource was changed meanwhile", 412)


def missing(what: str, resource_id: str) -> ScimError:
    """The answer for what is not there and for what is another's."""
    return ScimError("", f"{what} {resource_id} not found", 404)


async def release_user_name(tx: Transaction, user_id: str) -> None:
    """Give the userName of an account back, when the account goes."""
    row = await tx.view(USERS).find_one({"_id": user_id})
    if row is not None and row["kept"]:
        await tx.release(USER_NAME, row["a"].get("userName", ""), user_id)
