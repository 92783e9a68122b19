"""Bytes of files under names the server makes; a local folder, behind a port that fits an object store.

What `put` acknowledged survives a power cut: it is written under a temporary name, synced, renamed,
and the folder synced. Nothing of a client's file name reaches the disk.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
import time
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from services.knowledge.domain.refusals import FileTooLarge

_NAME = re.compile(r"[0-9a-f]{32}")
_TEMPORARY = ".part"
_READ = 256 * 1024


@dataclass(frozen=True, slots=True)
class Blob:
    """What was stored: its name, size in bytes and SHA-256 in hex."""

    name: str
    size: int
    sha256: str


class Blobs(Protocol):
    """A store of bytes by name."""

    async def put(self, chunks: AsyncIterator[bytes], limit: int) -> Blob:
        """Store what comes. Raises FileTooLarge beyond `limit` bytes; then nothing is kept."""

    def read(self, name: str, first: int = 0, count: int | None = None) -> AsyncIterator[bytes]:
        """The bytes from `first`, in pieces of at most 256 KiB. Raises FileNotFoundError."""

    async def size(self, name: str) -> int | None:
        """Size in bytes; None when there is no such blob."""

    async def local(self, name: str) -> Path:
        """A file on this machine with the bytes, to be read only. Raises FileNotFoundError."""

    async def delete(self, name: str) -> None:
        """Remove; no error when it is gone."""

    async def older_than(self, seconds: float) -> list[str]:
        """Names of blobs stored longer ago; what was given up half-way is removed meanwhile."""


class LocalBlobs:
    """Blobs in a folder, spread over 256 sub-folders."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def put(self, chunks: AsyncIterator[bytes], limit: int) -> Blob:
        """See Blobs.put."""
        name = uuid.uuid4().hex
        final = self._path(name)
        temporary = final.with_suffix(_TEMPORARY)
        digest, size = hashlib.sha256(), 0
        await asyncio.to_thread(_make_folders, final.parent)
        handle = await asyncio.to_thread(temporary.open, "xb")
        try:
            async for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    raise FileTooLarge(f"The file is larger than {limit // (1024 * 1024)} MiB.")
                digest.update(chunk)
                await asyncio.to_thread(handle.write, chunk)
            await asyncio.to_thread(_seal, handle, temporary, final)
        except BaseException:
            handle.close()
            temporary.unlink(missing_ok=True)
            raise
        return Blob(name, size, digest.hexdigest())

    async def read(self, name: str, first: int = 0, count: int | None = None) -> AsyncIterator[bytes]:
        """See Blobs.read."""
        handle = await asyncio.to_thread(self._path(name).open, "rb")
        try:
            handle.seek(first)
            left = count if count is not None else -1
            while left != 0:
                piece = await asyncio.to_thread(handle.read, _READ if left < 0 else min(_READ, left))
                if not piece:
                    return
                left -= len(piece) if left > 0 else 0
                yield piece
        finally:
            handle.close()

    async def size(self, name: str) -> int | None:
        """See Blobs.size."""
        try:
            return (await asyncio.to_thread(self._path(name).stat)).st_size
        except FileNotFoundError:  # also for a name that is none of ours
            return None

    async def local(self, name: str) -> Path:
        """See Blobs.local."""
        path = self._path(name)
        if not await asyncio.to_thread(path.is_file):
            raise FileNotFoundError(name)
        return path

    async def delete(self, name: str) -> None:
        """See Blobs.delete."""
        await asyncio.to_thread(self._path(name).unlink, True)

    async def older_than(self, seconds: float) -> list[str]:
        """See Blobs.older_than."""
        return await asyncio.to_thread(self._older_than, time.time() - seconds)

    def _older_than(self, moment: float) -> list[str]:
        found: list[str] = []
        for path in self._folder.glob("??/*"):
            try:
                if path.stat().st_mtime >= moment:
                    continue
                if path.suffix == _TEMPORARY:
                    path.unlink(missing_ok=True)
                elif _NAME.fullmatch(path.name):
                    found.append(path.name)
            except FileNotFoundError:
                continue  # deleted meanwhile
        return found

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise FileNotFoundError(name)
        return self._folder / name[:2] / name


def _make_folders(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        _sync_folder(folder.parent)


def _seal(handle: object, temporary: Path, final: Path) -> None:
    handle.flush()  # type: ignore[attr-defined]
    os.fsync(handle.fileno())  # type: ignore[attr-defined]
    handle.close()  # type: ignore[attr-defined]
    temporary.rename(final)
    _sync_folder(final.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
