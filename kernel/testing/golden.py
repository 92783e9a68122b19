"""Stored events as files: history that every later version must still read.

`tests/golden/<service>/<Type>.v<schema>.json` holds one event as it was stored and what it means
today. The stored part never changes; when an event evolves, a new file is added beside the old one,
and only the old one's `event` (its meaning after upcasting) is brought up to date by hand.

    python -m kernel.testing.golden <service>     write files for event types that have none
"""

from __future__ import annotations

import asyncio
import base64
import dataclasses
import importlib
import json
import sys
import typing
import uuid
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kernel.eventstore.codec import Registry
from kernel.eventstore.mapping import EventType
from kernel.privacy import KeyRing, MemoryKeys
from kernel.privacy.fields import open_message, seal_message
from kernel.privacy.keyring import Key, SubjectKey

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "tests" / "golden"
OWN = "testing"
"""Name under which the kernel's own account book is kept."""


class GoldenKeys(KeyRing):
    """One fixed key for every subject, so that sealed fields in files can be opened."""

    def __init__(self) -> None:
        super().__init__(MemoryKeys(), bytes(32))
        self._golden = SubjectKey(bytes(32))

    def cached(self, subject: str) -> Key | None:
        """The fixed key."""
        return self._golden


def registries(root: Path = ROOT) -> dict[str, Registry]:
    """The event registry of every service that has `adapters/events.py`, and the kernel's own."""
    found = {OWN: "kernel.testing.account_book"}
    for file in sorted(root.glob("services/*/adapters/events.py")):
        name = file.parents[1].name
        found[name] = f"services.{name}.adapters.events"
    return {name: importlib.import_module(module).event_registry() for name, module in found.items()}


def files(service: str, folder: Path = FOLDER) -> list[Path]:
    """The golden files of a service."""
    return sorted((folder / service).glob("*.json"))


def missing(service: str, registry: Registry, folder: Path = FOLDER) -> list[str]:
    """Event types, at their current schema, that no file covers."""
    kept = [_read(file) for file in files(service, folder)]
    covered = {(entry["type"], entry["schema"]) for entry in kept}
    return [kind.name for kind in registry.types.values() if (kind.name, kind.schema) not in covered]


async def load(registry: Registry, file: Path) -> tuple[Any, Any]:
    """What the present code makes of a file, and what the file says it means; both as plain JSON."""
    entry = _read(file)
    data = base64.b64decode(entry["data"])
    kind, message = registry.parse(entry["type"], entry["schema"], data, entry["id"])
    await open_message(message, entry["id"], GoldenKeys())
    return _plain(registry.build(kind, entry["schema"], message)), entry["event"]


async def write(service: str, registry: Registry, folder: Path = FOLDER) -> list[Path]:
    """Write a file with sample values for every event type that has none; existing ones stay."""
    (folder / service).mkdir(parents=True, exist_ok=True)
    written = []
    for name in missing(service, registry, folder):
        kind = registry.types[name]
        event, event_id = sample(kind), str(uuid.uuid4())
        message = kind.to_message(event)
        await seal_message(message, event_id, GoldenKeys())
        data = base64.b64encode(message.SerializeToString()).decode()
        entry = {"type": name, "schema": kind.schema, "id": event_id, "data": data, "event": _plain(event)}
        file = folder / service / f"{name}.v{kind.schema}.json"
        file.write_text(json.dumps(entry, indent=2, ensure_ascii=False, sort_keys=True) + "\n")
        written.append(file)
    return written


def sample(kind: EventType) -> Any:
    """An event of a type with a value in every field."""
    hints = typing.get_type_hints(kind.domain)
    return kind.domain(**{field.name: _value(field.name, hints[field.name]) for field in kind.fields})


def _value(name: str, hint: Any) -> Any:
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    while hasattr(hint, "__supertype__"):
        hint = hint.__supertype__
    if origin is typing.Literal:
        return args[0]
    if origin in (tuple, list):
        return origin([_value(f"{name}-1", args[0]), _value(f"{name}-2", args[0])])
    if origin in (dict, Mapping):
        return {_value("key", args[0]): _value(name, args[1])}
    if args:
        return _value(name, next(a for a in args if a is not type(None)))
    samples: dict[Any, Any] = {str: f"{name} ü", bytes: f'"{name}"'.encode(), int: 7, float: 0.5, bool: True}
    return samples[hint]


def _read(file: Path) -> dict[str, Any]:
    entry: dict[str, Any] = json.loads(file.read_text())
    return entry


def _plain(value: Any) -> Any:
    """A dataclass as JSON; bytes as {"base64": …}."""
    if dataclasses.is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode()}
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def main(names: Iterable[str]) -> int:
    """Write what is missing for the named services, or for all."""
    known = registries()
    for name in list(names) or list(known):
        for file in asyncio.run(write(name, known[name])):
            print(file.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
