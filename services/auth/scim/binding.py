"""A filter given its meaning: names become places of a resource type, values become comparable.

A bound filter is evaluated on a row (evaluate.py) or translated for MongoDB (mongo.py); both read the same
row, so they agree. The row of a resource, as search.py makes it: `_id`, `active`, `created` and
`modified` (epoch milliseconds), `a` with all else. Who is in which group is kept elsewhere: such
comparisons become `Linked`, which is answered with the ids that were looked up before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from services.auth.scim import filters
from services.auth.scim.errors import ScimError, bad_filter
from services.auth.scim.schema import Attribute, Place, ResourceType, split
from services.auth.scim.values import boolean, comparable, milliseconds

FIXED = {
    ("id", ""): "_id",
    ("active", ""): "active",
    ("meta", "created"): "created",
    ("meta", "lastModified"): "modified",
}
"""Places that have a field of their own in the row."""
LINKS = {("User", "groups"), ("Group", "members")}
_TEXT_OPERATORS = frozenset({"co", "sw", "ew"})
_ORDER_OPERATORS = frozenset({"gt", "ge", "lt", "le"})


@dataclass(frozen=True, slots=True)
class Test:
    """A comparison of the field at a dotted path; `op` pr asks whether there is a value."""

    path: str
    op: str
    value: Any = None


@dataclass(frozen=True, slots=True)
class Element:
    """One element of the list at a path passes the whole filter, the paths of which are relative to it."""

    path: str
    item: Bound


@dataclass(frozen=True, slots=True)
class Linked:
    """The row's id is among those that are linked with `other` (group of a user, member of a group)."""

    other: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """Passes for no row: a name that this resource type does not have, in a search over several types."""


@dataclass(frozen=True, slots=True)
class Negated:
    item: Bound


@dataclass(frozen=True, slots=True)
class Every:
    items: tuple[Bound, ...]


@dataclass(frozen=True, slots=True)
class Some:
    items: tuple[Bound, ...]


Bound = Test | Element | Linked | Nothing | Negated | Every | Some


def bind(node: filters.Node, kind: ResourceType, *, lenient: bool = False) -> Bound:
    """A filter on resources of a type. Raises ScimError invalidFilter.

    `lenient`: a name the type does not have passes for nothing instead (RFC 7644 §3.4.2.1).
    """
    return _Binder(kind, lenient).node(node)


def bind_element(node: filters.Node, attribute: Attribute) -> Bound:
    """The filter in a value path, on one value of a multi-valued attribute. Raises ScimError."""
    return _on_element(node, attribute)


def path_of(place: Place) -> str:
    """The dotted path of a place in the row."""
    assert place.attribute is not None
    name, sub = place.attribute.name, place.sub.key if place.sub else ""
    if place.extension is None and (name, sub) in FIXED:
        return FIXED[name, sub]
    parts = ["a", *([place.extension.key] if place.extension else []), name, *([sub] if sub else [])]
    return ".".join(parts)


def links(bound: Bound) -> Iterator[str]:
    """The ids whose links a filter asks for."""
    match bound:
        case Linked(other):
            yield other
        case Negated(item) | Element(_, item):
            yield from links(item)
        case Every(items) | Some(items):
            for item in items:
                yield from links(item)


