"""`attributes` and `excludedAttributes` (RFC 7644 §3.4.2.5): which part of a resource is returned.

`schemas` and `id` are always there. A name nobody knows selects nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from services.auth.scim.errors import value
from services.auth.scim.schema import ResourceType, named, split

MAX_NAMES = 200
_ALWAYS = ("schemas", "id")
_CHOICE = re.compile(r"\[[^\[\]]*\]")


@dataclass(frozen=True, slots=True)
class Projection:
    """What was asked for; both empty means everything."""

    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def wants(self, kind: ResourceType, name: str) -> bool:
        """Whether any of a core attribute is returned: what is dear to find is left unsought."""
        return name in self.apply(kind, {name: {"value": ""}})

    def apply(self, kind: ResourceType, resource: Mapping[str, Any]) -> dict[str, Any]:
        """The part of the resource that is returned."""
        if self.only:
            return _kept(kind, resource, self.only)
        if self.without:
            return _left(kind, resource, self.without)
        return dict(resource)


def read(only: str | Iterable[str], without: str | Iterable[str]) -> Projection:
    """From parameters: names with commas between, or lists of them. Raises ScimError invalidValue."""
    found = Projection(_names(only), _names(without))
    if found.only and found.without:
        raise value("attributes and excludedAttributes exclude each other")
    return found


def _names(given: str | Iterable[str]) -> tuple[str, ...]:
    # Microsoft's clients write `emails[type eq "work"]`: the attribute is what they want to see.
    parts = _CHOICE.sub("", given).split(",") if isinstance(given, str) else list(given)
    if len(parts) > MAX_NAMES or not all(isinstance(each, str) for each in parts):
        raise value(f"at most {MAX_NAMES} attribute names are expected")
    return tuple(each.strip() for each in parts if each.strip())


def _kept(kind: ResourceType, resource: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    kept = {key: resource[key] for key in _ALWAYS if key in resource}
    for text in names:
        extension = kind.extension(text)
        if extension is not None:
            if extension.uri in resource:
                kept[extension.uri] = resource[extension.uri]
            continue
        place = kind.find(*split(text))
        if place is None or place.attribute is None or place.attribute.returned == "never":
            continue
        source: Any = resource.get(place.extension.uri, {}) if place.extension else resource
        name = place.attribute.name
        if name not in source:
            continue
        into = kept.setdefault(place.extension.uri, {}) if place.extension else kept
        into[name] = (
            source[name] if place.sub is None else _merged(into.get(name), source[name], place.sub.name)
        )
    return {key: kept[key] for key in resource if key in kept}


def _merged(already: Any, source: Any, part: str) -> Any:
    """The parts selected so far, with one more."""
    if isinstance(source, list):
        before = already or [{} for _ in source]
        return [{**one, **_part(each, part)} for one, each in zip(before, source, strict=True)]
    return {**(already or {}), **_part(source, part)}


def _part(element: Any, part: str) -> dict[str, Any]:
    return {part: element[part]} if isinstance(element, Mapping) and part in element else {}


def _left(kind: ResourceType, resource: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    left = dict(resource)
    for text in names:
        extension = kind.extension(text)
        if extension is not None:
            left.pop(extension.uri, None)
            continue
        place = kind.find(*split(text))
        if place is None or place.attribute is None or named((place.attribute,), "id") or text in _ALWAYS:
            continue
        holder = left
        if place.extension is not None:
            if place.extension.uri not in left:
                continue
            holder = left[place.extension.uri] = dict(left[place.extension.uri])
        name = place.attribute.name
        if name not in holder or place.attribute.returned == "always":
            continue
        if place.sub is None:
            del holder[name]
        else:
            holder[name] = _lacking(holder[name], place.sub.name)
    return left


def _lacking(held: Any, part: str) -> Any:
    if isinstance(held, list):
        return [_lacking(each, part) for each in held]
    return {key: inner for key, inner in held.items() if key != part} if isinstance(held, Mapping) else held
