"""Accounts and invitations in the messages of parlance.auth.v1.Instance, and forms read from them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from parlance.auth.v1 import instance_pb2 as pb

from kernel.moments import iso_moment
from services.auth.adapters.accounts import Account
from services.auth.commands.instance.update_account import UpdateAccount
from services.auth.domain import developer, instance
from services.auth.domain.refusals import ValueInvalid
from services.auth.domain.user import User


def user(account: Account) -> pb.InstanceUser:
    """An account in a list."""
    who = account.user
    return pb.InstanceUser(
        id=who.number,
        username=instance.shown_name(who),
        role=instance.shown_role(who),
        suspended=int(instance.suspended(who)),
        seen_recovery_codes=False,
        created_at=iso_moment(account.created_at * 1000),
        last_updated_at=iso_moment(account.updated_at * 1000),
        daily_message_limit=who.daily_message_limit or None,
    )


def name(who: User) -> pb.InstanceName:
    """An account where only its name counts."""
    return pb.InstanceName(id=who.number, username=instance.shown_name(who), role=instance.shown_role(who))


def invite(document: Mapping[str, Any], code: str, people: Mapping[str, User]) -> pb.Invite:
    """An invitation in a list. Who is not an account (any more) counts as a developer key."""
    return pb.Invite(
        id=int(document["number"]),
        code=code,
        status=document["status"],
        workspace_ids=json.dumps([int(one) for one in document["workspaces"]], separators=(",", ":")),
        created_at=iso_moment(document["created_at"]),
        last_updated_at=iso_moment(document["updated_at"]),
        created_by=_person(document["created_by"], people) or b"0",
        claimed_by=_person(document["claimed_by"], people),
    )


def form_of(raw: bytes) -> Mapping[str, Any]:
    """The object a client sent; nothing is an empty one. Raises ValueInvalid."""
    form = json.loads(raw) if raw else {}
    if not isinstance(form, dict):
        raise ValueInvalid("body", "an object is expected")
    return form


def update_of(user_id: str, raw: bytes) -> UpdateAccount:
    """What a form changes of an account. Raises ValueInvalid."""
    form = form_of(raw)
    limit = form.get("dailyMessageLimit")
    return UpdateAccount(
        user_id,
        username=_text(form, "username"),
        # Stock clients send an empty password when it is to stay.
        password=_text(form, "password") or None,
        role=_text(form, "role"),
        suspended=_flag(form, "suspended"),
        daily_message_limit=instance.message_limit(limit) if "dailyMessageLimit" in form else None,
        bio=_text(form, "bio"),
    )


def workspaces_of(raw: bytes) -> tuple[int, ...]:
    """Numbers of workspaces an invitation is for. Raises ValueInvalid."""
    given = form_of(raw).get("workspaceIds") or []
    if not isinstance(given, list) or not all(type(one) is int and abs(one) < 2**53 for one in given):
        raise ValueInvalid("workspaceIds", "a list of whole numbers is expected")
    return tuple(given)


def _person(user_id: str, people: Mapping[str, User]) -> bytes:
    who = people.get(user_id)
    if who is None or user_id == developer.ACCOUNT_ID:
        return b""
    return json.dumps({"id": who.number, "username": instance.shown_name(who)}).encode()


def _text(form: Mapping[str, Any], key: str) -> str | None:
    value = form.get(key)
    if value is not None and not isinstance(value, str):
        raise ValueInvalid(key, "a text is expected")
    return value


def _flag(form: Mapping[str, Any], key: str) -> bool | None:
    value = form.get(key)
    if value is None:
        return None
    if value not in (True, False):  # 0 and 1 are equal to them
        raise ValueInvalid(key, "0 or 1 is expected")
    return bool(value)
