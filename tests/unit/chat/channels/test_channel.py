"""Channels: who may make, change and leave what."""

from __future__ import annotations

import pytest

from services.chat.domain.channels import channel as c
from services.chat.domain.channels import message as m
from services.chat.domain.channels.refusals import ChannelAccessDenied, CreationProhibited, Malformed

ADA, BOB, CY = c.Actor("ada", True), c.Actor("bob", False), c.Actor("cy", False)
CREW = c.Channel("k", "bob", c.GROUP)
TALK = c.Channel("t", "bob", c.ORDINARY)
PAIR = c.Channel("p", "bob", c.DIRECT)
HELLO = m.Message("h", "k", "bob")


def test_an_ordinary_channel_is_made_by_administrators_only_and_its_name_is_in_lower_case() -> None:
    (made,) = c.create("t", c.ORDINARY, ADA, c.Form(" Tower Room"), b"[]", ["bob"], 1)
    assert (made.name, made.members) == ("tower room", ())
    with pytest.raises(CreationProhibited):
        c.create("t", c.ORDINARY, BOB, c.Form("x"), b"[]", [], 1)


def test_who_makes_a_group_is_in_it_once() -> None:
    (made,) = c.create("k", c.GROUP, BOB, c.Form("crew"), b'[{"id":"g"}]', ["cy", "bob", "cy"], 1)
    assert made.members == ("bob", "cy")
    assert made.grants == b"[]"


@pytest.mark.parametrize(
    ("kind", "name", "others"), [("tunnel", "x", []), (c.GROUP, " ", ["cy"]), (c.DIRECT, "", [])]
)
def test_what_is_no_channel_is_refused(kind: str, name: str, others: list[str]) -> None:
    with pytest.raises(Malformed):
        c.create("k", kind, BOB, c.Form(name), b"[]", others, 1)


def test_the_same_people_have_one_conversation_whoever_begins() -> None:
    assert c.key_of(["a", "b"]) == c.key_of(["b", "a"]) != c.key_of(["a", "c"])


def test_only_owner_and_administrators_change_a_channel() -> None:
    assert c.change(CREW, ADA, c.Form("X"), 1)[0].name == "x"
    for act in (
        lambda: c.change(CREW, CY, c.Form("x"), 1),
        lambda: c.share(TALK, CY, b"[]", 1),
        lambda: c.delete(CREW, CY, 1),
        lambda: c.add_members(CREW, CY, ["cy"], [], 1),
    ):
        with pytest.raises(ChannelAccessDenied):
            act()


def test_those_of_a_conversation_stay_those_it_began_with() -> None:
    for act in (
        lambda: c.add_members(PAIR, BOB, ["cy"], [], 1),
        lambda: c.remove_members(PAIR, BOB, ["bob"], ["bob"], 1),
    ):
        with pytest.raises(ChannelAccessDenied):
            act()


def test_everybody_may_leave_a_group_but_not_take_others_out() -> None:
    assert c.remove_members(CREW, CY, ["cy"], ["cy"], 1)[0].members == ("cy",)
    with pytest.raises(ChannelAccessDenied):
        c.remove_members(CREW, CY, ["bob"], ["bob"], 1)


def test_who_is_in_already_is_not_let_in_again() -> None:
    assert c.add_members(CREW, BOB, ["cy"], ["cy"], 1) == []


def test_a_group_cannot_be_shared_by_grants() -> None:
    with pytest.raises(ChannelAccessDenied):
        c.share(CREW, BOB, b"[]", 1)


def test_a_message_is_edited_by_its_author_and_deleted_by_the_channels_owner_too() -> None:
    with pytest.raises(ChannelAccessDenied):
        m.edit(HELLO, CY, "x", b"null", b"null", 1)
    with pytest.raises(ChannelAccessDenied):
        m.delete(HELLO, CY, "ada", 1)
    assert m.delete(HELLO, CY, "cy", 1)
    assert m.edit(HELLO, ADA, "x", b"null", b"null", 1)[0].edited_by == "ada"


def test_a_reaction_counts_once_and_only_the_own_is_taken_back() -> None:
    reacted = m.Message("h", "k", "bob", reactions=frozenset({("cy", "wave")}))
    assert m.react(reacted, CY, "wave", 1) == []
    assert m.unreact(reacted, BOB, "wave", 1) == []
    assert m.unreact(reacted, CY, "wave", 1)[0].user_id == "cy"


def test_reactions_are_bounded() -> None:
    full = m.Message("h", "k", "bob", reactions=frozenset((str(n), "x") for n in range(m.REACTIONS)))
    with pytest.raises(Malformed):
        m.react(full, CY, "wave", 1)
