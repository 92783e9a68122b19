"""What operators do to a running system: restart parts one by one, run a second gateway, rebuild views."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import aiohttp

from bench.processes import free_port
from deploy.embedded.layout import ROOT, SERVICES
from tests.integration.faults import checks
from tests.integration.faults.clients import Person, Site, people
from tests.integration.faults.machine import Machine, wait_until
from tests.integration.faults.readback import inside, through_rest
from tests.integration.faults.recorder import OK, UNKNOWN, Ledger
from tests.integration.faults.test_crash import LONGEST, at_work, unknown_ones_again

RETRYABLE = frozenset({0, 200, 502, 503})
"""No answer is possible only where the gateway itself restarts."""


async def test_a_restart_of_each_part_under_load_costs_only_requests_that_may_be_sent_again(
    machine: Machine,
) -> None:
    seed = int(os.environ.get("FAULTS_SEED", random.randrange(1 << 30)))
    ledger = Ledger(seed)
    pick = random.Random(seed)
    async with site_of(machine, ledger) as site:
        clients = await at_work(site, pick, 4)
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as work:
            for client in clients:
                client.pause = 0.1
                work.create_task(client.run(stop))
            for part in (*SERVICES, "gateway"):
                await asyncio.to_thread(machine.stop, part)
                await asyncio.to_thread(machine.start, part)
                await asyncio.to_thread(wait_until, machine.ready, 30.0, lambda: "not ready again")
            stop.set()
        statuses = {
            status: count
            for status, count in ledger.statuses().items()
            if status not in RETRYABLE and status != 401
        }
        failed = sum(ledger.statuses()[status] for status in RETRYABLE - {200})
        print("\n" + ledger.report() + f"\n{failed} attempts had to be repeated")
        assert statuses == {}
        assert checks.unexpected_refusals(ledger.writes) == []
        await unknown_ones_again(site, clients)
        assert not ledger.of(UNKNOWN)
        found = await through_rest(site, clients, [])
        assert checks.effects(ledger.writes, found.marks, found.finals) == []
        assert machine.errors() == {}


async def test_a_wiped_bus_is_filled_again_and_followers_apply_each_event_once(machine: Machine) -> None:
    async with site_of(machine, Ledger(0)) as site, inside(machine.layout) as within:
        await people(site, 3)
        await within.calm()
        before = await within.hashes("knowledge", "people")
        await asyncio.to_thread(machine.stop, "nats")
        wiped = machine.layout.data / "nats"
        await asyncio.to_thread(subprocess.run, ["rm", "-rf", str(wiped / "jetstream")], check=True)
        # The log grows while the bus is away: writes do not need it.
        await people(site, 2)
        await asyncio.to_thread(machine.start, "nats")
        began = time.monotonic()
        await asyncio.to_thread(wait_until, machine.ready, 30.0, lambda: "not ready again")
    async with inside(machine.layout) as within:
        await within.calm(30.0)
        print(f"\nfilled again within {time.monotonic() - began:.1f} s")
        for service in SERVICES:
            commits = await within.commits(service)
            log = [event["id"] for commit in commits for event in commit["events"]]
            if log:
                assert checks.mirrored(service, log, await within.on_the_bus(service)) == []
        after = await within.hashes("knowledge", "people")
        assert before.items() <= after.items()
        assert len(after) == len(before) + 1
        assert await within.dead_letters() == []


async def test_a_second_gateway_refuses_a_session_within_a_second_of_its_end_at_the_first(
    machine: Machine,
) -> None:
    with second_gateway(machine) as url:
        async with site_of(machine, Ledger(0)) as first, aiohttp.ClientSession(url) as second:
            person = (await people(first, 2))[1]
            assert await status_of(second, person) == 200
            began = time.monotonic()
            async with aiohttp.ClientSession(machine.url) as session:
                headers = {"authorization": f"Bearer {person.token}"}
                async with session.post("/api/v1/auths/signout", headers=headers) as reply:
                    assert reply.status == 200
            told = time.monotonic()
            while await status_of(second, person) == 200:
                assert time.monotonic() - told < 1.0, "the other gateway still lets the session in"
                await asyncio.sleep(0.01)
            print(f"\nheard {time.monotonic() - told:.3f} s after the answer, {told - began:.3f} s to answer")
            assert await status_of(second, person) == 401


async def test_a_view_is_rebuilt_by_name_while_people_work(machine: Machine) -> None:
    ledger = Ledger(7)
    async with site_of(machine, ledger) as site:
        clients = await at_work(site, random.Random(7), 3)
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as work:
            for client in clients:
                client.pause = 0.2
                work.create_task(client.run(stop))
            await asyncio.sleep(0.5)
            for view in ("chats", "auth.users", "knowledge.people"):
                done = await asyncio.to_thread(machine.run, "kernel.rebuild", view)
                assert done.returncode == 0, done.stderr
                print(done.stdout.splitlines()[-1])
            stop.set()
        print("\n" + ledger.report())
        await unknown_ones_again(site, clients)
        assert {request.outcome for request in ledger.writes if not request.must_fail} == {OK}
        found = await through_rest(site, clients, [])
        assert checks.effects(ledger.writes, found.marks, found.finals) == []
    unknown = await asyncio.to_thread(machine.run, "kernel.rebuild", "nothing")
    assert unknown.returncode == 1
    assert "chat.chats" in unknown.stderr


async def test_while_the_database_is_away_every_request_is_answered_in_time_and_writes_go_on_after(
    machine: Machine,
) -> None:
    ledger = Ledger(11)
    async with site_of(machine, ledger) as site:
        clients = await at_work(site, random.Random(11), 4)
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as work:
            for client in clients:
                work.create_task(client.run(stop))
            await asyncio.sleep(1)
            await asyncio.to_thread(machine.stop, "mongod")
            await asyncio.sleep(12)
            await asyncio.to_thread(machine.start, "mongod")
            await asyncio.to_thread(wait_until, machine.ready, 30.0, lambda: "not ready again")
            stop.set()
        print("\n" + ledger.report())
        assert checks.hung(ledger.requests, LONGEST) == []
        assert checks.unexpected_refusals(ledger.writes) == []
        await unknown_ones_again(site, clients)
        found = await through_rest(site, clients, [])
        assert checks.effects(ledger.writes, found.marks, found.finals) == []
        assert machine.errors() == {}


@asynccontextmanager
async def site_of(machine: Machine, ledger: Ledger) -> AsyncIterator[Site]:
    """Connections to the gateway, closed afterwards."""
    site = Site(machine.url, ledger)
    try:
        yield site
    finally:
        await site.close()


@contextmanager
def second_gateway(machine: Machine) -> Iterator[str]:
    """Another gateway process of the same installation; its URL."""
    port = free_port()
    command = [sys.executable, "-m", "services.gateway"]
    environment = machine.environment | {"PARLANCE_PORT": str(port)}
    with subprocess.Popen(command, env=environment, cwd=ROOT) as process:
        try:
            url = f"http://127.0.0.1:{port}"
            check = [sys.executable, "-c", f"import urllib.request as r; r.urlopen('{url}/ready', timeout=2)"]
            quiet = subprocess.DEVNULL
            ready = lambda: subprocess.run(check, stderr=quiet, check=False).returncode == 0  # noqa: E731
            wait_until(ready, 30.0, lambda: "the second gateway is not ready")
            yield url
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


async def status_of(session: aiohttp.ClientSession, person: Person) -> int:
    """What a session's owner is answered."""
    headers = {"authorization": f"Bearer {person.token}"}
    async with session.get("/api/v1/auths/", headers=headers) as reply:
        return reply.status
