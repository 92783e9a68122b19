"""Live events on the wire: they come back as they went, and nothing else passes."""

import pytest

from kernel.live.events import MAX_DATA, LiveEvent, LiveEventTooLarge, decode, encode, subject
from kernel.live.sender import LiveEvents


def test_an_event_comes_back_as_it_was_sent() -> None:
    frame = encode("events:channel", b'{"a":"\\u0000"}', "sid-1")
    got = decode(subject("room", "channel:c1"), frame)
    assert got == LiveEvent("room", "channel:c1", "events:channel", b'{"a":"\\u0000"}', "sid-1")


@pytest.mark.parametrize("target", ["", "a.b", "*", ">", "a b", "x" * 129])
def test_what_is_no_id_never_becomes_a_subject(target: str) -> None:
    with pytest.raises(ValueError, match="no live event"):
        subject("user", target)


@pytest.mark.parametrize("name", ["", "a b", "x\0y", "n" * 65])
def test_a_bad_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no live event"):
        encode(name, b"{}")


def test_data_is_bounded() -> None:
    with pytest.raises(LiveEventTooLarge):
        encode("events", b"x" * (MAX_DATA + 1))


@pytest.mark.parametrize("frame", [b"", b"events", b"events\0"])
def test_a_frame_that_is_none_is_told_apart(frame: bytes) -> None:
    with pytest.raises(ValueError):
        decode("live.user.u1", frame)


async def test_without_a_bus_nothing_fails() -> None:
    await LiveEvents().to_user("u1", "events", b"{}")
