"""Marking chats as read and unread."""

from __future__ import annotations

from services.chat.domain.reading.events import ChatMarkedUnread, ChatRead
from services.chat.domain.reading.reading import Seen, mark_read, mark_unread

SEEN = Seen("c", "ann", 3, changed_at=20_500, read_at=20_500)


def test_what_is_marked_as_unread_was_seen_a_second_before_it_changed() -> None:
    (event,) = mark_unread(SEEN)
    assert event == ChatMarkedUnread("c", "ann", 19_500)
    assert not SEEN.unread
    assert Seen("c", "ann", 4, 20_500, event.read_at).unread


def test_marking_again_changes_nothing() -> None:
    assert mark_unread(Seen("c", "ann", 4, 20_500, 19_500, marked=True)) == []
    assert mark_read(SEEN, 30_000) == []


def test_reading_takes_the_mark_away() -> None:
    assert mark_read(Seen("c", "ann", 4, 20_500, 19_500, marked=True), 30_000) == [
        ChatRead("c", "ann", 30_000)
    ]


def test_a_clock_that_is_behind_still_makes_it_read() -> None:
    (event,) = mark_read(Seen("c", "ann", 4, 20_500, 19_500, marked=True), 5)
    assert event.read_at == 20_500
