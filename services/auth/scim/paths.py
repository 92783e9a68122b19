"""Paths of PATCH operations (RFC 7644 §3.5.2): `attr`, `attr.sub`, `attr[filter]`, `attr[filter].sub`.

Each with or without the URI of its schema, and the URI of an extension alone for the extension as a whole.
"""

from __future__ import annotations

from dataclasses import dataclass

from services.auth.scim import filters
from services.auth.scim.binding import Bound, bind_element
from services.auth.scim.errors import path as bad_path
from services.auth.scim.schema import Place, ResourceType, split


@dataclass(frozen=True, slots=True)
class Target:
    """What a path names. `chosen` selects among the values of a multi-valued attribute.

    `template` holds what equality in the filter asks for: an element with it is found by the filter.
    """

    place: Place
    chosen: Bound | None = None
    template: tuple[tuple[str, filters.Value], ...] | None = None


def parse(kind: ResourceType, text: str) -> Target:
    """The target of a path. Raises ScimError invalidPath, invalidFilter."""
    if len(text) > filters.MAX_LENGTH:
        raise bad_path("the path is too long")
    extension = kind.extension(text.strip())
    if extension is not None:
        return Target(Place(extension, None))
    before, bracket, rest = text.strip().partition("[")
    if not bracket:
        return Target(_place(kind, before))
    condition, closed, after = rest.rpartition("]")
    if not closed or (after and not after.startswith(".")):
        raise bad_path(f"the path {text!r} cannot be read")
    whole = _place(kind, before)
    attribute = whole.attribute
    if attribute is None or not attribute.multi or attribute.type != "complex" or whole.sub is not None:
        raise bad_path(f"{before} has no values to choose from")
    node = filters.parse(condition)
    place = _place(kind, before + after) if after else whole
    return Target(place, bind_element(node, attribute), _template(node))


def _place(kind: ResourceType, text: str) -> Place:
    place = kind.find(*split(text))
    if place is None:
        raise bad_path(f"there is no attribute {text!r}")
    return place


def _template(node: filters.Node) -> tuple[tuple[str, filters.Value], ...] | None:
    """The equalities of a filter that is made of nothing else."""
    match node:
        case filters.Compare(name, "eq", value) if value is not None:
            return ((name, value),)
        case filters.And(items):
            parts = [_template(item) for item in items]
            if all(part is not None for part in parts):
                return tuple(pair for part in parts if part for pair in part)
    return None
