"""The route table: from verb and raw path to a target and the values of the path's parameters.

Built once. Paths without parameters are one dictionary look-up on the raw bytes; templates live in
a trie of segments where a literal is tried before `{x}` and `{x}` before `{x=**}`, from left to
right. The documented spelling of a path always leads to its method; with or without a slash at the
end also does, unless another route claims that spelling for the verb. Nothing redirects.

Two documented templates of the same shape and verb are an error at start. The one exception are
routes that only serve developer keys: the form of the credential decides, and the slash when there
is none. Parameters are percent-decoded once; `.` and `..`, control characters and broken UTF-8
match nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Generic, TypeVar
from urllib.parse import unquote

T = TypeVar("T")

_PARAMETER = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)(?:=(\*\*?))?\}")
_WILD = "{}"
_TAIL = "{**}"
_UNFIT = re.compile(r"[\x00-\x1f\x7f]")


class RouteConflict(Exception):
    """Two methods claim the same verb and path."""


@dataclass(slots=True)
class Found(Generic[T]):
    """What a path leads to."""

    target: T | None
    """None: the path exists, but not for this verb."""
    values: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    """Verbs the path has; filled when `target` is None."""
    sample: T | None = None
    """Some target of the path when `target` is None."""


@dataclass(slots=True)
class _Entry(Generic[T]):
    """The verbs of one path."""

    verbs: dict[str, T] = field(default_factory=dict)
    developer: dict[str, T] = field(default_factory=dict)
    """Where the form of the credential decides: for developer keys."""
    others: dict[str, T] = field(default_factory=dict)
    """Where the form of the credential decides: for all other credentials."""
    owners: dict[str, str] = field(default_factory=dict)
    hits: dict[str, Found[T]] = field(default_factory=dict)

    def pick(self, verb: str, developer: bool | None) -> T | None:
        if developer is not None and self.developer:
            chosen = (self.developer if developer else self.others).get(verb)
            if chosen is not None:
                return chosen
        return self.verbs.get(verb)


@dataclass(slots=True)
class _Node(Generic[T]):
    literals: dict[str, _Node[T]] = field(default_factory=dict)
    wild: _Node[T] | None = None
    tail: _Entry[T] | None = None
    entry: _Entry[T] | None = None


@dataclass(slots=True)
class _Claim(Generic[T]):
    verb: str
    shape: tuple[str, ...]
    target: T
    owner: str
    developer_only: bool


def parse(template: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Shape (segments, `{}` and `{**}` for parameters) and parameter names of a template.

    Raises ValueError for what the table cannot match: a parameter within a segment, a tail that is
    not last, a name used twice.
    """
    if not template.startswith("/"):
        raise ValueError(f"{template}: a path starts with /")
    shape: list[str] = []
    names: list[str] = []
    for segment in template[1:].split("/"):
        parameter = _PARAMETER.fullmatch(segment)
        if parameter is None:
            if set(segment) & set("{}*%"):
                raise ValueError(f"{template}: cannot match the segment {segment!r}")
            shape.append(segment)
            continue
        names.append(parameter[1])
        shape.append(_TAIL if parameter[2] == "**" else _WILD)
    if _TAIL in shape[:-1]:
        raise ValueError(f"{template}: ** only as the last segment")
    if len(set(names)) != len(names):
        raise ValueError(f"{template}: one parameter twice")
    return tuple(shape), tuple(names)


def other_spelling(shape: tuple[str, ...]) -> tuple[str, ...] | None:
    """The same path with or without the slash at its end; None where there is none."""
    if shape in (("",), ()) or shape[-1] == _TAIL:
        return None
    return shape[:-1] if shape[-1] == "" else (*shape, "")


