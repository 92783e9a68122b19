"""One message into chats of 10 to 20,000 messages of 2 KB, by both routes; and creating long chats.

Lengths and routes take turns in rounds, so that what else the machine does hits all alike. Rows are
medians over the rounds; the CPU of a round is that of all its requests, over all processes.
"""

from __future__ import annotations

import json
import statistics
import uuid
from collections import defaultdict
from dataclasses import dataclass

from bench.load import Outcome, Prepare, drive, request
from bench.measure import Figure, settle, words
from bench.system import System

LENGTHS = {10: 100, 200: 20, 2_000: 4, 20_000: 1}
"""Messages of a chat -> chats of that length, so that the shorter ones do not grow much meanwhile."""
CONTENT = 1_800
"""Characters of a message, 2 KB as JSON with its links and ids."""
ROUNDS = 5
SINGLE, WHOLE = 200, {10: 60, 200: 40, 2_000: 8, 20_000: 2}
"""Requests of one round by the single-message route, and by the other."""
MADE = {2_000: 7, 20_000: 3}
"""Chats that are created to measure creation, by their length."""
REACH = {"create a chat of 2,000": "1 s"}


class Growing:
    """The copy of a chat that a client holds, as JSON; it grows by a message a post."""

    def __init__(self, length: int) -> None:
        self.id = ""
        self._ids = [str(uuid.uuid4()) for _ in range(length)]
        text = words(CONTENT // 4, length)[:CONTENT]
        self._nodes = [self._node(place, text) for place in range(length)]
        self._text = text

    def document(self) -> bytes:
        """The body of a post."""
        nodes = ",".join(self._nodes)
        current = json.dumps(self._ids[-1])
        history = f'{{"messages":{{{nodes}}},"currentId":{current}}}'
        return f'{{"chat":{{"title":"long","models":["fake-gpt"],"history":{history}}}}}'.encode()

    def add(self) -> None:
        """One more message at the end."""
        self._ids.append(str(uuid.uuid4()))
        last = len(self._ids) - 1
        self._nodes[last - 1] = self._node(last - 1, self._text)
        self._nodes.append(self._node(last, self._text))

    def _node(self, place: int, text: str) -> str:
        node = {
            "id": self._ids[place],
            "parentId": self._ids[place - 1] if place else None,
            "childrenIds": self._ids[place + 1 : place + 2],
            "role": "assistant" if place % 2 else "user",
            "content": f"{place} {text}",
            "timestamp": 1_795_000_000 + place,
        }
        return f"{json.dumps(node['id'])}:{json.dumps(node)}"


@dataclass(slots=True)
class Rounds:
    """What the rounds of one row gave: CPU seconds per request, and outcomes."""

    cpu: list[float]
    outcomes: list[Outcome]

    def figure(self, name: str) -> Figure:
        """Medians over the rounds; the p99 is of all requests."""
        every = Outcome(latencies=[one for outcome in self.outcomes for one in outcome.latencies])
        return Figure(
            name,
            1,
            statistics.median(outcome.rate for outcome in self.outcomes),
            statistics.median(outcome.quantile(0.5) for outcome in self.outcomes),
            every.quantile(0.99),
            1000 * statistics.median(self.cpu),
            sum(outcome.errors for outcome in self.outcomes),
        )


async def measured(system: System, total: int, prepare: Prepare, into: Rounds) -> None:
    """One round of one row."""
    await settle(system, 0.3)
    before = system.cpu()
    outcome = await drive(system.port, 1, total, prepare)
    await settle(system, 0.3)
    into.cpu.append((system.cpu() - before) / max(1, len(outcome.latencies)))
    into.outcomes.append(outcome)


async def long_chats(system: System, token: str) -> list[tuple[Figure, str]]:
    """See the module."""
    rows: dict[str, Rounds] = defaultdict(lambda: Rounds([], []))
    for length, times in MADE.items():
        copy = Growing(length)
        created = request("POST", "/api/v1/chats/new", system.port, token, copy.document())
        for _ in range(times):
            megabytes = len(created) / 1e6
            name = f"create a chat of {length:,} ({megabytes:.1f} MB)"
            await measured(system, 1, _always(created), rows[name])
    copies = {length: [_made(system, token, length) for _ in range(n)] for length, n in LENGTHS.items()}
    # The chats that single messages go into are others, since a client's copy would not know them.
    others = {length: [_made(system, token, length).id for _ in range(n)] for length, n in LENGTHS.items()}
    for _ in range(ROUNDS):
        for length in LENGTHS:
            name = f"single message into {length:,}"
            await measured(system, SINGLE, _single(system, token, others[length]), rows[name])
        for length in LENGTHS:
            name = f"whole document of {length:,}"
            await measured(system, WHOLE[length], _whole(system, token, copies[length]), rows[name])
    return [(row.figure(name), REACH.get(name.partition(" (")[0], "")) for name, row in rows.items()]


def _made(system: System, token: str, length: int) -> Growing:
    copy = Growing(length)
    body = json.loads(copy.document())
    copy.id = system.call("POST", "/api/v1/chats/new", token, body)["id"]
    return copy


def _always(payload: bytes) -> Prepare:
    return lambda _: payload


def _single(system: System, token: str, ids: list[str]) -> Prepare:
    def prepare(number: int) -> bytes:
        message = json.dumps({"role": "user", "content": words(CONTENT // 4, number)[:CONTENT]}).encode()
        path = f"/api/v1/chats/{ids[number % len(ids)]}/messages/post"
        return request("POST", path, system.port, token, message)

    return prepare


def _whole(system: System, token: str, copies: list[Growing]) -> Prepare:
    def prepare(number: int) -> bytes:
        copy = copies[number % len(copies)]
        copy.add()
        return request("POST", f"/api/v1/chats/{copy.id}", system.port, token, copy.document())

    return prepare
