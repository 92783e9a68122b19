"""One measured run: warm up, drive, and divide what all processes used by the requests made."""

from __future__ import annotations

import asyncio
import os
import random
from dataclasses import dataclass
from typing import Protocol

import psutil

from bench.load import Outcome, Prepare, drive


class Measured(Protocol):
    """Something that answers on a port and knows what it has used."""

    processes: list[psutil.Process]

    @property
    def port(self) -> int: ...

    def cpu(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of the table."""

    name: str
    clients: int
    rate: float
    p50: float
    p99: float
    cpu: float
    """CPU seconds of all processes of the system per 1,000 requests."""
    errors: int
    first: float = 0.0
    """Median time to the first body byte, ms."""
    events: float = 0.0
    """Stream events a second."""
    cpu_events: float = 0.0
    """CPU seconds per 1,000 stream events."""

    def line(self, reach: str = "") -> str:
        """The row as text."""
        stream = ""
        if self.events > 1:
            stream = f"{self.events:>9,.0f} chunks/s {self.cpu_events:.4f} s/1,000 first {self.first:.1f} ms"
        return (
            f"{self.name:<46} {self.clients:>3} {self.rate:>8,.0f} {self.p50:>8.2f} {self.p99:>8.2f} "
            f"{self.cpu:>8.3f} {self.errors:>5}  {reach:<12}{stream}"
        )


HEAD = f"{'':<46} {'c':>3} {'req/s':>8} {'p50 ms':>8} {'p99 ms':>8} {'CPU s/k':>8} {'err':>5}  reach"


async def run(
    system: Measured, name: str, prepare: Prepare, clients: int = 16, total: int = 2000, warm: int = 200
) -> tuple[Figure, Outcome]:
    """Warm up with `warm` requests, then measure `total` of them."""
    await drive(system.port, clients, warm, prepare)
    await settle(system, 0.5)
    before = system.cpu()
    outcome = await drive(system.port, clients, total, lambda number: prepare(number + warm))
    # What a request leaves to do (events to publish, views to follow) is part of its cost.
    await settle(system, 0.5)
    used = system.cpu() - before
    done = max(1, len(outcome.latencies))
    figure = Figure(
        name,
        clients,
        outcome.rate,
        outcome.quantile(0.5),
        outcome.quantile(0.99),
        1000 * used / done,
        outcome.errors,
        outcome.first_median(),
        outcome.events / outcome.seconds,
        1000 * used / max(1, outcome.events),
    )
    return figure, outcome


async def settle(system: Measured, seconds: float = 1.0) -> None:
    """Wait until the system is quiet: what one scenario left to do must not be counted in the next."""
    for _ in range(60):
        before = system.cpu()
        await asyncio.sleep(seconds)
        if system.cpu() - before < 0.08 * seconds * len(system.processes):
            return


def words(count: int, seed: int) -> str:
    """A text of made-up length from a small vocabulary; the same for the same seed."""
    pick = random.Random(seed)
    vocabulary = ("harbour", "lantern", "kelp", "tide", "jetty", "volunteer", "boat", "wind", "bell", "chart")
    return " ".join(pick.choice(vocabulary) for _ in range(count))


def load_average() -> str:
    """How busy the machine is."""
    return " ".join(f"{x:.1f}" for x in os.getloadavg())
