"""`python -m kernel.rebuild VIEW`: replay a view from the log and swap it in, while the service runs.

VIEW is `<service>.<view>`, or the view's name alone where one service has it; without it the views are
listed. Views kept in the transaction of each commit are replayed by this program, views that follow the
bus by their follower in the running service. Reads see the old view until the new one stands.
"""

from __future__ import annotations

import asyncio
import importlib
import inspect
import pkgutil
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from typing import Any

from kernel.bus.follower import request_replay
from kernel.bus.model import Follower
from kernel.bus.nats import Bus
from kernel.bus.replay import replayed
from kernel.config import CommonSettings, SettingsError, load
from kernel.eventstore.codec import Registry
from kernel.eventstore.model import Projection
from kernel.eventstore.mongo_store import MongoEventStore
from kernel.eventstore.rebuild import RebuildLost, RebuildRefused, rebuild
from kernel.mongo import Mongo, connect
from kernel.mongo.client import Unreachable
from kernel.privacy import KeyRing, MongoKeys, load_master_key
from kernel.rpc.conventions import event_registry
from kernel.rpc.hosting import KEYS_DATABASE

PATIENCE = 600.0
"""Seconds to wait for a follower's replay; it goes on by itself after that."""
_SHOWN_EVERY = 1.0


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The views of a service, found by convention: in its package `projections`, and among the
    `FOLLOWERS` of its module `app`, which are the kernel's."""

    service: str
    projections: tuple[Projection, ...]
    followers: tuple[Follower, ...]
    registry: Registry

    def names(self) -> Iterator[str]:
        """`<service>.<view>` of each."""
        for name in [view.name for view in self.projections] + [view.name for view in self.followers]:
            yield f"{self.service}.{name}"


def catalogue(service: str) -> Catalogue:
    """The views of a service. Nothing of it is started."""
    kinds: list[type[Any]] = []
    with suppress(ModuleNotFoundError):
        package = importlib.import_module(f"services.{service}.projections")
        for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(found.name)
            for _, kind in inspect.getmembers(module, inspect.isclass):
                if kind.__module__ == module.__name__ and not inspect.isabstract(kind):
                    kinds.append(kind)
    app = importlib.import_module(f"services.{service}.app")
    own = [kind for kind in kinds if issubclass(kind, Follower)]
    return Catalogue(
        service,
        tuple(kind() for kind in kinds if issubclass(kind, Projection)),
        tuple(kind() for kind in [*own, *getattr(app, "FOLLOWERS", ())]),
        event_registry(app.build),
    )


def services() -> list[str]:
    """The services of an installation: those the settings have an address for."""
    suffix = "_target"
    return [f.name.removesuffix(suffix) for f in fields(CommonSettings) if f.name.endswith(suffix)]


def find(view: str) -> tuple[str, str]:
    """Service and name of a view. Raises RebuildRefused when there is none or more than one."""
    known = [name for service in services() for name in catalogue(service).names()]
    fitting = [name for name in known if view in (name, name.partition(".")[2])]
    if len(fitting) != 1:
        problem = f"{view} is in several services" if fitting else f"no view is called {view or '(nothing)'}"
        raise RebuildRefused(f"{problem}; VIEW is one of: {', '.join(fitting or known)}")
    service, _, name = fitting[0].partition(".")
    return service, name


async def run(settings: CommonSettings, view: str) -> str:
    """Rebuild one view; what was done. Raises RebuildRefused, RebuildLost, Unreachable, TimeoutError."""
    service, name = find(view)
    mongo = await connect(settings.mongo_url, settings.mongo_driver, app_name="parlance-rebuild", wait=10)
    try:
        found = catalogue(service)
        began = time.monotonic()
        if any(follower.name == name for follower in found.followers):
            await _replay(settings, mongo, service, name)
            return f"{service}.{name} was replayed by its follower in {time.monotonic() - began:.1f} s"
        keys = await _keys(settings, mongo)
        store = MongoEventStore(mongo, settings.db_prefix + service, found.registry, keys)
        store.register(found.projections)
        streams = await rebuild(store, name, Progress(f"{service}.{name}"))
        return f"{service}.{name} was rebuilt from {streams} streams in {time.monotonic() - began:.1f} s"
    finally:
        await mongo.close()


class Progress:
    """Prints how far a rebuild is, about once a second."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._shown = 0.0

    def __call__(self, done: int, total: int) -> None:
        """Tell: streams done, streams in all."""
        now = time.monotonic()
        if now - self._shown >= _SHOWN_EVERY or done == total:
            self._shown = now
            print(f"  {self._title}: {done:,} of {total:,} streams", flush=True)


async def _replay(settings: CommonSettings, mongo: Mongo, service: str, name: str) -> None:
    database = mongo.database(settings.db_prefix + service)
    bus = Bus(settings.nats_url, prefix=settings.nats_prefix, name="parlance-rebuild")
    await bus.start()
    try:
        if not await bus.ready(10):
            raise RebuildRefused("the bus does not answer; followers need it")
        wanted = await request_replay(database, bus, service, name)
        print(f"  {service}.{name}: asked its follower", flush=True)
        async with asyncio.timeout(PATIENCE):
            while not await replayed(database, name, wanted):  # noqa: ASYNC110 - another process does it
                await asyncio.sleep(0.1)
    finally:
        await bus.close()


async def _keys(settings: CommonSettings, mongo: Mongo) -> KeyRing:
    master = load_master_key(settings.master_key_path, create=False)
    keys = KeyRing(MongoKeys(mongo.database(settings.db_prefix + KEYS_DATABASE)), master)
    await keys.start()
    return keys


def main(arguments: Sequence[str]) -> int:
    """Entry point; returns the exit status."""
    try:
        print(asyncio.run(run(load(CommonSettings), arguments[0] if arguments else "")))
    except (SettingsError, RebuildRefused, RebuildLost, Unreachable, FileNotFoundError) as error:
        print(f"rebuild: {error}", file=sys.stderr)
    except TimeoutError:
        print("rebuild: the follower has not finished yet; is its service running?", file=sys.stderr)
    else:
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
