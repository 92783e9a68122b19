"""The shards of the embedded engine on disk: opened once, written in order, compacted beside.

    <folder>/<collection>/CURRENT      names the generation in use
    <folder>/<collection>/g1, g2, …    one shard each

The engine builds indexes and quantised vectors only when told to, and then holds the interpreter for
seconds. So a compaction copies the shard, lets another process optimise the copy, applies what was
written meanwhile, and switches over; queries go on all the time, writes wait only for the copy and
for the switch. A crash at any point leaves the generation that CURRENT names; leftovers are removed
at the next opening.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import qdrant_edge as edge

from kernel.children import start

T = TypeVar("T")
Build = Callable[[], edge.UpdateOperation]
ROOT = Path(__file__).resolve().parents[3]
_CURRENT = "CURRENT"
_LINGER = 5.0
"""Seconds an old generation stays open for the queries that still use it."""


class ShardInUse(RuntimeError):
    """Another process has the vectors open."""


class Shards:
    """Open shards by collection name. Engine calls run on two threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[str, edge.EdgeShard] = {}
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="vectors")
        self._opening = asyncio.Lock()
        self._writing: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._since: dict[str, list[Build]] = {}
        """Writes since the copy of a running compaction was made."""
        self._lingering: set[asyncio.Task[None]] = set()

    def names(self) -> list[str]:
        """The collections on disk."""
        return sorted(p.parent.name for p in self._folder.glob(f"*/{_CURRENT}"))

    def get(self, name: str) -> edge.EdgeShard:
        """An open shard."""
        return self._open[name]

    async def open(self, name: str) -> bool:
        """Open a collection; False when there is none. Raises ShardInUse."""
        if name in self._open:
            return True
        async with self._opening:
            if name not in self._open and await asyncio.to_thread((self._folder / name / _CURRENT).is_file):
                try:
                    self._open[name] = await self.run(self._load, name)
                except Exception as error:  # the engine has one type for all its errors
                    if "lock" in str(error).lower() or "temporarily unavailable" in str(error):
                        where = self._folder / name
                        raise ShardInUse(f"another process uses the vectors in {where}") from error
                    raise
        return name in self._open

    async def create(self, name: str, config: edge.EdgeConfig) -> None:
        """Make a collection, unless somebody just did."""
        async with self._opening:
            if name not in self._open:
                self._open[name] = await self.run(self._create, name, config)

    async def remove(self, name: str) -> None:
        """Remove a collection from disk."""
        shard = self._open.pop(name, None)
        if shard is not None:
            await self.run(shard.close)
        await asyncio.to_thread(shutil.rmtree, self._folder / name, True)

    async def update(self, name: str, build: Build) -> None:
        """Apply a write; in the engine's log when it returns."""
        async with self._writing[name]:
            await self.run(lambda: self._open[name].update(build()))
            if name in self._since:
                self._since[name].append(build)

    async def compact(self, name: str) -> None:
        """Index and quantise what is not yet. Raises RuntimeError when the other process fails."""
        base = self._folder / name
        before = await asyncio.to_thread((base / _CURRENT).read_text)
        after = f"g{int(before[1:]) + 1}"
        try:
            async with self._writing[name]:
                await self.run(self._open[name].flush)
                await asyncio.to_thread(shutil.copytree, base / before, base / after)
                self._since[name] = []
            await _optimize(base / after)
            async with self._writing[name]:
                fresh = await self.run(self._reopened, base / after, self._since[name])
                await asyncio.to_thread(_point_at, base, after)
                old, self._open[name] = self._open[name], fresh
        except BaseException:
            await asyncio.to_thread(shutil.rmtree, base / after, True)
            raise
        finally:
            self._since.pop(name, None)
        task = asyncio.create_task(self._retire(old, base / before))
        self._lingering.add(task)
        task.add_done_callback(self._lingering.discard)

    async def close(self) -> None:
        """Flush and close everything."""
        for task in self._lingering:
            task.cancel()
        for shard in self._open.values():
            await self.run(shard.flush)
            await self.run(shard.close)
        self._open.clear()
        self._threads.shutdown(wait=True)

    async def run(self, work: Callable[..., T], *args: object) -> T:
        """Run an engine call on one of the threads."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, *args)

    def _load(self, name: str) -> edge.EdgeShard:
        base = self._folder / name
        current = (base / _CURRENT).read_text()
        shard = edge.EdgeShard.load(str(base / current))
        for leftover in base.iterdir():
            if leftover.is_dir() and leftover.name != current:
                shutil.rmtree(leftover, ignore_errors=True)
        return shard

    def _create(self, name: str, config: edge.EdgeConfig) -> edge.EdgeShard:
        base = self._folder / name
        shutil.rmtree(base, ignore_errors=True)  # what a crash left before CURRENT was written
        base.mkdir(parents=True)
        shard = edge.EdgeShard.create(str(base / "g1"), config)
        _point_at(base, "g1")
        return shard

    def _reopened(self, path: Path, missed: list[Build]) -> edge.EdgeShard:
        shard = edge.EdgeShard.load(str(path))
        for build in missed:
            shard.update(build())
        shard.flush()
        return shard

    async def _retire(self, shard: edge.EdgeShard, path: Path) -> None:
        await asyncio.sleep(_LINGER)
        await self.run(shard.close)
        await asyncio.to_thread(shutil.rmtree, path, True)


async def _optimize(path: Path) -> None:
    """Optimise a shard nobody has open, in a process of its own."""
    script = (
        "import os, sys, qdrant_edge\nos.nice(10)\n"
        "shard = qdrant_edge.EdgeShard.load(sys.argv[1])\nshard.optimize()\nshard.flush()\nshard.close()"
    )
    child = await start(
        [sys.executable, "-c", script, str(path)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        cwd=ROOT,
    )
    try:
        status = await asyncio.to_thread(child.wait)
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()
    if status != 0:
        raise RuntimeError(f"optimising the vectors in {path} ended with status {status}")


def _point_at(base: Path, generation: str) -> None:
    fresh = base / f".{_CURRENT}"
    with fresh.open("w") as file:
        file.write(generation)
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(base / _CURRENT)
    descriptor = os.open(base, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