class _Binder:
    def __init__(self, kind: ResourceType, lenient: bool) -> None:
        self._kind = kind
        self._lenient = lenient

    def node(self, node: filters.Node) -> Bound:
        match node:
            case filters.And(items):
                return Every(tuple(self.node(item) for item in items))
            case filters.Or(items):
                return Some(tuple(self.node(item) for item in items))
            case filters.Not(item):
                return Negated(self.node(item))
            case filters.Present(name):
                return self._test(name, "pr", None)
            case filters.Compare(name, op, value):
                return self._test(name, op, value)
            case filters.Within(name, item):
                return self._within(name, item)

    def _test(self, name: str, op: str, value: filters.Value) -> Bound:
        place = self._place(name)
        if place is None:
            return Nothing()
        leaf = _comparable_leaf(place, op, name)
        attribute = place.attribute
        assert attribute is not None
        if self._linked(place):
            return _link(leaf, op, value, name)
        if op == "pr" and place.sub is None:
            return Test(path_of(place), "pr")
        if leaf is not place.leaf:
            place = Place(place.extension, place.attribute, leaf)
        return Test(path_of(place), op, None if op == "pr" else _operand(leaf, op, value))

    def _within(self, name: str, item: filters.Node) -> Bound:
        place = self._place(name)
        if place is None:
            return Nothing()
        attribute = place.attribute
        if attribute is None or attribute.type != "complex" or place.sub is not None:
            raise bad_filter(f"{name} has no parts a value filter could compare")
        if self._linked(place):
            if isinstance(item, filters.Compare) and item.name.lower() == "value":
                return _link(attribute.child("value") or attribute, item.op, item.value, name)
            raise bad_filter(f"{name} is filtered by value eq only")
        if not attribute.multi:
            prefix = name + "."
            return self.node(_prefixed(item, prefix))
        return Element(path_of(place), _on_element(item, attribute))

    def _place(self, name: str) -> Place | None:
        place = self._kind.find(*split(name))
        if place is None and not self._lenient:
            raise bad_filter(f"there is no attribute {name}")
        if place is not None and place.leaf is not None and place.leaf.returned == "never":
            raise bad_filter(f"{name} cannot be compared")
        if place is not None and place.sub is not None and place.sub.name in ("location", "version"):
            raise bad_filter(f"{name} cannot be compared")
        return place

    def _linked(self, place: Place) -> bool:
        return (
            place.extension is None
            and place.attribute is not None
            and (self._kind.name, place.attribute.name) in LINKS
        )


def _prefixed(node: filters.Node, prefix: str) -> filters.Node:
    match node:
        case filters.And(items):
            return filters.And(tuple(_prefixed(item, prefix) for item in items))
        case filters.Or(items):
            return filters.Or(tuple(_prefixed(item, prefix) for item in items))
        case filters.Not(item):
            return filters.Not(_prefixed(item, prefix))
        case filters.Present(name):
            return filters.Present(prefix + name)
        case filters.Compare(name, op, value):
            return filters.Compare(prefix + name, op, value)
    raise bad_filter("a value filter holds no other value filter")


def _on_element(node: filters.Node, attribute: Attribute) -> Bound:
    match node:
        case filters.And(items):
            return Every(tuple(_on_element(item, attribute) for item in items))
        case filters.Or(items):
            return Some(tuple(_on_element(item, attribute) for item in items))
        case filters.Not(item):
            return Negated(_on_element(item, attribute))
        case filters.Present(name):
            return Test(_part(attribute, name).key, "pr")
        case filters.Compare(name, op, value):
            part = _part(attribute, name)
            return Test(part.key, op, _operand(part, op, value))
    raise bad_filter("a value filter holds no other value filter")


def _part(attribute: Attribute, name: str) -> Attribute:
    part = attribute.child(name)
    if part is None:
        raise bad_filter(f"{attribute.name} has no part {name}")
    return part


def _comparable_leaf(place: Place, op: str, name: str) -> Attribute:
    leaf = place.leaf
    if leaf is None:
        raise bad_filter(f"{name} is no attribute")
    if leaf.type != "complex" or op == "pr":
        return leaf
    value = leaf.child("value")
    if value is None:
        raise bad_filter(f"{name} has parts: compare one of them")
    return value


def _link(leaf: Attribute, op: str, value: filters.Value, name: str) -> Bound:
    if leaf.name != "value" or op != "eq" or not isinstance(value, str):
        raise bad_filter(f"{name} is filtered by value eq only")
    return Linked(value)


def _operand(leaf: Attribute, op: str, value: filters.Value) -> Any:
    if value is None:
        if op in ("eq", "ne"):
            return None
        raise bad_filter(f"{op} compares with a value")
    if leaf.type == "boolean":
        if op not in ("eq", "ne"):
            raise bad_filter(f"{leaf.name} is compared by eq and ne")
        return _checked(leaf, lambda: boolean(leaf.name, value))
    if not isinstance(value, str):
        raise bad_filter(f"{leaf.name} is compared with a text")
    if leaf.type == "dateTime":
        if op in _TEXT_OPERATORS:
            raise bad_filter(f"{leaf.name} is compared by eq, ne, gt, ge, lt and le")
        return _checked(leaf, lambda: milliseconds(value))
    if leaf.type == "binary" and op in _ORDER_OPERATORS:
        raise bad_filter(f"{leaf.name} has no order")
    return comparable(leaf, value)


def _checked(leaf: Attribute, read: Callable[[], Any]) -> Any:
    try:
        return read()
    except ScimError as error:
        raise bad_filter(f"{leaf.name}: {error.detail}") from error
