"""What a revocation takes back, for how long it is remembered, and that its events exist."""

from __future__ import annotations

import pytest
from parlance.auth.v1 import events_pb2, group_events_pb2, instance_events_pb2, key_events_pb2
from parlance.options.v1 import options_pb2

from kernel.identity.revocations import ACCOUNT, EFFECTS, KEEP, MEMBERS, SESSION, Revocations


class Clock:
    """A clock that tests move."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_every_event_with_an_effect_exists_and_says_who_or_which() -> None:
    kinds = {
        **events_pb2.DESCRIPTOR.message_types_by_name,
        **group_events_pb2.DESCRIPTOR.message_types_by_name,
        **instance_events_pb2.DESCRIPTOR.message_types_by_name,
        **key_events_pb2.DESCRIPTOR.message_types_by_name,
    }
    for name, effect in EFFECTS.items():
        rule = kinds[name].GetOptions().Extensions[options_pb2.event]
        if effect == ACCOUNT:
            assert rule.aggregate == "user"
        if effect == SESSION:
            assert {"session_id", "key_id"} & set(kinds[name].fields_by_name)
        if effect == MEMBERS:
            assert {"user_ids", "membership_versions"} <= set(kinds[name].fields_by_name)


def test_a_change_of_members_concerns_those_it_names_up_to_the_version_it_gave_them() -> None:
    revocations = Revocations(trusted=True)
    revocations.apply("GroupMembersAdded", "group-g", 9, "", [("a", 3), ("b", 1)])
    revocations.apply("GroupMembersRemoved", "group-h", 2, "", [("a", 2)])  # heard of late
    top = 10**9
    assert revocations.verdict("a", "s", top, 1, 2) == "TOKEN_STALE"
    assert revocations.verdict("a", "s", top, 1, 3) == ""
    assert revocations.verdict("b", "s", top, 1, 0) == "TOKEN_STALE"
    assert revocations.verdict("c", "s", top, 1, 0) == ""


def test_a_version_decides_not_a_clock() -> None:
    revocations = Revocations(trusted=True)
    revocations.apply("PasswordChanged", "user-a", 7, "")
    assert revocations.verdict("a", "s", 6, 10**15) == "TOKEN_STALE"
    assert revocations.verdict("a", "s", 7, 0 + 1) == ""
    assert revocations.verdict("b", "s", 1, 1) == ""
    revocations.apply("UserRoleChanged", "user-a", 5, "")  # replayed: an older event changes nothing
    assert revocations.verdict("a", "s", 6, 10**15) == "TOKEN_STALE"


def test_a_change_for_everybody_concerns_tokens_from_older_versions_of_the_installation() -> None:
    revocations = Revocations(trusted=True)
    revocations.apply("DefaultPermissionsChanged", "installation", 4, "")
    revocations.apply("GroupRightsChanged", "installation", 3, "")  # heard of late
    assert revocations.verdict("a", "s", 1, 3) == "TOKEN_STALE"
    assert revocations.verdict("a", "s", 1, 4) == ""


def test_what_is_no_revocation_changes_nothing() -> None:
    revocations = Revocations(trusted=True)
    before = revocations.generation
    revocations.apply("UserSettingsChanged", "user-a", 9, "")
    assert revocations.generation == before
    assert revocations.verdict("a", "s", 1, 1) == ""


def test_a_revocation_is_forgotten_when_no_token_can_be_that_old() -> None:
    clock = Clock()
    revocations = Revocations(trusted=True, clock=clock)
    revocations.apply("SessionRevoked", "user-a", 2, "s1")
    revocations.apply("UserDeleted", "user-b", 2, "")
    clock.now += KEEP - 1
    revocations.apply("SessionRevoked", "user-c", 2, "s3")
    assert revocations.verdict("a", "s1", 9, 1) == "SESSION_REVOKED"
    assert revocations.verdict("b", "", 1, 1) == "TOKEN_STALE"
    clock.now += 2
    revocations.apply("SessionRevoked", "user-d", 2, "s4")
    assert revocations.verdict("a", "s1", 9, 1) == ""
    assert revocations.verdict("b", "", 1, 1) == ""
    assert revocations.verdict("c", "s3", 1, 1) == "SESSION_REVOKED"


@pytest.mark.parametrize("healthy", [True, False])
def test_without_a_feed_nothing_is_trusted_for_more_than_a_second(healthy: bool) -> None:
    revocations = Revocations()
    assert not revocations.healthy
    revocations.feed_is(healthy)
    assert revocations.healthy is healthy
    assert (revocations.max_age <= 1.0) is not healthy
