"""What no schema says of the section "ldap"; called before a change of it counts."""

from __future__ import annotations

import re
import ssl
from collections.abc import Mapping
from typing import Any

from services.auth.domain.directory import filters
from services.auth.domain.refusals import ValueInvalid

NEEDED = ("attribute_for_mail", "attribute_for_username")
MAY_BE_EMPTY = ("attribute_for_groups", "attribute_for_name", "attribute_for_id")
_HOST = re.compile(r"[A-Za-z0-9._:-]*")
_ANY_CIPHER = (None, "", "ALL", "DEFAULT")


def check(values: Mapping[str, Any]) -> None:
    """Raises ValueInvalid."""
    for name in (*NEEDED, *MAY_BE_EMPTY):
        if values[name] or name in NEEDED:
            _attribute(name, values[name])
    _filter("search_filters", values["search_filters"], several=True)
    shown = values["group_search_filter"].replace(filters.DN, "").replace(filters.USERNAME, "")
    _filter("group_search_filter", shown)
    if not _HOST.fullmatch(values["host"]):
        raise ValueInvalid("host", "a host name or address is expected, without ldap://")
    if "@" in values["default_email_domain"]:
        raise ValueInvalid("default_email_domain", "a domain is expected, without @")
    if values["start_tls"] and not values["use_tls"]:
        raise ValueInvalid("start_tls", "StartTLS is a way of TLS: use_tls must be on")
    if values["ciphers"] not in _ANY_CIPHER:
        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).set_ciphers(values["ciphers"])
        except (ssl.SSLError, ValueError):
            raise ValueInvalid("ciphers", "no cipher of this list is known") from None


def _attribute(name: str, value: str) -> None:
    if not filters.is_attribute(value):
        raise ValueInvalid(name, "the name of an attribute is expected")


def _filter(name: str, value: str, *, several: bool = False) -> None:
    problem = filters.problem(value, several=several) if value else ""
    if problem:
        raise ValueInvalid(name, f"not a search filter: {problem}")
