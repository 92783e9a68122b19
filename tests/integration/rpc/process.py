"""The sample service as a process; its Slow takes two seconds."""

from __future__ import annotations

import asyncio

from kernel.config import CommonSettings
from kernel.rpc.main import run
from kernel.service import App, Runtime, Servicer
from tests.integration.rpc.sample import SERVICE, Sample


async def build(rt: Runtime) -> App:
    """The App: the sample service alone."""
    sample = Sample()

    async def slow() -> None:
        await sample.started.wait()
        await asyncio.sleep(2)
        sample.release.set()

    return App([Servicer(SERVICE, sample)], background=[slow])


if __name__ == "__main__":
    run("chat", CommonSettings, build)
