"""Secrets within the values of a section: taken out for storage, put back for use, masked for show.

A secret is known by its path. Items of a list are named by their `id` (or `name`, `key`), else by
their place, so that a secret stays with its item when others come and go. A text equal to MASK
stands for the secret that is stored at that path.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from services.auth.domain.config.schema import OBJECT, Field, Schema
from services.auth.domain.refusals import ValueInvalid

MASK = "********"
_NOTHING = "the mask stands for a stored secret, and there is none"
_NAMES = ("id", "name", "key")
Visit = Callable[[dict[str, Any], Field, str], None]


def split(schema: Schema, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values with their secrets blank, and the secrets by path."""
    plain: dict[str, Any] = _copy(values)
    secrets: dict[str, Any] = {}

    def take(holder: dict[str, Any], field: Field, path: str) -> None:
        if holder[field.key] != field.first:
            secrets[path] = holder[field.key]
            holder[field.key] = field.first

    _walk(schema.fields, plain, "", take)
    return plain, secrets


def join(schema: Schema, plain: Mapping[str, Any], secrets: Mapping[str, Any]) -> dict[str, Any]:
    """The values as they are used."""
    values: dict[str, Any] = _copy(plain)

    def put(holder: dict[str, Any], field: Field, path: str) -> None:
        holder[field.key] = secrets.get(path, field.first)

    _walk(schema.fields, values, "", put)
    return values


def masked(schema: Schema, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as they are shown: MASK for a secret that is set, blank for one that is not."""
    shown: dict[str, Any] = _copy(values)

    def hide(holder: dict[str, Any], field: Field, path: str) -> None:
        if holder[field.key] != field.first:
            holder[field.key] = [MASK] * len(holder[field.key]) if field.many else MASK

    _walk(schema.fields, shown, "", hide)
    return shown


def unmasked(schema: Schema, values: Mapping[str, Any], stored: Mapping[str, Any]) -> dict[str, Any]:
    """What was sent, with the stored secret (by path) for each mask.

    Raises ValueInvalid where a mask stands for nothing. Values that are of the wrong type are left
    for the schema to refuse.
    """
    meant: dict[str, Any] = _copy(values)

    def restore(holder: dict[str, Any], field: Field, path: str) -> None:
        value = holder[field.key]
        if value == MASK:
            holder[field.key] = _stored(stored, path)
        elif field.many and isinstance(value, list) and MASK in value:
            kept = _stored(stored, path)
            if any(item == MASK and at >= len(kept) for at, item in enumerate(value)):
                raise ValueInvalid(path, _NOTHING)
            holder[field.key] = [kept[at] if item == MASK else item for at, item in enumerate(value)]

    _walk(schema.fields, meant, "", restore)
    return meant


def must_be_given(
    schema: Schema, before: Mapping[str, Any], after: Mapping[str, Any], wanted: Mapping[str, Any]
) -> str:
    """Path of a stored secret that would be sent elsewhere than before by who did not give it; or empty."""
    _, given = split(schema, wanted)
    went, goes = _places(schema, before), _places(schema, after)
    return next(
        (
            path
            for path, place in goes.items()
            if path in went and went[path] != place and given.get(path, MASK) == MASK
        ),
        "",
    )


def _places(schema: Schema, values: Mapping[str, Any]) -> dict[str, tuple[Any, ...]]:
    """Where each secret that is set is sent, by path."""
    found: dict[str, tuple[Any, ...]] = {}

    def note(holder: dict[str, Any], field: Field, path: str) -> None:
        if holder[field.key] != field.first:
            found[path] = tuple(holder.get(key) for key in field.sent_to)

    _walk(schema.fields, _copy(values), "", note)
    return found


def _stored(stored: Mapping[str, Any], path: str) -> Any:
    if path not in stored:
        raise ValueInvalid(path, _NOTHING)
    return stored[path]


def _walk(fields: Sequence[Field], holder: dict[str, Any], path: str, visit: Visit) -> None:
    for field in fields:
        if field.key not in holder:
            continue
        where = f"{path}.{field.key}" if path else field.key
        if field.secret:
            visit(holder, field, where)
        elif field.kind == OBJECT:
            for name, item in _items(field, holder[field.key]):
                if isinstance(item, dict):
                    _walk(field.fields, item, f"{where}.{name}" if name else where, visit)


def _items(field: Field, value: Any) -> Iterator[tuple[str, Any]]:
    if field.keyed and isinstance(value, dict):
        yield from ((f"[{key}]", item) for key, item in value.items())
    elif field.many and isinstance(value, list):
        seen = set[str]()
        for at, item in enumerate(value):
            name = next(
                (str(item[key]) for key in _NAMES if isinstance(item, dict) and item.get(key)), str(at)
            )
            # Of two items of one name, the second is known by its place.
            yield f"[{name}]" if name not in seen else f"[{name}#{at}]", item
            seen.add(name)
    elif not field.many and not field.keyed:
        yield "", value


def _copy(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _copy(item) for key, item in value.items()}
    return [_copy(item) for item in value] if isinstance(value, list) else value
