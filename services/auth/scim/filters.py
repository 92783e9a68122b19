"""Filters of RFC 7644 §3.4.2.2: text to tree and tree to text.

`parse(render(tree)) == tree` for every tree. Names are kept as typed; they get their meaning when the
tree is bound to a resource type (binding.py). One form beyond the grammar is read, because Entra ID
sends it: `emails[type eq "work"].value eq "x"` is `emails[type eq "work" and value eq "x"]`.
Text over MAX_LENGTH, nesting over MAX_DEPTH and more than MAX_TERMS comparisons are refused.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from services.auth.scim.errors import bad_filter

MAX_LENGTH = 8192
"""Characters."""
MAX_DEPTH = 20
MAX_TERMS = 100
MAX_NUMBER = 2**63 - 1
OPERATORS = frozenset({"eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"})
Value = str | int | float | bool | None

_TOKEN = re.compile(
    r"""[ \t]*(?:
        (?P<text>"(?:[^"\\\x00-\x1f]|\\.)*")
      | (?P<number>-?(?:0|[1-9][0-9]{0,18})(?:\.[0-9]{1,30})?(?:[eE][+-]?[0-9]{1,3})?)(?![A-Za-z0-9_])
      | (?P<sub>\.[A-Za-z$][A-Za-z0-9_$-]*)
      | (?P<word>[A-Za-z$][A-Za-z0-9_$:.-]*)
      | (?P<mark>[()\[\]])
    )""",
    re.VERBOSE,
)
_CONSTANTS: dict[str, Value] = {"true": True, "false": False, "null": None}


@dataclass(frozen=True, slots=True)
class Compare:
    """`name op value`."""

    name: str
    op: str
    value: Value


@dataclass(frozen=True, slots=True)
class Present:
    """`name pr`."""

    name: str


@dataclass(frozen=True, slots=True)
class Within:
    """`name[filter]`: some one value of a multi-valued attribute passes the whole filter."""

    name: str
    item: Node


@dataclass(frozen=True, slots=True)
class Not:
    """`not (filter)`."""

    item: Node


@dataclass(frozen=True, slots=True)
class And:
    """Two or more filters that all pass."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Two or more filters of which one passes."""

    items: tuple[Node, ...]


Node = Compare | Present | Within | Not | And | Or


def parse(text: str) -> Node:
    """The tree of a filter. Raises ScimError invalidFilter."""
    reader = _Reader(text)
    node = reader.either(0, inside=False)
    reader.expect_end()
    return node


def render(node: Node) -> str:
    """The text of a tree."""
    match node:
        case Compare(name, op, value):
            return f"{name} {op} {json.dumps(value)}"
        case Present(name):
            return f"{name} pr"
        case Within(name, item):
            return f"{name}[{render(item)}]"
        case Not(item):
            return f"not ({render(item)})"
        case And(items):
            return " and ".join(
                f"({render(each)})" if isinstance(each, And | Or) else render(each) for each in items
            )
        case Or(items):
            return " or ".join(
                f"({render(each)})" if isinstance(each, Or) else render(each) for each in items
            )


class _Reader:
    def __init__(self, text: str) -> None:
        if len(text) > MAX_LENGTH:
            raise bad_filter(f"a filter has at most {MAX_LENGTH} characters")
        self._tokens = _tokens(text)
        self._at = 0
        self._terms = 0

    def either(self, depth: int, *, inside: bool) -> Node:
        """Filters joined by `or`, the weakest of the operators."""
        if depth > MAX_DEPTH:
            raise bad_filter(f"a filter is nested at most {MAX_DEPTH} levels deep")
        items = [self._all(depth, inside)]
        while self._word("or"):
            items.append(self._all(depth, inside))
        return items[0] if len(items) == 1 else Or(tuple(items))

    def expect_end(self) -> None:
        """Nothing may follow."""
        if self._at < len(self._tokens):
            raise bad_filter(f"unexpected {self._tokens[self._at][1]!r} in the filter")

    def _all(self, depth: int, inside: bool) -> Node:
        items = [self._one(depth, inside)]
        while self._word("and"):
            items.append(self._one(depth, inside))
        return items[0] if len(items) == 1 else And(tuple(items))

    def _one(self, depth: int, inside: bool) -> Node:
        if self._mark("("):
            return self._group(depth, inside)
        if self._word("not"):
            if not self._mark("("):
                raise bad_filter("not is followed by a filter in parentheses")
            return Not(self._group(depth, inside))
        kind, name = self._peek()
        if kind != "word":
            raise bad_filter(f"an attribute name is expected instead of {name!r}")
        self._at += 1
        if self._mark("["):
            return self._within(name, depth, inside)
        return self._test(name)

    def _group(self, depth: int, inside: bool) -> Node:
        node = self.either(depth + 1, inside=inside)
        self._close(")")
        return node

    def _within(self, name: str, depth: int, inside: bool) -> Node:
        if inside:
            raise bad_filter("a value filter holds no other value filter")
        item = self.either(depth + 1, inside=True)
        self._close("]")
        kind, sub = self._peek()
        if kind != "sub":
            return Within(name, item)
        self._at += 1
        return Within(name, And((item, self._test(sub[1:]))))

    def _test(self, name: str) -> Node:
        self._terms += 1
        if self._terms > MAX_TERMS:
            raise bad_filter(f"a filter has at most {MAX_TERMS} comparisons")
        kind, word = self._peek()
        op = word.lower()
        self._at += 1
        if kind == "word" and op == "pr":
            return Present(name)
        if kind != "word" or op not in OPERATORS:
            raise bad_filter(f"an operator is expected after {name!r}")
        return Compare(name, op, self._value())

    def _value(self) -> Value:
        kind, text = self._peek()
        self._at += 1
        if kind == "text":
            return _text(text)
        if kind == "number":
            found: int | float = json.loads(text)
            if abs(found) > MAX_NUMBER:
                raise bad_filter("a number in the filter is too large")
            return found
        if kind == "word" and text.lower() in _CONSTANTS:
            return _CONSTANTS[text.lower()]
        raise bad_filter("a value to compare with is expected: text in quotes, a number, true, false or null")

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("end", "the end")

    def _word(self, word: str) -> bool:
        kind, text = self._peek()
        found = kind == "word" and text.lower() == word
        self._at += found
        return found

    def _mark(self, mark: str) -> bool:
        found = self._peek() == ("mark", mark)
        self._at += found
        return found

    def _close(self, mark: str) -> None:
        if not self._mark(mark):
            raise bad_filter(f"{mark!r} is missing in the filter")


def _tokens(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    at, end = 0, len(text.rstrip(" \t"))
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            raise bad_filter(f"the filter cannot be read at character {at + 1}")
        found.append((match.lastgroup, match.group(match.lastgroup)))
        at = match.end()
    if not found:
        raise bad_filter("the filter is empty")
    return found


def _text(quoted: str) -> str:
    try:
        text: str = json.loads(quoted)
        text.encode()
    except ValueError as error:
        raise bad_filter("a text in the filter is not a JSON string") from error
    if "\x00" in text:
        raise bad_filter("a text in the filter holds a null character")
    return text