class RouteTable(Generic[T]):
    """Add every route, `seal`, then `find`."""

    def __init__(self) -> None:
        self._claims: list[_Claim[T]] = []
        self._root: _Node[T] = _Node()
        self._plain: dict[bytes, _Entry[T]] = {}

    def add(
        self, verb: str, template: str, target: T, owner: str, developer_only: bool = False
    ) -> tuple[str, ...]:
        """Claim a documented verb and path; `owner` names the method. Returns the parameter names."""
        shape, names = parse(template)
        self._claims.append(_Claim(verb, shape, target, owner, developer_only))
        return names

    def seal(self) -> None:
        """Build the table. Raises RouteConflict."""
        for claim in self._claims:
            self._claim(claim)
        documented = {(c.verb, c.shape) for c in self._claims}
        for claim in self._claims:
            other = other_spelling(claim.shape)
            if other is None:
                continue
            if (claim.verb, other) not in documented:
                entry = self._entry(other)
                entry.verbs.setdefault(claim.verb, claim.target)
                entry.owners.setdefault(claim.verb, claim.owner)
        self._split()

    def find(self, raw_path: bytes, verb: str, developer: bool | None = None) -> Found[T] | None:
        """What answers; None when the path is unknown. `developer`: whether the credential has the
        form of a developer key, None without a credential."""
        entry = self._plain.get(raw_path)
        if entry is not None:
            hit = entry.hits.get(verb)
            if hit is not None:
                return hit
            target = entry.pick(verb, developer)
            if target is not None:
                return Found(target)
        segments = _segments(raw_path)
        if segments is None:
            return None
        seen: list[_Entry[T]] = []
        found = _match(self._root, segments, 0, (), verb, developer, seen)
        if found is not None:
            return found
        verbs = {v for e in seen for v in e.verbs}
        sample = next((t for e in seen for t in e.verbs.values()), None)
        return Found(None, (), tuple(sorted(verbs)), sample) if verbs else None

    def crossings(self) -> list[tuple[str, str, str]]:
        """Pairs of templates some path matches both of; from left to right, literals decide."""
        found: list[tuple[str, str, str]] = []
        templates = [c for c in self._claims if _WILD in c.shape or _TAIL in c.shape]
        for index, a in enumerate(templates):
            for b in templates[index + 1 :]:
                if a.verb == b.verb and a.shape != b.shape and _overlap(a.shape, b.shape):
                    found.append((a.verb, "/" + "/".join(a.shape), "/" + "/".join(b.shape)))
        return found

    def _claim(self, claim: _Claim[T]) -> None:
        entry = self._entry(claim.shape)
        holder = entry.owners.get(claim.verb)
        if holder is not None and holder != claim.owner:
            path = "/" + "/".join(claim.shape)
            raise RouteConflict(f"{claim.verb} {path} is claimed by {holder} and by {claim.owner}")
        entry.owners[claim.verb] = claim.owner
        entry.verbs[claim.verb] = claim.target

    def _split(self) -> None:
        """Let the credential decide where a developer-only route has a sibling but for the slash."""
        split: set[tuple[str, ...]] = set()
        for claim in self._claims:
            other = other_spelling(claim.shape)
            if not claim.developer_only or other is None:
                continue
            entry, sibling = self._entry(claim.shape), self._entry(other)
            if sibling.owners.get(claim.verb) in (None, claim.owner):
                continue
            rival = sibling.verbs[claim.verb]
            for e in (entry, sibling):
                e.developer[claim.verb] = claim.target
                e.others[claim.verb] = rival
            split |= {claim.shape, other}
        for shape in {c.shape for c in self._claims} | self._others():
            if _WILD in shape or _TAIL in shape:
                continue
            entry = self._entry(shape)
            self._plain["/".join(("", *shape)).encode()] = entry
            # A found literal path is the same object every time, but for split ones.
            entry.hits = {v: Found(t) for v, t in entry.verbs.items() if v not in entry.developer}

    def _others(self) -> set[tuple[str, ...]]:
        shapes = (other_spelling(c.shape) for c in self._claims)
        return {s for s in shapes if s is not None}

    def _entry(self, shape: tuple[str, ...]) -> _Entry[T]:
        node = self._root
        for segment in shape:
            if segment == _TAIL:
                node.tail = node.tail or _Entry()
                return node.tail
            if segment == _WILD:
                node.wild = node.wild or _Node()
                node = node.wild
            else:
                node = node.literals.setdefault(segment, _Node())
        node.entry = node.entry or _Entry()
        return node.entry


def _match(
    node: _Node[T],
    segments: list[str],
    at: int,
    values: tuple[str, ...],
    verb: str,
    developer: bool | None,
    seen: list[_Entry[T]],
) -> Found[T] | None:
    """The first target below a node; entries of the path without the verb go to `seen`."""
    if at == len(segments):
        return _taken(node.entry, values, verb, developer, seen)
    segment = segments[at]
    child = node.literals.get(segment)
    if child is not None:
        found = _match(child, segments, at + 1, values, verb, developer, seen)
        if found is not None:
            return found
    if not segment:
        return None
    if node.wild is not None:
        found = _match(node.wild, segments, at + 1, (*values, segment), verb, developer, seen)
        if found is not None:
            return found
    if node.tail is not None:
        return _taken(node.tail, (*values, "/".join(segments[at:])), verb, developer, seen)
    return None


def _taken(
    entry: _Entry[T] | None,
    values: tuple[str, ...],
    verb: str,
    developer: bool | None,
    seen: list[_Entry[T]],
) -> Found[T] | None:
    if entry is None:
        return None
    target = entry.pick(verb, developer)
    if target is not None:
        return Found(target, values)
    seen.append(entry)
    return None


def _segments(raw_path: bytes) -> list[str] | None:
    try:
        text = raw_path.decode("ascii")
        segments = text.split("/")
        del segments[0]
        if "%" in text:
            segments = [unquote(s, errors="strict") if "%" in s else s for s in segments]
            text = "/".join(segments)
    except UnicodeDecodeError:
        return None
    if _UNFIT.search(text) is not None or "." in segments or ".." in segments:
        return None
    return segments


def _overlap(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    for x, y in zip(a, b, strict=False):
        if _TAIL in (x, y):
            return True
        if x != y and not (x == _WILD and y) and not (y == _WILD and x):
            return False
    return len(a) == len(b)
