"""`python -m bench [scenario …]`: the figures of the whole system beside the bare floor, in one run.

CPU is summed over all processes of the system from /proc, without the load generator and the fake provider.
On a noisy machine the CPU column and the ratio to the floor are what to compare; rates depend on what else
runs.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from dataclasses import dataclass

import psutil
import uvloop

from bench.load import request
from bench.measure import HEAD, Figure, load_average, run
from bench.processes import cpu, free_port, python
from bench.scenarios import SCENARIOS, sign_up
from bench.system import System, running


@dataclass(slots=True)
class Floor:
    """The least there can be: bare ASGI, one gRPC call, an echo."""

    port: int
    processes: list[psutil.Process]

    def cpu(self) -> float:
        """CPU seconds used so far."""
        return cpu(self.processes)


async def floor(system: Floor) -> list[Figure]:
    """The floor's figures."""
    plain = request("GET", "/", system.port)
    stream = request("GET", "/stream", system.port)
    figures = []
    for clients, total in ((1, 1000), (16, 4000), (64, 4000)):
        figures.append((await run(system, "floor: ASGI → gRPC → echo", lambda _: plain, clients, total))[0])
    figures.append(
        (await run(system, "floor: stream of 200 messages", lambda _: stream, 16, 100, warm=20))[0]
    )
    return figures


async def measure(system: System, names: list[str]) -> None:
    """Run scenarios and print their rows as they come."""
    token = sign_up(system)
    for name in names:
        for figure, reach in await SCENARIOS[name](system, token):
            print(figure.line(reach), flush=True)


def main(names: list[str]) -> None:
    """Entry point."""
    unknown = set(names) - SCENARIOS.keys()
    if unknown:
        raise SystemExit(f"unknown: {', '.join(unknown)}; there are {', '.join(SCENARIOS)}")
    # Being asked to end is being interrupted: what was started is stopped.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    print(f"load average {load_average()}\n{HEAD}", flush=True)
    inner, outer = free_port(), free_port()
    with (
        python("bench.floor.echo", str(inner), port=inner) as echo,
        python("bench.floor.edge", str(outer), str(inner), port=outer) as edge,
    ):
        for figure in asyncio.run(floor(Floor(outer, [echo, edge]))):
            print(figure.line(), flush=True)
    with running(signin_tries="100000", signin_tries_address="100000") as system:
        idle = system.memory() / 1024**2
        print(f"warm start to healthy {system.ready_after:.1f} s; idle memory {idle:,.0f} MB without models")
        asyncio.run(measure(system, names or list(SCENARIOS)))
        print("CPU seconds by part:", {k: round(v, 1) for k, v in system.shares().items()})


if __name__ == "__main__":
    main(sys.argv[1:])
