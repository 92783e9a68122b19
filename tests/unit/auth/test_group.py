"""Given what happened to a group, when somebody asks for something, then this happens."""

from __future__ import annotations

import json
from functools import reduce

import pytest

from services.auth.domain import group
from services.auth.domain.group import Moved, Wanted
from services.auth.domain.group_events import (
    GroupChanged,
    GroupCreated,
    GroupDeleted,
    GroupMembersAdded,
    GroupMembersRemoved,
    GroupPermissionsChanged,
)
from services.auth.domain.refusals import GroupNotFound, ValueInvalid

DATA = b'{"config":{"share":"members"}}'
CREATED = GroupCreated("g1", "Staff", "all of us", DATA, b"", "", "", "a1")


def given(*events: object) -> group.Group:
    """A group after these events."""
    state = reduce(group.evolve, (CREATED, *events), None)  # type: ignore[arg-type]
    assert state is not None
    return state


def test_a_new_group_may_be_shared_with_by_its_members_unless_told_otherwise() -> None:
    assert group.create("g1", Wanted("Staff", "all of us"), "", "a1") == [CREATED]
    (told,) = group.create("g1", Wanted("Staff", "", b'{"config":{"share":false},"x":1}'), "", "a1")
    assert isinstance(told, GroupCreated)
    assert json.loads(told.data) == {"config": {"share": False}, "x": 1}


@pytest.mark.parametrize("name", ["", "  ", "two\nlines", "x" * 201])
def test_names_nobody_could_read_are_refused(name: str) -> None:
    with pytest.raises(ValueInvalid):
        group.create("g1", Wanted(name), "", "a1")


@pytest.mark.parametrize("sent", [b"[]", b'"x"', b"{", b"[" * 100_000, b'{"a":"' + b"x" * 70_000 + b'"}'])
def test_permissions_are_an_object_of_bounded_size(sent: bytes) -> None:
    with pytest.raises(ValueInvalid):
        group.change(given(), Wanted(permissions=sent))


def test_what_is_not_told_stays_and_what_is_the_same_records_nothing() -> None:
    assert group.change(given(), Wanted(name="Staff", data=b"null")) == []
    assert group.change(given(), Wanted(name="Crew")) == [GroupChanged("g1", "Crew", "all of us", DATA, "")]


def test_permissions_are_an_event_of_their_own_since_they_take_rights_back() -> None:
    events = group.change(given(), Wanted(permissions=b'{"chat": {"delete": true}}'))
    assert events == [GroupPermissionsChanged("g1", b'{"chat":{"delete":true}}')]


def test_only_a_plain_true_of_a_known_key_grants() -> None:
    tree = {"chat": {"delete": True, "edit": "true", "share": 1, "nonsense": True}, "features": "all"}
    assert group.granted_by(json.dumps(tree).encode()) == {"chat.delete"}
    assert group.granted_by(b"") == frozenset()


def test_people_join_and_leave_in_parts_that_know_the_count_after_them() -> None:
    people = tuple(f"u{number}" for number in range(1500))
    first, second = group.add(given(), Moved(people, (1,) * 1500))
    assert isinstance(first, GroupMembersAdded) and isinstance(second, GroupMembersAdded)
    assert (len(first.user_ids), first.member_count) == (1000, 1000)
    assert (len(second.user_ids), second.member_count) == (500, 1500)
    full = given(first, second)
    assert full.member_count == 1500
    assert group.remove(full, Moved(("u7",), (2,))) == [GroupMembersRemoved("g1", ("u7",), (2,), 1499)]


def test_a_group_ends_after_its_members_left() -> None:
    one = given(GroupMembersAdded("g1", ("u1",), (1,), 1))
    assert group.delete(one, Moved(("u1",), (2,))) == [
        GroupMembersRemoved("g1", ("u1",), (2,), 0),
        GroupDeleted("g1"),
    ]
    with pytest.raises(GroupNotFound):
        group.existing(group.evolve(one, GroupDeleted("g1")))


@pytest.mark.parametrize(
    ("share", "member", "stranger"),
    [(b"true", True, True), (b"false", False, False), (b'"members"', True, False), (b'"all"', False, False)],
)
def test_who_may_share_with_a_group_is_its_own_setting(share: bytes, member: bool, stranger: bool) -> None:
    one = given(GroupChanged("g1", "Staff", "", b'{"config":{"share":%s}}' % share, ""))
    assert one.open_to(False, {"g1"}) is member
    assert one.open_to(False, {"g2"}) is stranger
    assert one.open_to(True, ())
