"""With whom a plain user may share."""

from __future__ import annotations

import pytest

from kernel.context import Caller
from kernel.errors import Refusal
from kernel.identity.grants import Grant
from kernel.identity.sharing import added, check_permissions


def grant(kind: str, principal: str, permission: str = "read") -> Grant:
    """One line."""
    return Grant("g", kind, principal, permission, 0)


def caller(*permissions: str, role: str = "user") -> Caller:
    """Somebody with permission keys."""
    return Caller("anna", role, "session", permissions=frozenset(permissions))


PUBLIC, PERSON, GROUP = grant("user", "*"), grant("user", "bert"), grant("group", "g1")


@pytest.mark.parametrize(
    ("one", "keys"),
    [
        (PUBLIC, ["sharing.public_knowledge"]),
        (PERSON, ["sharing.knowledge", "access_grants.allow_users"]),
        (GROUP, ["sharing.knowledge", "access_grants.allow_groups"]),
    ],
)
def test_each_audience_has_its_keys_and_none_of_them_may_be_missing(one: Grant, keys: list[str]) -> None:
    check_permissions(caller(*keys), "knowledge", [one])
    for missing in keys:
        held = [key for key in keys if key != missing]
        with pytest.raises(Refusal) as caught:
            check_permissions(caller(*held), "knowledge", [one])
        assert (caught.value.reason, caught.value.details) == ("AUDIENCE_PROHIBITED", {"permission": missing})


def test_a_kind_without_a_key_of_its_own_asks_for_the_audience_only() -> None:
    check_permissions(caller("access_grants.allow_users"), "chats", [PERSON])
    with pytest.raises(Refusal):
        check_permissions(caller("access_grants.allow_users"), "chats", [PUBLIC])


def test_administrators_share_with_anybody() -> None:
    check_permissions(caller(role="admin"), "knowledge", [PUBLIC, PERSON, GROUP])


def test_only_what_is_new_is_asked_about() -> None:
    assert added([PUBLIC], [PUBLIC, PERSON]) == [PERSON]
    assert added([PUBLIC, PERSON], []) == []
    assert added([PERSON], [grant("user", "bert", "write")]) == [grant("user", "bert", "write")]
