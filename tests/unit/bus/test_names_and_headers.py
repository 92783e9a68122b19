"""Names on the bus, and the envelope's way through headers."""

import pytest

from kernel.bus import headers as h
from kernel.bus.model import Envelope
from kernel.bus.names import Names

EVENT = Envelope(
    service="chat",
    position=7,
    id="e-1",
    type="MessageAdded",
    schema=2,
    stream="chat-1",
    version=3,
    time=1_700_000_000_000,
    actor="user-1",
    correlation="corr",
    causation="cause",
    traceparent="00-" + "a" * 32 + "-" + "b" * 16 + "-01",
    data=b"\x00payload",
    address="enc:1:c2VhbGVk",
    credential="session:s-1",
)


def test_names_are_those_other_teams_subscribe_to() -> None:
    names = Names()
    assert names.stream("auth") == "PARLANCE_AUTH"
    assert names.subject("auth", "user", "UserDeleted") == "parlance.auth.user.UserDeleted"
    assert names.subjects("auth") == "parlance.auth.>"
    assert (names.dead_stream, names.dead("auth_mailer")) == ("PARLANCE_DEAD", "parlance.dead.auth_mailer")


def test_a_prefix_sets_an_installation_apart_and_stays_a_valid_name() -> None:
    names = Names("blue.1_")
    assert names.stream("auth") == "BLUE1_PARLANCE_AUTH"
    assert names.subject("auth", "user", "UserDeleted") == "blue1.parlance.auth.user.UserDeleted"


def test_a_notice_is_never_taken_by_a_stream() -> None:
    names = Names("blue")
    subject = names.notice("parlance.auth.user.UserDeleted")
    assert not subject.startswith(names.subjects("auth").rstrip(">"))
    assert names.noticed(subject) == "parlance.auth.user.UserDeleted"


def test_an_envelope_survives_its_headers() -> None:
    headers = h.to_headers(EVENT)
    assert headers["Nats-Msg-Id"] == "e-1"
    assert h.from_message(headers, EVENT.data) == EVENT


def test_a_value_from_outside_cannot_add_a_header() -> None:
    headers = h.to_headers(EVENT.__class__(**{**_fields(EVENT), "correlation": "x\r\nNats-Rollup: all"}))
    assert "\r" not in headers["Parlance-Correlation"]
    assert "\n" not in headers["Parlance-Correlation"]


@pytest.mark.parametrize("headers", [None, {}, {"Nats-Msg-Id": "x"}])
def test_a_message_without_an_envelope_is_told_apart(headers: dict[str, str] | None) -> None:
    with pytest.raises(h.NotAnEvent):
        h.from_message(headers, b"")


def test_a_position_that_is_no_number_is_told_apart() -> None:
    with pytest.raises(h.NotAnEvent):
        h.from_message({**h.to_headers(EVENT), "Parlance-Position": "seven"}, b"")


def _fields(event: Envelope) -> dict[str, object]:
    return {name: getattr(event, name) for name in event.__dataclass_fields__}
