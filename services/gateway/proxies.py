"""Which peers are proxies of ours: addresses and networks in CIDR notation (RFC 4632, RFC 4291)."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable

_REMEMBERED = 1024


class TrustedProxies:
    """`address in proxies`, for addresses as peers and X-Forwarded-For show them.

    Raises ValueError for an entry that is neither an address nor a network.
    """

    def __init__(self, entries: Iterable[str] = ()) -> None:
        self._networks = [ipaddress.ip_network(entry, strict=False) for entry in entries]
        self._known: dict[str, bool] = {}

    def __contains__(self, address: str) -> bool:
        if not self._networks:
            return False
        known = self._known.get(address)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[address] = self._holds(address)
        return known

    def _holds(self, address: str) -> bool:
        try:
            found = ipaddress.ip_address(address)
        except ValueError:
            return False
        mapped = getattr(found, "ipv4_mapped", None)
        return any((mapped or found) in network for network in self._networks)
