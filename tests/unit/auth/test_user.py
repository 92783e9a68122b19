"""Given what happened to an account, when somebody asks for something, then this happens."""

from __future__ import annotations

import json
from functools import reduce

import pytest

from services.auth.domain import user
from services.auth.domain.events import (
    ApiKeyCreated,
    ApiKeyRevoked,
    PasswordChanged,
    UserDeleted,
    UserEmailChanged,
    UserInfoChanged,
    UserProfileImageChanged,
    UserProfileUpdated,
    UserRegistered,
    UserRoleChanged,
    UserSettingsChanged,
)
from services.auth.domain.refusals import ActionProhibited, ApiKeyNotFound, UserNotFound, ValueInvalid

REGISTERED = UserRegistered("u1", "ada@x.test", "Ada", "user", "/user.png")


def given(*events: object) -> user.User:
    """An account after these events."""
    state = reduce(user.evolve, (REGISTERED, *events), None)  # type: ignore[arg-type]
    assert state is not None
    return state


def test_registering_gives_an_account_with_what_was_told() -> None:
    assert given() == user.User("u1", "ada@x.test", "Ada", "user", "/user.png")


def test_a_profile_update_records_only_what_differs() -> None:
    same = user.Profile("Ada", "/user.png", "", "", "")
    assert user.update_profile(given(), same) == []
    image = user.Profile("Ada", "/other.png", "", "", "")
    assert user.update_profile(given(), image) == [UserProfileImageChanged("u1", "/other.png")]
    told = user.Profile("Ada", "/user.png", "hi", "", "1990-01-01")
    assert user.update_profile(given(), told) == [UserProfileUpdated("u1", "Ada", "hi", "", "1990-01-01")]


def test_the_first_administrator_keeps_the_role_and_others_do_not() -> None:
    admin = given(UserRoleChanged("u1", "admin"))
    with pytest.raises(ActionProhibited):
        user.change_role(admin, "user", owner="u1")
    assert user.change_role(admin, "user", owner="u0") == [UserRoleChanged("u1", "user")]
    assert user.change_role(admin, "admin", owner="u1") == []


def test_the_first_administrators_account_is_changed_by_themselves_only() -> None:
    assert user.changeable_by(given(), owner="u1", caller="u1").id == "u1"
    with pytest.raises(ActionProhibited):
        user.changeable_by(given(), owner="u1", caller="u2")
    with pytest.raises(UserNotFound):
        user.changeable_by(None, owner="u1", caller="u2")


def test_settings_replace_top_level_keys_and_keep_the_others() -> None:
    before = given(UserSettingsChanged("u1", b'{"ui":{"a":1},"extra":1}'))
    [event] = user.save_settings(before, b'{"ui":{"b":2}}', tool_servers_allowed=False)
    assert isinstance(event, UserSettingsChanged)
    assert json.loads(event.settings) == {"ui": {"b": 2}, "extra": 1}
    assert user.save_settings(before, b'{"extra":1}', tool_servers_allowed=False) == []


def test_tool_servers_are_kept_with_the_permission_only() -> None:
    form = b'{"ui":{"toolServers":[1],"x":1}}'
    [without] = user.save_settings(given(), form, tool_servers_allowed=False)
    [allowed] = user.save_settings(given(), form, tool_servers_allowed=True)
    assert isinstance(without, UserSettingsChanged) and isinstance(allowed, UserSettingsChanged)
    assert json.loads(without.settings) == {"ui": {"x": 1}}
    assert json.loads(allowed.settings) == {"ui": {"toolServers": [1], "x": 1}}


@pytest.mark.parametrize("form", [b"", b"[]", b"null", b'"x"', b"{", b'{"ui":1}', b"[" * 100_000])
def test_settings_that_are_no_object_are_refused(form: bytes) -> None:
    with pytest.raises(ValueInvalid):
        user.save_settings(given(), form, tool_servers_allowed=True)


def test_settings_and_information_have_a_limit() -> None:
    with pytest.raises(ValueInvalid):
        user.save_settings(given(), json.dumps({"x": "y" * user.MAX_SETTINGS}).encode(), True)
    with pytest.raises(ValueInvalid):
        user.merge_info(given(), json.dumps({"x": "y" * user.MAX_INFO}).encode())


def test_information_is_merged() -> None:
    before = given(UserInfoChanged("u1", b'{"a":1}'))
    [event] = user.merge_info(before, b'{"b":"\xc3\xa9"}')
    assert event == UserInfoChanged("u1", '{"a":1,"b":"é"}'.encode())


def test_a_new_api_key_revokes_the_one_before() -> None:
    first = user.create_api_key(given(), "k1", "aaaa")
    assert first == [ApiKeyCreated("u1", "k1", "aaaa")]
    second = user.create_api_key(given(*first), "k2", "bbbb")
    assert second == [ApiKeyRevoked("u1", "k1"), ApiKeyCreated("u1", "k2", "bbbb")]
    assert user.masked_api_key(given(*first, *second)) == "sk-" + "*" * 28 + "bbbb"
    assert user.delete_api_key(given(*first, *second)) == [ApiKeyRevoked("u1", "k2")]


def test_without_an_api_key_there_is_none_to_show_or_delete() -> None:
    assert user.delete_api_key(given()) == []
    with pytest.raises(ApiKeyNotFound):
        user.masked_api_key(given())


def test_deleting_ends_the_account_and_its_key_but_not_the_own_or_the_first() -> None:
    account = given(ApiKeyCreated("u1", "k1", "aaaa"))
    assert user.delete(account, owner="u0", caller="u0") == [ApiKeyRevoked("u1", "k1"), UserDeleted("u1")]
    assert user.delete(None, owner="u0", caller="u0") == []
    for owner, caller in (("u1", "u0"), ("u0", "u1")):
        with pytest.raises(ActionProhibited):
            user.delete(account, owner, caller)
    assert user.evolve(account, UserDeleted("u1")) is None


def test_events_without_fields_leave_the_account_as_it_is() -> None:
    assert given(PasswordChanged("u1")) == given()
    assert user.change_email(given(), "ada@x.test") == []
    assert given(UserEmailChanged("u1", "b@x.test")).email == "b@x.test"
