"""Compare the two MongoDB drivers behind kernel.mongo: client CPU and rate per operation.

    python bench/driver_bench.py [--rounds 5] [--seconds 1.0] [--url mongodb://…] [--json FILE]
    python bench/driver_bench.py --paired      the driver's write methods against kernel.mongo.statements

Starts a mongod of its own unless given a URL. Drivers take turns within each round, so that a noisy
neighbour hits both; the figures are medians over rounds. CPU is that of this process (all threads),
per operation; it hardly depends on what else runs on the machine, unlike the rate.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import uvloop
from pymongo import InsertOne, UpdateOne

from kernel.eventstore.mongo_store import MongoEventStore
from kernel.mongo import DRIVERS, Mongo, connect
from kernel.mongo.statements import write
from kernel.privacy import KeyRing, MemoryKeys
from kernel.testing.account_book import Balances, event_registry
from kernel.testing.account_events import AccountOpened
from kernel.testing.parts import Mongod
from kernel.testing.store_works import CTX, at

Operation = Callable[[int], Awaitable[Any]]
CLIENTS = (1, 16)
PAYLOAD = "x" * 300


class Subject:
    """One driver and the operations measured on it."""

    def __init__(self, mongo: Mongo) -> None:
        self.mongo = mongo
        keys = KeyRing(MemoryKeys(), bytes(32))
        self.store = MongoEventStore(mongo, f"bench_{mongo.driver}", event_registry(), keys)
        self.collection = self.store.database["documents"]
        self.store.register([Balances()])
        self.serial = 0

    async def prepare(self) -> None:
        """Collections, indexes and something to find."""
        await self.store.ensure_indexes()
        await self.collection.insert_many([{"_id": n, "text": PAYLOAD} for n in range(1000)])

    def operations(self) -> dict[str, Operation]:
        """The operations by name."""
        return {
            "insert": self.insert,
            "find_one": self.find_one,
            "transaction": self.transaction,
            "same, commands": self.commands,
            "store append": self.append,
        }

    async def insert(self, n: int) -> None:
        """One document, majority and journal."""
        await self.collection.insert_one({"text": PAYLOAD, "n": n})

    async def find_one(self, n: int) -> None:
        """One document by its id."""
        await self.collection.find_one({"_id": n % 1000})

    async def transaction(self, n: int) -> None:
        """An insert and an update of another collection."""

        async def body(session: Any) -> None:
            await self.collection.insert_one({"text": PAYLOAD, "n": n}, session=session)
            view = self.store.database["balances"]
            change = UpdateOne({"_id": n % 1000}, {"$set": {"n": n}}, upsert=True)
            await view.bulk_write([change], session=session)

        await self.mongo.transact(body)

    async def commands(self, n: int) -> None:
        """The same transaction with kernel.mongo.statements."""

        async def body(session: Any) -> None:
            database = self.store.database
            await write(database, self.collection.name, [InsertOne({"text": PAYLOAD, "n": n})], session)
            change = UpdateOne({"_id": n % 1000}, {"$set": {"n": n}}, upsert=True)
            await write(database, "balances", [change], session)

        await self.mongo.transact(body)

    async def append(self, n: int) -> None:
        """One event with one view through the event store."""
        self.serial += 1
        await self.store.execute(CTX, at(f"account-{self.serial}", 0, AccountOpened("anna", limit=n)))


async def measure(operation: Operation, clients: int, seconds: float) -> tuple[float, float]:
    """(operations per second, CPU microseconds per operation)."""
    done = 0
    stop = time.perf_counter() + seconds

    async def client(number: int) -> None:
        nonlocal done
        while time.perf_counter() < stop:
            done += 1
            await operation(done * clients + number)

    started, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(client(number) for number in range(clients)))
    return done / (time.perf_counter() - started), (time.process_time() - cpu) / done * 1e6


async def run(url: str, rounds: int, seconds: float) -> dict[str, dict[str, list[tuple[float, float]]]]:
    """Figures by operation and driver, one per round."""
    subjects = [Subject(await connect(url, driver)) for driver in DRIVERS]
    for subject in subjects:
        await subject.prepare()
    figures: dict[str, dict[str, list[tuple[float, float]]]] = {}
    for turn in range(rounds + 1):
        for name in subjects[0].operations():
            for clients in CLIENTS:
                for subject in subjects if turn % 2 else reversed(subjects):
                    figure = await measure(
                        subject.operations()[name], clients, seconds if turn else seconds / 4
                    )
                    if turn:  # the first one warms up
                        row = figures.setdefault(f"{name} c{clients}", {})
                        row.setdefault(subject.mongo.driver, []).append(figure)
    for subject in subjects:
        await subject.mongo.close()
    return figures


def report(figures: dict[str, dict[str, list[tuple[float, float]]]]) -> list[dict[str, Any]]:
    """Print a table of medians; returns its rows."""
    rows = []
    print(f"{'operation':<18}{'pymongo':>20}{'motor':>20}{'CPU motor/pymongo':>30}")
    for name, row in figures.items():
        rate = {driver: statistics.median(r for r, _ in values) for driver, values in row.items()}
        cpu = {driver: statistics.median(c for _, c in values) for driver, values in row.items()}
        ratios = [m[1] / p[1] for p, m in zip(row["pymongo"], row["motor"], strict=True)]
        ratio, low, high = statistics.median(ratios), min(ratios), max(ratios)
        cells = "".join(f"{f'{rate[d]:,.0f}/s {cpu[d]:.0f} µs':>20}" for d in DRIVERS)
        print(f"{name:<18}{cells}{f'{ratio:.2f} ({low:.2f}–{high:.2f})':>30}")
        rows.append({"operation": name, "rate": rate, "cpu_us": cpu, "cpu_ratio": ratio})
    return rows


async def paired(url: str, pairs: int = 40, operations: int = 96) -> None:
    """Print the CPU of plain commands relative to the driver's methods, pair by pair of short runs.

    The two take turns at going first; each transaction has three writes. PyMongo's client.
    """
    mongo = await connect(url)
    database = mongo.database("bench_paired")
    for name in ("commits", "view", "list"):
        await database.create_collection(name)
    serial = 0

    def writes(n: int) -> dict[str, list[Any]]:
        change = UpdateOne({"_id": n}, {"$set": {"n": n}}, upsert=True)
        return {"commits": [InsertOne({"text": PAYLOAD})], "view": [change], "list": [InsertOne({"n": n})]}

    async def methods(session: Any) -> None:
        for name, ops in writes(serial).items():
            if name == "commits":
                await database[name].insert_one({"text": PAYLOAD}, session=session)
            else:
                await database[name].bulk_write(ops, session=session)

    async def commands(session: Any) -> None:
        for name, ops in writes(serial).items():
            await write(database, name, ops, session)

    async def cost(body: Callable[[Any], Awaitable[None]], clients: int) -> float:
        async def client() -> None:
            nonlocal serial
            for _ in range(operations // clients):
                serial += 1
                await mongo.transact(body)

        cpu = time.process_time()
        await asyncio.gather(*(client() for _ in range(clients)))
        return (time.process_time() - cpu) / operations * 1e6

    for clients in CLIENTS:
        ratios = []
        for turn in range(pairs + 1):
            order = (methods, commands) if turn % 2 else (commands, methods)
            spent = {body: await cost(body, clients) for body in order}
            if turn:  # the first one warms up
                ratios.append(spent[commands] / spent[methods])
        low, middle, high = statistics.quantiles(ratios, n=4)
        cheaper = sum(ratio < 1 for ratio in ratios)
        print(f"c{clients}: median {middle:.3f}, quartiles {low:.3f}–{high:.3f}, less in {cheaper}/{pairs}")
    await mongo.close()


@contextlib.contextmanager
def server(url: str) -> Iterator[str]:
    """The given server, or one of our own for the time of the benchmark."""
    if url:
        yield url
        return
    with Mongod() as part:
        yield part.url


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--url", default="")
    parser.add_argument("--json", default="")
    parser.add_argument("--paired", action="store_true")
    options = parser.parse_args()
    with server(options.url) as url:
        if options.paired:
            uvloop.run(paired(url))
            return
        rows = report(uvloop.run(run(url, options.rounds, options.seconds)))
    if options.json:
        with open(options.json, "w") as out:
            json.dump(rows, out, indent=2)


if __name__ == "__main__":
    main()
