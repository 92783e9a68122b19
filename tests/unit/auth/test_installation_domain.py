"""Given an installation, when people sign up or settings change, then this happens."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from parlance.auth.v1 import account_settings_pb2

from kernel.identity.permissions import ALL
from services.auth.adapters.sections import schema_of
from services.auth.domain import installation, permissions
from services.auth.domain.config import accounts
from services.auth.domain.events import (
    AccountSettingsChanged,
    DefaultPermissionsChanged,
    InstallationOwned,
)
from services.auth.domain.refusals import NotSupported, SignupDisabled, ValueInvalid
from services.auth.domain.session import is_over

DEFAULTS = schema_of(account_settings_pb2.AccountSettings).defaults
NEW = installation.Installation(DEFAULTS)
OWNED = installation.evolve(NEW, InstallationOwned("u1"))


def with_settings(state: installation.Installation, **settings: Any) -> installation.Installation:
    """The installation with some settings of accounts changed."""
    return replace(state, settings={**state.settings, **settings})


def test_the_first_one_in_owns_the_installation_even_if_it_is_closed() -> None:
    closed = with_settings(NEW, ENABLE_SIGNUP=False)
    for state in (NEW, closed):
        assert installation.admit(state, "u1") == ("admin", [InstallationOwned("u1")])


def test_later_ones_get_the_default_role_while_it_is_open() -> None:
    assert installation.admit(OWNED, "u2") == ("pending", [])
    assert installation.admit(with_settings(OWNED, DEFAULT_USER_ROLE="user"), "u2") == ("user", [])
    with pytest.raises(SignupDisabled):
        installation.admit(with_settings(OWNED, ENABLE_SIGNUP=False), "u2")


def test_settings_from_before_there_were_sections_are_still_understood() -> None:
    older = AccountSettingsChanged(b'{"ENABLE_SIGNUP":false}')
    assert installation.evolve(OWNED, older).settings == {**DEFAULTS, "ENABLE_SIGNUP": False}


def test_an_administrator_made_by_a_service_owns_what_nobody_owns() -> None:
    assert installation.add(NEW, "u1", "admin") == [InstallationOwned("u1")]
    assert installation.add(NEW, "u1", "user") == installation.add(OWNED, "u2", "admin") == []


@pytest.mark.parametrize("wanted", [{"ENABLE_MFA": True}, {"ENABLE_API_KEYS_ENDPOINT_RESTRICTIONS": True}])
def test_switches_that_would_do_nothing_are_refused(wanted: dict[str, bool]) -> None:
    with pytest.raises(NotSupported):
        accounts.rule({**DEFAULTS, **wanted})


@pytest.mark.parametrize("wanted", [{"JWT_EXPIRES_IN": "soon"}, {"FOLDER_MAX_FILE_COUNT": "few"}])
def test_what_is_not_a_duration_or_a_count_is_refused(wanted: dict[str, str]) -> None:
    with pytest.raises(ValueInvalid):
        accounts.rule({**DEFAULTS, **wanted})


def test_a_default_role_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueInvalid):
        schema_of(account_settings_pb2.AccountSettings).checked({"DEFAULT_USER_ROLE": "emperor"})


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
