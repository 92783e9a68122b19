"""What one PATCH operation does to a document at a target: put a value there, or take it away.

Adding keeps what is there: values join a list unless an equal one is in it, parts join a complex value.
When a value becomes the primary one, the others of its attribute cease to be (RFC 7644 §3.5.2).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.auth.scim import document as documents
from services.auth.scim.binding import Bound
from services.auth.scim.errors import mutability, no_target
from services.auth.scim.errors import value as bad_value
from services.auth.scim.evaluate import passes
from services.auth.scim.paths import Target
from services.auth.scim.schema import Attribute, ResourceType
from services.auth.scim.search import folded
from services.auth.scim.values import empty, simple


def check_writable(target: Target) -> None:
    """Raises ScimError mutability for what only the server writes."""
    place = target.place
    for attribute in (place.attribute, place.sub):
        if attribute is not None and attribute.mutability == "readOnly":
            raise mutability(f"{attribute.name} is read-only")


def put(document: dict[str, Any], target: Target, held: Any, *, adding: bool, creates: bool) -> None:
    """Add or replace a value. Raises ScimError invalidValue, mutability, noTarget."""
    holder = _holder(document, target, make=True)
    attribute, sub = target.place.attribute, target.place.sub
    if attribute is None:
        for name, part in documents.as_object(held, "an extension").items():
            inner = next((a for a in _extension(target) if a.name.lower() == str(name).lower()), None)
            if inner is not None and inner.mutability != "readOnly":
                _put_attribute(holder, inner, part, adding=adding)
    elif target.chosen is not None:
        _put_chosen(holder, target, held, adding=adding, creates=creates)
    elif sub is None:
        _put_attribute(holder, attribute, held, adding=adding)
    elif attribute.multi:
        _put_part_of_all(holder, attribute, sub, held)
    else:
        _put_part(holder, attribute, sub, held)
    _tidy(document, target)


def remove(kind: ResourceType, document: dict[str, Any], target: Target, held: Any) -> None:
    """Take a value away; nothing happens when it is not there. Raises ScimError mutability.

    With a list of values only those go (Entra ID removes members so).
    """
    attribute, sub = target.place.attribute, target.place.sub
    if attribute is not None and attribute.required and sub is None and target.chosen is None:
        raise mutability(f"{attribute.name} is required")
    holder = _holder(document, target, make=False)
    if attribute is None:
        holder.clear()
    elif attribute.multi and isinstance(holder.get(attribute.name), list):
        stored = holder[attribute.name]
        chosen = [each for each in stored if target.chosen is None or _chosen(target.chosen, attribute, each)]
        if sub is not None:
            for each in chosen:
                _check_immutable(sub, each, None)
                each.pop(sub.name, None)
        elif held is not None and target.chosen is None:
            gone = {_identity(attribute, each) for each in documents.elements(attribute, held)}
            holder[attribute.name] = [each for each in stored if _identity(attribute, each) not in gone]
        else:
            going = {id(each) for each in chosen}
            holder[attribute.name] = [each for each in stored if id(each) not in going]
        holder[attribute.name] = [each for each in holder[attribute.name] if not empty(each)]
    elif sub is None:
        holder.pop(attribute.name, None)
    elif isinstance(holder.get(attribute.name), dict):
        holder[attribute.name].pop(sub.name, None)
    _tidy(document, target)


def _put_attribute(holder: dict[str, Any], attribute: Attribute, held: Any, *, adding: bool) -> None:
    if attribute.multi:
        given = documents.elements(attribute, held)
        before = holder.get(attribute.name, []) if adding else []
        known = {_identity(attribute, each) for each in before}
        joined = list(before)
        for each in given:
            if _identity(attribute, each) not in known:
                known.add(_identity(attribute, each))
                joined.append(each)
        holder[attribute.name] = joined
        if adding:
            _one_primary(joined, [each for each in given if any(each is one for one in joined)])
    elif attribute.type == "complex":
        if empty(held) and not adding:
            holder.pop(attribute.name, None)
            return
        # A bare text stands for the value: Entra ID names a manager so.
        if isinstance(held, str) and attribute.child("value") is not None:
            held = {"value": held}
        parts = documents.element(attribute, held) or {}
        cleared = {str(key).lower() for key, part in held.items() if part is None} if held else set()
        kept = {k: v for k, v in holder.get(attribute.name, {}).items() if k.lower() not in cleared}
        holder[attribute.name] = {**kept, **parts}
    elif empty(held):
        if attribute.required:
            raise mutability(f"{attribute.name} is required")
        holder.pop(attribute.name, None)
    else:
        holder[attribute.name] = simple(attribute, held)


def _put_chosen(holder: dict[str, Any], target: Target, held: Any, *, adding: bool, creates: bool) -> None:
    attribute, sub = target.place.attribute, target.place.sub
    assert attribute is not None and target.chosen is not None
    stored: list[Any] = holder.setdefault(attribute.name, [])
    chosen = [each for each in stored if _chosen(target.chosen, attribute, each)]
    if not chosen:
        if target.template is None or not (adding or creates):
            raise no_target(f"no value of {attribute.name} is chosen by the filter")
        made = documents.element(attribute, dict(target.template))
        stored.append(made)
        chosen = [made]
    for each in chosen:
        if sub is not None:
            _set(each, sub, held)
        else:
            parts = documents.element(attribute, held)
            if not isinstance(parts, Mapping):
                raise bad_value(f"a value of {attribute.name} is an object")
            for name, part in parts.items():
                part_of = attribute.child(name)
                assert part_of is not None
                _check_immutable(part_of, each, part)
            each.update(parts)
    _one_primary(stored, [each for each in chosen if each.get("primary") is True])


def _put_part_of_all(holder: dict[str, Any], attribute: Attribute, sub: Attribute, held: Any) -> None:
    stored: list[Any] = holder.setdefault(attribute.name, [])
    if not stored:
        stored.append({})
    if sub.name == "primary" and len(stored) > 1 and held is not False:
        raise bad_value(f"only one of {attribute.name} is primary")
    for each in stored:
        _set(each, sub, held)


def _put_part(holder: dict[str, Any], attribute: Attribute, sub: Attribute, held: Any) -> None:
    whole = holder.get(attribute.name)
    if not isinstance(whole, dict):
        whole = holder[attribute.name] = {}
    _set(whole, sub, held)


def _set(element: dict[str, Any], sub: Attribute, held: Any) -> None:
    # A part given as an object with a value (Entra ID writes a manager so) means that value.
    if isinstance(held, Mapping) and set(map(str.lower, held)) == {"value"}:
        held = next(iter(held.values()))
    made = None if empty(held) else simple(sub, held)
    _check_immutable(sub, element, made)
    if made is None:
        element.pop(sub.name, None)
    else:
        element[sub.name] = made


def _check_immutable(sub: Attribute, element: Mapping[str, Any], wanted: Any) -> None:
    stored = element.get(sub.name)
    if sub.mutability == "immutable" and stored is not None and stored != wanted:
        raise mutability(f"{sub.name} cannot be changed")


def _one_primary(stored: list[Any], given: list[Any]) -> None:
    first = next((each for each in given if isinstance(each, dict) and each.get("primary") is True), None)
    if first is not None:
        for each in stored:
            if each is not first and each.get("primary") is True:
                each["primary"] = False


def _chosen(bound: Bound, attribute: Attribute, element: Any) -> bool:
    found = folded(attribute, element)
    return isinstance(found, Mapping) and passes(bound, found)


def _identity(attribute: Attribute, element: Any) -> Any:
    """What makes two values the same: a member's id, else everything about them."""
    if attribute.name == "members" and isinstance(element, Mapping):
        return element.get("value")
    return tuple(sorted(element.items())) if isinstance(element, Mapping) else element


def _extension(target: Target) -> tuple[Attribute, ...]:
    return target.place.extension.attributes if target.place.extension else ()


def _holder(document: dict[str, Any], target: Target, *, make: bool) -> dict[str, Any]:
    extension = target.place.extension
    if extension is None:
        return document
    inner: dict[str, Any] = (
        document.setdefault(extension.uri, {}) if make else document.get(extension.uri, {})
    )
    return inner


def _tidy(document: dict[str, Any], target: Target) -> None:
    """Nothing empty stays."""
    extension, attribute = target.place.extension, target.place.attribute
    holder = document.get(extension.uri, {}) if extension else document
    if attribute is not None and empty(holder.get(attribute.name)):
        holder.pop(attribute.name, None)
    if extension is not None and not holder:
        document.pop(extension.uri, None)
