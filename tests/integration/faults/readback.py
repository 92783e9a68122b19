"""Reads everything back after a run: through REST as its owners, from the log, from the bus."""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import nats
from nats.js import api

from deploy.embedded.layout import SERVICES, Layout
from kernel.config import CommonSettings, load
from kernel.eventstore.mongo_store import MongoEventStore
from kernel.eventstore.verify import document_hash
from kernel.mongo import Mongo, connect, each, rows
from kernel.privacy import KeyRing, MongoKeys, load_master_key
from kernel.rebuild import Catalogue, catalogue
from tests.integration.faults.clients import Client, Person, Site


@dataclass(slots=True)
class Found:
    """Marks by how often they show, and the mark that stands at each place that is overwritten."""

    marks: Counter[str] = field(default_factory=Counter)
    finals: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    """File id -> status."""


async def through_rest(site: Site, clients: Sequence[Client], strangers: Sequence[Person]) -> Found:
    """What the owners see; a file by its name, an account by its address, a message by its text."""
    found = Found()
    admin = clients[0].person
    people = list({p.id: p for p in [*(client.person for client in clients), *strangers]}.values())
    await asyncio.gather(*(_chats_and_settings(site, person, found) for person in people))
    for account in await _pages(site, admin, "/api/v1/users/?page=", "users"):
        found.marks[account["email"].removesuffix("@example.org")] += 1
    for file in await _pages(site, admin, "/api/v1/files/?content=false&page=", "items"):
        found.marks[file["filename"].removesuffix(".txt")] += 1
        found.files[file["id"]] = (file["data"] or {}).get("status", "")
    for person in people[:2]:
        for base in await _pages(site, person, "/api/v1/knowledge/?page=", "items"):
            if base["user_id"] != person.id:
                continue
            found.marks[base["name"]] += 1
            inside = await _pages(site, person, f"/api/v1/knowledge/{base['id']}/files?page=", "items")
            found.marks.update(f"{base['id']}/{file['id']}" for file in inside)
    return found


async def _chats_and_settings(site: Site, person: Person, found: Found) -> None:
    settings = await site.read(person, "/api/v1/users/user/settings")
    found.finals[f"settings {person.id}"] = ((settings or {}).get("ui") or {}).get("mark", "")
    listed = await site.read(person, "/api/v1/chats/list")
    for head in listed:
        found.marks[head["title"]] += 1
        chat = await site.read(person, f"/api/v1/chats/{head['id']}")
        found.finals[f"chat {head['id']}"] = chat["chat"].get("note", "")
        messages = await site.read(person, f"/api/v1/chats/{head['id']}/messages?branch=all")
        found.marks.update(str(message["content"]) for message in messages)


async def _pages(site: Site, person: Person, path: str, items: str) -> list[Any]:
    """All pages. A short page is not the last one by itself; one without anything new is."""
    known: dict[str, Any] = {}
    for number in range(1, 1000):
        page = {item["id"]: item for item in (await site.read(person, f"{path}{number}"))[items]}
        if not page.keys() - known.keys():
            break
        known |= page
    return list(known.values())


@dataclass(slots=True)
class Inside:
    """The databases and the bus of an installation."""

    layout: Layout
    settings: CommonSettings
    mongo: Mongo
    keys: KeyRing
    bus: Any
    views: dict[str, Catalogue]

    def store(self, service: str) -> MongoEventStore:
        """The event store of a service, its views registered."""
        found = self.views[service]
        parts = (self.mongo, self.settings.db_prefix + service, found.registry, self.keys)
        store = MongoEventStore(*parts)
        store.register(found.projections)
        return store

    async def commits(self, service: str) -> list[dict[str, Any]]:
        """All commits in log order."""
        return await rows(self.store(service).commits.find({}).sort("position", 1))

    async def on_the_bus(self, service: str) -> list[str]:
        """Ids of the events in a service's stream, in its order."""
        stream = f"PARLANCE_{service.upper()}"
        state = (await self.bus.stream_info(stream)).state
        ids: list[str] = []
        if not state.messages:
            return ids
        events = await self.bus.subscribe(
            f"parlance.{service}.>",
            stream=stream,
            ordered_consumer=True,
            config=api.ConsumerConfig(deliver_policy=api.DeliverPolicy.ALL, headers_only=True),
        )
        while len(ids) < state.messages:
            ids.append((await events.next_msg(timeout=5)).headers["Nats-Msg-Id"])
        await events.unsubscribe()
        return ids

    async def waiting(self) -> dict[str, int]:
        """Events each durable consumer has not dealt with, and commits without a place on the bus."""
        left: dict[str, int] = {}
        for service in SERVICES:
            pending = await self.store(service).commits.count_documents({"pending": True})
            if pending:
                left[f"relay of {service}"] = pending
            try:
                consumers = await self.bus.consumers_info(f"PARLANCE_{service.upper()}")
            except nats.js.errors.NotFoundError:
                continue
            for consumer in consumers:
                number = (consumer.num_pending or 0) + (consumer.num_ack_pending or 0)
                if consumer.config.durable_name and number:
                    left[consumer.name] = number
        return left

    async def calm(self, timeout: float = 60.0) -> float:
        """Wait until nothing is waiting, twice in a row; how long that took."""
        began = time.monotonic()
        quiet = 0
        left: dict[str, int] = {}
        while quiet < 2:
            assert time.monotonic() - began < timeout, f"not calm after {timeout} s: {left}"
            left = await self.waiting()
            quiet = 0 if left else quiet + 1
            await asyncio.sleep(0.3)
        return time.monotonic() - began

    async def hashes(self, service: str, collection: str) -> dict[str, bytes]:
        """Document hashes of a view by id."""
        query = self.store(service).database[collection].find({})
        return {str(document["_id"]): document_hash(document) async for document in each(query)}

    async def dead_letters(self) -> list[str]:
        """What consumers could not use."""
        return [
            f"{service}: {letter['consumer']} {letter['reason']}"
            for service in SERVICES
            for letter in await rows(self.store(service).database["dead_letters"].find({}))
        ]


@asynccontextmanager
async def inside(layout: Layout) -> AsyncIterator[Inside]:
    """Connect to the parts of an installation."""
    settings = load(CommonSettings, layout.environment())
    mongo = await connect(settings.mongo_url)
    connection = await nats.connect(settings.nats_url)
    try:
        master = load_master_key(settings.master_key_path, create=False)
        keys = KeyRing(MongoKeys(mongo.database(settings.db_prefix + "keys")), master)
        await keys.start()
        views = {service: catalogue(service) for service in SERVICES}
        yield Inside(layout, settings, mongo, keys, connection.jetstream(), views)
    finally:
        await connection.close()
        await mongo.close()


def shown(document: Any) -> str:
    """A document as text, to look for what must not be in it."""
    return json.dumps(document, default=str)
