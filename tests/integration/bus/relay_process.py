"""A relay as a process of its own, for tests that stop or kill it: `relay_process.py MONGO NATS PREFIX`.

Prints `leading` when it does and runs until it is killed.
"""

import asyncio
import sys

from kernel.mongo import connect
from tests.integration.bus.world import Place, running, until


async def main(mongo_url: str, nats_url: str, prefix: str) -> None:
    mongo = await connect(mongo_url)
    place = Place(mongo, nats_url, prefix)
    async with place.bus() as bus:
        flow = place.flow(bus)
        async with running(flow):
            await until(lambda: flow.relay.leading and flow.relay.tail is not None, 30)
            print("leading", flush=True)
            await asyncio.Event().wait()


asyncio.run(main(*sys.argv[1:]))
