"""Search filters as text (RFC 4515): what people type is escaped, what administrators write is checked."""

from __future__ import annotations

import re
import string

MAX_LENGTH = 4096
MAX_DEPTH = 20
DN = "{dn}"
USERNAME = "{username}"
_PLAIN = frozenset(string.ascii_letters + string.digits + "._-@")
_ATTRIBUTE = r"(?:[A-Za-z][A-Za-z0-9-]*|[0-9]+(?:\.[0-9]+)+)(?:;[A-Za-z0-9-]+)*"
_DESCRIPTION = re.compile(_ATTRIBUTE)
_ITEM = re.compile(
    rf"(?:{_ATTRIBUTE}(?:=|~=|>=|<=)|(?:{_ATTRIBUTE})?(?::dn)?(?::{_ATTRIBUTE})?:=)"
    r"(?:[^()\\\0]|\\[0-9A-Fa-f]{2})*"
)


def escape(text: str) -> str:
    """A value that means itself, whatever it holds; everything but plain characters is written as bytes.

    More than the standard wants: blanks around a value are dropped by some who read filters.
    """
    return "".join(character if character in _PLAIN else _bytes(character) for character in text)


def is_attribute(text: str) -> bool:
    """Whether this names an attribute: a name or OID, options allowed (RFC 4512, 2.5)."""
    return _DESCRIPTION.fullmatch(text) is not None


def of_person(attribute: str, name: str, further: str) -> str:
    """Entries whose attribute is this name, and that the administrator's filter lets through."""
    return f"(&({attribute}={escape(name)}){further})" if further else f"({attribute}={escape(name)})"


def of_groups(template: str, dn: str, username: str) -> str:
    """The groups of a person; `{dn}` and `{username}` stand for theirs."""
    values = {DN: escape(dn), USERNAME: escape(username)}
    return re.sub(r"\{(?:dn|username)\}", lambda found: values[found.group()], template)


def problem(text: str, *, several: bool = False) -> str:
    """Why this is no filter (or, with `several`, no filters one after the other); empty when it is."""
    if len(text) > MAX_LENGTH:
        return f"a filter has at most {MAX_LENGTH} characters"
    try:
        end = _filter(text, 0, 0)
        while several and end < len(text):
            end = _filter(text, end, 0)
    except _Wrong as wrong:
        return str(wrong)
    return "" if end == len(text) else f"nothing may follow the filter that ends at {end}"


def _bytes(character: str) -> str:
    return "".join(f"\\{byte:02x}" for byte in character.encode("utf-8", "replace"))


class _Wrong(Exception):
    pass


def _filter(text: str, at: int, depth: int) -> int:
    if depth > MAX_DEPTH:
        raise _Wrong(f"filters may be nested {MAX_DEPTH} deep")
    if text[at : at + 1] != "(":
        raise _Wrong(f"an opening parenthesis is missing at {at}")
    at += 1
    operator = text[at : at + 1]
    if operator in ("&", "|"):
        at += 1
        while text[at : at + 1] == "(":
            at = _filter(text, at, depth + 1)
    elif operator == "!":
        at = _filter(text, at + 1, depth + 1)
    else:
        item = _ITEM.match(text, at)
        if item is None:
            raise _Wrong(f"no comparison at {at}")
        at = item.end()
    if text[at : at + 1] != ")":
        raise _Wrong(f"a closing parenthesis is missing at {at}")
    return at + 1
