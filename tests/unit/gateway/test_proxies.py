"""Whose X-Forwarded-For is believed."""

import pytest

from services.gateway.proxies import TrustedProxies


@pytest.mark.parametrize(
    ("entries", "address", "trusted"),
    [
        (("10.0.0.0/8",), "10.3.4.5", True),
        (("10.0.0.0/8",), "11.0.0.1", False),
        (("203.0.113.9",), "203.0.113.9", True),
        (("203.0.113.9",), "203.0.113.10", False),
        (("10.0.0.0/8",), "::ffff:10.3.4.5", True),
        (("fd00::/8",), "fd12::1", True),
        (("10.0.0.0/8",), "not an address", False),
        ((), "127.0.0.1", False),
    ],
)
def test_a_peer_is_trusted_by_address_or_network(
    entries: tuple[str, ...], address: str, trusted: bool
) -> None:
    assert (address in TrustedProxies(entries)) is trusted


def test_a_wrong_entry_stops_the_start() -> None:
    with pytest.raises(ValueError, match=r"10\.0\.0\.0/99"):
        TrustedProxies(["10.0.0.0/99"])
