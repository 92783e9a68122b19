"""`kill -9` each part in turn while people work: nothing acknowledged is lost, nothing happens twice.

FAULTS_SEED repeats a run's choices.
"""

from __future__ import annotations

import asyncio
import os
import random
import time

from deploy.embedded.layout import SERVICES
from kernel.eventstore.verify import verify
from tests.integration.faults import checks
from tests.integration.faults.clients import Client, Site, people
from tests.integration.faults.machine import PARTS, Machine
from tests.integration.faults.readback import Inside, inside, through_rest
from tests.integration.faults.recorder import OK, UNKNOWN, Fault, Ledger, Request, share

CLIENTS = 8
LONGEST = 10.0
CALM = 60.0
QUIET = 10.0
"""Seconds the consumers get at least, when clients and files needed most of CALM."""


async def test_nothing_is_lost_or_doubled_when_every_part_is_killed_in_turn(machine: Machine) -> None:
    seed = int(os.environ.get("FAULTS_SEED", random.randrange(1 << 30)))
    pick = random.Random(seed)
    ledger = Ledger(seed)
    site = Site(machine.url, ledger)
    try:
        clients = await at_work(site, pick, CLIENTS)
        await under_fire(machine, ledger, clients, pick)
        calm_from = time.monotonic()
        print("\n" + ledger.report())
        assert not checks.unexpected_refusals(ledger.writes)
        assert not checks.hung(ledger.requests, LONGEST)
        assert share(ledger.writes, ledger.requests) >= 0.3
        await unknown_ones_again(site, clients)
        await acknowledged_ones_again(site, clients, pick)
        async with inside(machine.layout) as within:
            await files_are_done(site, clients)
            quiet = await within.calm(max(QUIET, CALM - (time.monotonic() - calm_from)))
            print(
                f"calm {time.monotonic() - calm_from:.1f} s after the last fault ({quiet:.1f} s of waiting)"
            )
            found = await through_rest(site, clients, [])
            assert checks.effects(ledger.writes, found.marks, found.finals) == []
            await the_log_is_whole(within)
            await views_equal_their_replay(within, machine)
            assert await within.dead_letters() == []
        assert machine.errors() == {}
    finally:
        await site.close()


async def at_work(site: Site, pick: random.Random, count: int) -> list[Client]:
    """Clients with accounts of their own, and one chat none of them may write to."""
    accounts = await people(site, count)
    owned = Request("chat", "POST", "/api/v1/chats/new", {"chat": {"title": "private"}})
    private = (await site.ask(accounts[0], owned)).reply["id"]
    return [
        Client(f"c{number}", site, person, random.Random(pick.random()), [private] if number else [])
        for number, person in enumerate(accounts)
    ]


async def under_fire(machine: Machine, ledger: Ledger, clients: list[Client], pick: random.Random) -> None:
    """Kill each part once while the clients work, each time after the one before is back."""
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as work:
        for client in clients:
            work.create_task(client.run(stop))
        await asyncio.sleep(2)
        for part in pick.sample(PARTS, len(PARTS)):
            gone = await asyncio.to_thread(machine.kill, part)
            began = time.monotonic()
            await asyncio.to_thread(machine.wait_back, part, gone)
            ledger.faults.append(Fault(part, began, time.monotonic()))
            await asyncio.sleep(pick.uniform(0.8, 1.6))
        stop.set()


async def unknown_ones_again(site: Site, clients: list[Client]) -> None:
    """What had no answer gets one under its old key."""
    unknown = site.ledger.of(UNKNOWN)
    began = time.monotonic()
    await asyncio.gather(*(site.ask(owner(request, clients).person, request, CALM) for request in unknown))
    left = [request for request in unknown if request.outcome == UNKNOWN]
    waited = time.monotonic() - began
    print(f"{len(unknown)} unknown writes sent again: {len(left)} still unknown after {waited:.1f} s")
    assert not left, [(r.kind, r.status, r.reply) for r in left]


async def acknowledged_ones_again(site: Site, clients: list[Client], pick: random.Random) -> None:
    """The same key brings the first answer again. (Its effect is counted with the others.)"""
    kinds = ("chat", "message", "knowledge", "account", "file")
    acknowledged = [request for request in site.ledger.of(OK) if request.kind in kinds]
    for request in pick.sample(acknowledged, min(60, len(acknowledged))):
        first = request.reply
        again = Request(
            request.kind, request.method, request.path, request.body, request.form, key=request.key
        )
        await site.ask(owner(request, clients).person, again)
        assert again.outcome == OK, (request.kind, again.status, again.reply)
        assert again.reply["id"] == first["id"], f"{request.kind} {request.mark} was done again"


def owner(request: Request, clients: list[Client]) -> Client:
    """Whose request it is; marks begin with the client's name."""
    name = request.key.removeprefix("key-").partition("x")[0]
    for client in clients:
        if client.name == name or request.mark.partition("/")[0] in client.bases:
            return client
    raise AssertionError(f"nobody sent {request.key}")


async def files_are_done(site: Site, clients: list[Client]) -> None:
    """Every upload ends as processed, whatever died meanwhile."""
    deadline = time.monotonic() + CALM
    for request in [r for r in site.ledger.of(OK) if r.kind == "file"]:
        path = f"/api/v1/files/{request.reply['id']}/process/status"
        while True:
            status = (await site.read(owner(request, clients).person, path))["status"]
            if status == "completed":
                break
            assert status != "failed" and time.monotonic() < deadline, f"file {request.mark}: {status}"
            await asyncio.sleep(0.2)


async def the_log_is_whole(within: Inside) -> None:
    """Versions without gap or double, and on the bus what is in the log, once and in its order."""
    total = 0
    for service in SERVICES:
        commits = await within.commits(service)
        total += sum(len(commit["events"]) for commit in commits)
        assert checks.versions((c["stream"], c["version"], len(c["events"])) for c in commits) == []
        if commits:
            log = [event["id"] for commit in commits for event in commit["events"]]
            assert checks.mirrored(service, log, await within.on_the_bus(service)) == []
    print(f"{total} events in the logs, each once on the bus")
    assert total


async def views_equal_their_replay(within: Inside, machine: Machine) -> None:
    """Views of the transaction by verification, views that follow the bus by replaying them."""
    documents = 0
    for service, views in within.views.items():
        store = within.store(service)
        for projection in views.projections:
            verified = await verify(store, projection)
            assert verified.ok, f"{service}.{verified.view}: {verified.differences[:10]}"
            documents += verified.documents
        for follower in views.followers:
            before = {name: await within.hashes(service, name) for name in follower.collections}
            done = await asyncio.to_thread(machine.run, "kernel.rebuild", f"{service}.{follower.name}")
            assert done.returncode == 0, done.stderr
            after = {name: await within.hashes(service, name) for name in follower.collections}
            assert before == after
            documents += sum(map(len, after.values()))
    print(f"{documents} documents of views equal their replay")
    assert documents
