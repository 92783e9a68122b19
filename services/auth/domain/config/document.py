"""All settings as one document with dotted keys, and back.

An imported document is flat (`"ui.banners": […]`) or nested as older servers write it
(`{"ui": {"banners": […]}}`). Keys no section has are settings of parts that are not served here. Which of
those are secrets nobody says, so texts under telling names are masked when they are shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from services.auth.domain.config.schema import Schema
from services.auth.domain.config.secrets import MASK, masked
from services.auth.domain.refusals import ValueInvalid

OTHER = "other"
"""Section of the settings that are not served."""
HELD = "document"
"""Its one setting: dotted key -> value."""
_FORMAT = "version"
"""Key by which older servers number the form of a document; it is no setting."""
_TELLING = re.compile(r"key|secret|passw|token|credential|auth|header|cookie|cert", re.I)
_WITH_LOGIN = re.compile(r"^[a-z][a-z0-9+.-]*://[^/?#]*@", re.I)
_DEEPEST = 20


def composed(sections: Mapping[str, tuple[Schema, Mapping[str, Any]]]) -> dict[str, Any]:
    """The document of all sections (schema and values each), secrets masked."""
    document: dict[str, Any] = {}
    for name, (schema, values) in sections.items():
        if name == OTHER:
            document |= hidden(values[HELD] or {})
            continue
        shown = masked(schema, values)
        document |= {field.exported: shown[field.key] for field in schema.fields}
    return document


def flat(document: Mapping[str, Any], known: Iterable[str]) -> dict[str, Any]:
    """Dotted key -> value. Objects are entered only where a known key lies within."""
    keys = frozenset(known)
    within = {key[: at + 1] for key in keys for at, char in enumerate(key) if char == "."}
    found: dict[str, Any] = {}

    def enter(prefix: str, value: Any) -> None:
        if prefix not in keys and isinstance(value, Mapping) and f"{prefix}." in within:
            for key, item in value.items():
                enter(f"{prefix}.{key}", item)
        else:
            found[prefix] = value

    for key, item in document.items():
        if key != _FORMAT:
            enter(key, item)
    return found


def parted(
    values: Mapping[str, Any], schemas: Mapping[str, Schema]
) -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
    """Section -> settings by their keys, and what no section has. null stands for a default."""
    places = {field.exported: (name, field) for name, schema in schemas.items() for field in schema.fields}
    sections: dict[str, dict[str, Any]] = {}
    rest: dict[str, Any] = {}
    for key, value in values.items():
        if key not in places:
            rest[key] = value
            continue
        name, field = places[key]
        if name == OTHER:
            raise ValueInvalid(key, "there is no such setting")
        meant = schemas[name].defaults[field.key] if value is None and not field.nullable else value
        sections.setdefault(name, {})[field.key] = meant
    return sections, rest


def hidden(values: Any, telling: bool = False) -> Any:
    """Values of unknown settings as they are shown: texts under telling names, and addresses with a
    login in them, are masked."""
    if isinstance(values, Mapping):
        return {
            key: hidden(item, telling or _TELLING.search(key) is not None) for key, item in values.items()
        }
    if isinstance(values, list):
        return [hidden(item, telling) for item in values]
    if isinstance(values, str) and values and (telling or _WITH_LOGIN.match(values)):
        return MASK
    return values


def revealed(values: Any, stored: Any, path: str, depth: int = 0) -> Any:
    """What was sent of unknown settings, each mask replaced by what is stored at its place.

    Raises ValueInvalid for a mask that stands for nothing and for what is nested too deep.
    """
    if depth > _DEEPEST:
        raise ValueInvalid(path, "nested too deep")
    if isinstance(values, Mapping):
        known = stored if isinstance(stored, Mapping) else {}
        return {
            key: revealed(item, known.get(key), f"{path}.{key}" if path else key, depth + 1)
            for key, item in values.items()
        }
    if isinstance(values, list):
        kept = stored if isinstance(stored, list) else []
        beside = [*kept, *[None] * len(values)]
        return [revealed(item, beside[at], f"{path}.{at}", depth + 1) for at, item in enumerate(values)]
    if values == MASK:
        if not isinstance(stored, str) or not stored:
            raise ValueInvalid(path, "the mask stands for a stored value, and there is none")
        return stored
    return values
