"""Applies the usage view to a log as its follower does, in batches; and tells what should come out."""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from kernel.bus.commits import envelopes
from kernel.bus.decode import Decoder
from kernel.bus.follower import by_collection
from kernel.eventstore.mongo_store import MongoEventStore
from services.chat.domain.usage.counting import Counted, read
from services.chat.domain.usage.period import Period
from services.chat.projections.usage import UsageView
from services.chat.queries.usage import figures


class Applied:
    """The view over the log of a store, under names of its own."""

    def __init__(self, store: MongoEventStore, keys: Any, mark: str = "") -> None:
        self._store = store
        self._view = UsageView()
        self._decoder = Decoder("usage", self._view.follows, keys)
        self._kinds = {kind.DESCRIPTOR.name for kind in self._view.follows}
        self._mark = mark
        self._done = 0

    async def prepare(self) -> None:
        """Collections and indexes."""
        for name, indexes in self._view.indexes.items():
            await self.view(name).create_indexes(list(indexes))

    def view(self, name: str) -> Any:
        """A collection of it, as queries ask for it."""
        return self._store.database[name + self._mark]

    async def catch_up(self, chance: random.Random) -> None:
        """Apply what is new, in batches of any size."""
        found = []
        async for commit in self._store.commits.find().sort("at", 1):
            found += envelopes("chat", {**commit, "position": 1})
        new = [one for one in found[self._done :] if one.type in self._kinds]
        self._done = len(found)
        while new:
            size = chance.randint(1, 9)
            batch = [await self._decoder.decode(one) for one in new[:size]]
            new = new[size:]
            memory = await self._view.recall(batch, self.view)
            writes = [write for one in batch for write in self._view.project_from(one, memory)]
            for name, ops in by_collection(writes).items():
                await self.view(name).bulk_write(ops)


@dataclass
class Model:
    """What was ever said in each chat, by whom; kept from documents as they were read back."""

    owners: dict[str, str] = field(default_factory=dict)
    messages: dict[tuple[str, str], Counted] = field(default_factory=dict)

    def note(self, chat_id: str, owner: str, document: Any) -> None:
        """A chat as it is now."""
        self.owners[chat_id] = owner
        for id_, message in document["history"]["messages"].items():
            now, before = read(message), self.messages.get((chat_id, id_))
            if before is not None or now.counts:
                self.messages[chat_id, id_] = now.since(before, now.at)

    def within(self, period: Period, members: set[str] | None) -> list[tuple[str, str, Counted]]:
        """Owner, chat and message of what counts in a period."""
        return [
            (self.owners[chat], chat, one)
            for (chat, _), one in self.messages.items()
            if (members is None or self.owners[chat] in members)
            and (period.starts is None or one.at >= period.starts)
            and (period.ends is None or one.at < period.ends)
        ]

    def told(self, period: Period, members: set[str] | None, size: int) -> dict[str, Any]:
        """All figures of a period, as `told` reads them of the view."""
        said = self.within(period, members)
        answers = [(owner, chat, one) for owner, chat, one in said if one.model]
        models: dict[str, list[int]] = {}
        people: dict[str, list[int]] = {}
        time: dict[int, Counter[str]] = {}
        for owner, _, one in said:
            row = people.setdefault(owner, [0, 0, 0])
            row[0] += one.question
            row[1] += one.input_tokens
            row[2] += one.output_tokens
        for _, _, one in answers:
            _add(models.setdefault(one.model, [0, 0, 0]), 1, one)
            slot = one.at // 600
            time.setdefault(slot - slot % size, Counter())[one.model] += 1
        return {
            "models": models,
            "people": people,
            "time": {at: dict(found) for at, found in time.items()},
            "users of models": dict(Counter(model for _, model in {(o, one.model) for o, _, one in answers})),
            "chats of models": dict(Counter(model for _, model in {(c, one.model) for _, c, one in answers})),
            "users": len({owner for owner, _, _ in answers}),
            "chats": len({chat for _, chat, _ in answers}),
        }


async def told(views: Applied, period: Period, members: set[str] | None, size: int) -> dict[str, Any]:
    """All figures of a period, read by the queries."""
    models = await figures.by_model(views, period, members)
    people = await figures.by_person(views, period, members, by_tokens=False, limit=1000)
    time = await figures.by_time(views, period, members, size)
    return {
        "models": {one.key: [one.answers, one.input_tokens, one.output_tokens] for one in models},
        "people": {one.key: [one.questions, one.input_tokens, one.output_tokens] for one in people},
        "time": {at: {model: n for model, (n, _) in found.items()} for at, found in time.items()},
        "users of models": await figures.people_by_model(views, period, members),
        "chats of models": await figures.chats_by_model(views, period, members),
        "users": await figures.people(views, period, members),
        "chats": await figures.chats(views, period, members),
    }


def document(chat: Any) -> Any:
    """A chat's document of a reply."""
    return json.loads(chat.chat)


def _add(row: list[int], answers: int, one: Counted) -> None:
    row[0] += answers
    row[1] += one.input_tokens
    row[2] += one.output_tokens
