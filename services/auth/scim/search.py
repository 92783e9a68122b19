"""The search document of a resource: its attributes as filters and sorting compare them.

Folded where case does not matter, without what is empty, extensions under their short key. `sort_keys`
holds the one value by which a multi-valued attribute sorts: that of the primary element, else the first.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.auth.scim.binding import FIXED, LINKS, path_of
from services.auth.scim.errors import ScimError, value
from services.auth.scim.schema import Attribute, Place, ResourceType, split
from services.auth.scim.values import comparable

_APART = frozenset(name for name, _ in FIXED) | {"meta", "schemas"}


def search_document(kind: ResourceType, document: Mapping[str, Any]) -> dict[str, Any]:
    """The part `a` of the row."""
    found: dict[str, Any] = {}
    for attribute in kind.attributes():
        if attribute.name in _APART or attribute.returned == "never" or (kind.name, attribute.name) in LINKS:
            continue
        _put(found, attribute, document.get(attribute.name))
    for extension in kind.extensions:
        held = document.get(extension.uri)
        if isinstance(held, Mapping):
            inner: dict[str, Any] = {}
            for attribute in extension.attributes:
                _put(inner, attribute, held.get(attribute.name))
            if inner:
                found[extension.key] = inner
    found["meta"] = {"resourceType": kind.name}
    if "schemas" in document:
        found["schemas"] = list(document["schemas"])
    return found


def sort_keys(found: Mapping[str, Any]) -> dict[str, Any]:
    """From a search document, the part `k` of the row."""
    keys: dict[str, Any] = {}
    for name, held in found.items():
        if isinstance(held, list) and held and isinstance(held[0], Mapping):
            keys[name] = next((each for each in held if each.get("primary")), held[0])
    return keys


def sort_path(kind: ResourceType, name: str) -> str:
    """The field of the row to sort by. Raises ScimError invalidValue."""
    place = kind.find(*split(name))
    leaf = place.leaf if place else None
    if place is None or leaf is None or leaf.returned == "never" or place.attribute is None:
        raise value(f"there is no attribute {name} to sort by")
    attribute = place.attribute
    if (kind.name, attribute.name) in LINKS or leaf.name in ("location", "version", "schemas"):
        raise value(f"{name} has no order")
    if leaf.type == "complex":
        part = leaf.child("value")
        if part is None:
            raise value(f"{name} has parts: sort by one of them")
        place = Place(place.extension, attribute, part)
    path = path_of(place)
    return "k" + path.removeprefix("a") if attribute.multi else path


def _put(into: dict[str, Any], attribute: Attribute, held: Any) -> None:
    if attribute.multi:
        elements = [folded(attribute, each) for each in held or ()]
        elements = [each for each in elements if each not in (None, {}, "")]
        if elements:
            into[attribute.name] = elements
        return
    one = folded(attribute, held)
    if one not in (None, {}, ""):
        into[attribute.name] = one


def folded(attribute: Attribute, held: Any) -> Any:
    """A value of an attribute as filters compare it; None when there is nothing to compare."""
    if attribute.type != "complex":
        try:
            return None if held is None else comparable(attribute, held)
        except ScimError:
            return None
    if not isinstance(held, Mapping):
        return None
    parts = ((part.key, folded(part, held.get(part.name))) for part in attribute.sub)
    return {name: part for name, part in parts if part not in (None, {}, "")}
