"""A resource as it is kept: attributes under their proper names, values of their types.

What a client sends is read leniently where providers are loose (names in any case, a single value where
a list is meant, booleans as text, attributes nobody knows) and strictly where a value would be lost or
wrong. Read-only attributes are left out (RFC 7644 §3.3). A kept document holds no empty attributes and
no `id` or `meta`; `schemas` names the core and the extensions that apply.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from services.auth.scim.errors import syntax
from services.auth.scim.errors import value as bad_value
from services.auth.scim.schema import Attribute, ResourceType
from services.auth.scim.values import empty, simple

MAX_VALUES = 1000
"""Elements of one multi-valued attribute, members of groups apart."""
MAX_MEMBERS = 200_000
MAX_DEPTH = 12


def read_resource(kind: ResourceType, body: Any) -> dict[str, Any]:
    """The document a POST or PUT describes. Raises ScimError invalidSyntax, invalidValue."""
    sent = as_object(body, "a resource")
    named_extensions = _schemas(kind, sent)
    document: dict[str, Any] = {}
    for key, held in _by_name(sent):
        attribute = next((each for each in kind.attributes() if each.name.lower() == key), None)
        if attribute is not None:
            if attribute.mutability != "readOnly":
                _assign(document, attribute, held)
            continue
        extension = kind.extension(key)
        if extension is not None and held is not None:
            inner: dict[str, Any] = {}
            for name, part in _by_name(as_object(held, extension.uri)):
                known = next((each for each in extension.attributes if each.name.lower() == name), None)
                if known is not None and known.mutability != "readOnly":
                    _assign(inner, known, part)
            if inner:
                document[extension.uri] = inner
    require(kind, document)
    return with_schemas(kind, document, named_extensions)


def require(kind: ResourceType, document: Mapping[str, Any]) -> None:
    """Every required attribute has a value. Raises ScimError invalidValue."""
    for attribute in kind.attributes():
        held = document.get(attribute.name)
        if attribute.required and (empty(held) or (isinstance(held, str) and not held.strip())):
            raise bad_value(f"{attribute.name} is required")


def with_schemas(kind: ResourceType, document: dict[str, Any], named: frozenset[str]) -> dict[str, Any]:
    """The document with its `schemas`: the core, extensions with content, extensions that were named."""
    uris = [each.uri for each in kind.extensions if each.uri in document or each.uri in named]
    rest = {key: held for key, held in document.items() if key != "schemas" and not empty(held)}
    return {"schemas": [kind.core.uri, *uris], **rest}


def element(attribute: Attribute, held: Any) -> Any:
    """One value of an attribute, checked and under its proper names; None when there is nothing in it."""
    if held is None:
        return None
    if attribute.type != "complex":
        return simple(attribute, held)
    if not isinstance(held, Mapping):
        if attribute.multi and attribute.child("value") is not None:
            return {"value": simple(attribute.child("value") or attribute, held)}
        raise bad_value(f"{attribute.name} is an object")
    found: dict[str, Any] = {}
    for key, part in _by_name(held):
        sub = next((each for each in attribute.sub if each.name.lower() == key), None)
        if sub is not None and sub.mutability != "readOnly" and part is not None:
            found[sub.name] = simple(sub, part)
    return found


def elements(attribute: Attribute, held: Any) -> list[Any]:
    """The values of a multi-valued attribute; a single value counts as a list of one."""
    sent = held if isinstance(held, list) else [] if held is None else [held]
    limit = MAX_MEMBERS if attribute.name == "members" else MAX_VALUES
    if len(sent) > limit:
        raise bad_value(f"{attribute.name} has more than {limit} values")
    found = [element(attribute, each) for each in sent]
    found = [each for each in found if not empty(each)]
    if sum(1 for each in found if isinstance(each, Mapping) and each.get("primary") is True) > 1:
        raise bad_value(f"only one of {attribute.name} is primary")
    return found


def as_object(body: Any, what: str) -> Mapping[str, Any]:
    """The body as a JSON object that is not nested too deep. Raises ScimError invalidSyntax."""
    if not isinstance(body, Mapping):
        raise syntax(f"{what} is a JSON object")
    if _deeper(body, MAX_DEPTH):
        raise syntax(f"{what} is nested too deep")
    return body


def _assign(into: dict[str, Any], attribute: Attribute, held: Any) -> None:
    found = elements(attribute, held) if attribute.multi else element(attribute, held)
    if not empty(found):
        into[attribute.name] = found


def _by_name(sent: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    seen: set[str] = set()
    for key, held in sent.items():
        name = str(key).lower()
        if name in seen:
            raise syntax(f"{key} is there twice")
        seen.add(name)
        yield name, held


def _schemas(kind: ResourceType, sent: Mapping[str, Any]) -> frozenset[str]:
    """The URIs of the extensions that are named."""
    held = next((part for key, part in sent.items() if str(key).lower() == "schemas"), None)
    if held is None:
        return frozenset()
    if not isinstance(held, list) or not all(isinstance(each, str) for each in held):
        raise syntax("schemas is a list of URIs")
    uris = {each.lower() for each in held}
    if uris and kind.core.uri.lower() not in uris:
        raise bad_value(f"schemas does not name {kind.core.uri}")
    return frozenset(each.uri for each in kind.extensions if each.uri.lower() in uris)


def _deeper(held: Any, levels: int) -> bool:
    if not isinstance(held, Mapping | list):
        return False
    if levels == 0:
        return True
    return any(_deeper(each, levels - 1) for each in (held.values() if isinstance(held, Mapping) else held))
