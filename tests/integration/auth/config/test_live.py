"""Settings reach every process within a second, and stay when auth or the bus is away."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from parlance.auth.v1 import banner_settings_pb2

from kernel.config import HTTP_PORT_OFFSET, CommonSettings
from kernel.context import system
from kernel.livesettings.live import Live
from kernel.rpc.hosting import hosted
from kernel.service import App, Runtime
from kernel.testing.parts import NatsServer, free_port
from services.auth.app import assemble
from services.auth.commands.config import change_section
from tests.integration.auth.conftest import Fresh
from tests.integration.auth.harness import Auth, running

Banners = Live[banner_settings_pb2.BannerSettings]
BANNER = {"id": "b", "type": "info", "content": "closed", "dismissible": True, "timestamp": 1}


@asynccontextmanager
async def other(auth: Auth, folder: Path) -> AsyncIterator[Banners]:
    """Another service of the installation that follows the banners."""
    common = auth.service.settings
    held: list[Banners] = []

    async def build(rt: Runtime) -> App:
        held.append(rt.live(banner_settings_pb2.BannerSettings))
        return App()

    settings = CommonSettings(
        data_dir=common.data_dir,
        auth_port=auth.service.port,
        chat_port=free_port(HTTP_PORT_OFFSET),
        mongo_url=common.mongo_url,
        nats_url=common.nats_url,
        db_prefix=common.db_prefix,
        nats_prefix=common.nats_prefix,
        drain_grace=0.1,
    )
    async with hosted("chat", settings, build):
        yield held[0]


async def announce(auth: Auth, text: str) -> int:
    """Change the banners; returns the version."""
    parts = await assemble(auth.service.runtime)
    command = change_section.ChangeSection("banners", {"banners": [{**BANNER, "content": text}]})
    return (await change_section.handle(parts, system("test"), command)).version


async def until(live: Banners, text: str) -> float:
    """Seconds until a process has the text."""
    start = time.monotonic()
    while not any(banner.content == text for banner in live.value.banners):
        await asyncio.sleep(0.005)
        assert time.monotonic() - start < 5, f"{text} never came"
    return time.monotonic() - start


async def test_two_services_have_a_change_within_a_second(fresh: Fresh, tmp_path: Path) -> None:
    async with fresh() as auth, other(auth, tmp_path) as one, other(auth, tmp_path) as two:
        assert (await one.loaded(5)).banners == (await two.loaded(5)).banners == []
        told: list[str] = []
        one.on_change(lambda settings: told.append(settings.banners[0].content))
        for number in range(5):
            await announce(auth, f"closed on day {number}")
            waited = await asyncio.gather(*(until(live, f"closed on day {number}") for live in (one, two)))
            assert max(waited) < 1.0, waited
        assert one.version == two.version == 5
        assert told == [f"closed on day {number}" for number in range(5)]


async def test_while_the_bus_is_silent_changes_come_by_asking(
    mongo_url: str, db_prefix: str, bus_prefix: str, tmp_path: Path
) -> None:
    with NatsServer() as bus:
        async with running(mongo_url, bus.url, db_prefix, tmp_path) as auth, other(auth, tmp_path) as live:
            await live.loaded(5)
            assert bus.process is not None
            bus.process.send_signal(signal.SIGSTOP)
            try:
                await announce(auth, "no bus")
                assert await until(live, "no bus") < 3.0
            finally:
                bus.process.send_signal(signal.SIGCONT)
            await announce(auth, "bus again")
            assert await until(live, "bus again") < 3.0


async def test_while_auth_is_away_what_was_read_last_holds(fresh: Fresh, tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        async with fresh() as auth:
            port = auth.service.port
            await announce(auth, "before")
            live = await stack.enter_async_context(other(auth, tmp_path))
            await live.loaded(5)
        await asyncio.sleep(1.5)
        assert live.value.banners[0].content == "before"
        async with fresh(auth_port=port) as auth:
            await announce(auth, "after")
            await until(live, "after")
