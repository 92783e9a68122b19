"""Given an installation, when people sign up or settings change, then this happens."""

from __future__ import annotations

import json

import pytest

from kernel.identity.permissions import ALL
from services.auth.domain import installation, permissions
from services.auth.domain.events import (
    AccountSettingsChanged,
    ApiKeysSwitched,
    DefaultPermissionsChanged,
    InstallationOwned,
)
from services.auth.domain.refusals import NotSupported, SignupDisabled, ValueInvalid
from services.auth.domain.session import is_over

NEW = installation.initial()
OWNED = installation.evolve(NEW, InstallationOwned("u1"))


def test_the_first_one_in_owns_the_installation_even_if_it_is_closed() -> None:
    closed = installation.initial(enable_signup=False)
    for state in (NEW, closed):
        assert installation.admit(state, "u1") == ("admin", [InstallationOwned("u1")])


def test_later_ones_get_the_default_role_while_it_is_open() -> None:
    assert installation.admit(OWNED, "u2") == ("pending", [])
    [changed] = installation.change_settings(OWNED, {"DEFAULT_USER_ROLE": "user", "ENABLE_SIGNUP": True})
    assert installation.admit(installation.evolve(OWNED, changed), "u2") == ("user", [])
    [closed] = installation.change_settings(OWNED, {"ENABLE_SIGNUP": False})
    with pytest.raises(SignupDisabled):
        installation.admit(installation.evolve(OWNED, closed), "u2")


def test_an_administrator_made_by_a_service_owns_what_nobody_owns() -> None:
    assert installation.add(NEW, "u1", "admin") == [InstallationOwned("u1")]
    assert installation.add(NEW, "u1", "user") == installation.add(OWNED, "u2", "admin") == []


def test_settings_record_the_whole_and_the_switching_of_keys() -> None:
    changed, switched = installation.change_settings(OWNED, {"ENABLE_API_KEYS": False})
    assert isinstance(changed, AccountSettingsChanged)
    assert json.loads(changed.settings) == {**installation.DEFAULTS, "ENABLE_API_KEYS": False}
    assert switched == ApiKeysSwitched(False)
    assert installation.change_settings(OWNED, {"ENABLE_API_KEYS": True, "UNKNOWN": 1}) == []


@pytest.mark.parametrize("wanted", [{"ENABLE_MFA": True}, {"ENABLE_API_KEYS_ENDPOINT_RESTRICTIONS": True}])
def test_switches_that_would_do_nothing_are_refused(wanted: dict[str, bool]) -> None:
    with pytest.raises(NotSupported):
        installation.change_settings(OWNED, wanted)


def test_a_default_role_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueInvalid):
        installation.change_settings(OWNED, {"DEFAULT_USER_ROLE": "emperor"})


def test_permissions_are_recorded_when_they_change() -> None:
    assert installation.change_permissions(OWNED, OWNED.granted) == []
    [event] = installation.change_permissions(OWNED, frozenset({"chat.delete", "chat.edit"}))
    assert event == DefaultPermissionsChanged(("chat.delete", "chat.edit"))
    assert installation.evolve(OWNED, event).granted == {"chat.delete", "chat.edit"}


def test_the_tree_has_the_keys_an_access_token_can_carry() -> None:
    keys = {f"{group}.{name}" for group, names in permissions.INITIAL.items() for name in names}
    assert keys == set(ALL)


def test_tree_and_keys_are_two_forms_of_the_same() -> None:
    assert permissions.granted_in(permissions.tree_of(["chat.edit"])) == {"chat.edit"}
    assert json.loads(permissions.as_json(permissions.INITIALLY_GRANTED)) == permissions.INITIAL


@pytest.mark.parametrize(
    ("epoch", "expires_at", "account_epoch", "revoked", "over"),
    [(3, 100, 3, False, False), (2, 100, 3, False, True), (3, 50, 3, False, True), (3, 100, 3, True, True)],
)
def test_a_session_is_over_when_revoked_expired_or_of_an_earlier_epoch(
    epoch: int, expires_at: int, account_epoch: int, revoked: bool, over: bool
) -> None:
    assert is_over(epoch, expires_at, account_epoch, 50, revoked) is over
