"""Bytes are kept whole or not at all, under names of ours."""

from __future__ import annotations

import hashlib
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.knowledge.adapters.blobs import LocalBlobs
from services.knowledge.domain.refusals import FileTooLarge


async def pieces(*data: bytes) -> AsyncIterator[bytes]:
    """A stream."""
    for piece in data:
        yield piece


async def whole(blobs: LocalBlobs, name: str, *span: int) -> bytes:
    """The bytes of a blob."""
    return b"".join([piece async for piece in blobs.read(name, *span)])


def files(folder: Path) -> list[Path]:
    """What stands on the disk."""
    return [p for p in folder.rglob("*") if p.is_file()]


async def test_what_was_stored_comes_back_with_its_digest(tmp_path: Path) -> None:
    """In pieces, whole, and in part."""
    blobs = LocalBlobs(tmp_path)
    stored = await blobs.put(pieces(b"abc", b"", b"def"), 100)
    assert (stored.size, stored.sha256) == (6, hashlib.sha256(b"abcdef").hexdigest())
    assert await whole(blobs, stored.name) == b"abcdef"
    assert await whole(blobs, stored.name, 2, 3) == b"cde"
    assert await whole(blobs, stored.name, 4) == b"ef"
    assert await blobs.size(stored.name) == 6


async def test_too_much_leaves_nothing(tmp_path: Path) -> None:
    """Neither does a stream that breaks off."""
    blobs = LocalBlobs(tmp_path)
    with pytest.raises(FileTooLarge):
        await blobs.put(pieces(b"x" * 60, b"y" * 60), 100)

    async def broken() -> AsyncIterator[bytes]:
        yield b"half"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await blobs.put(broken(), 100)
    assert files(tmp_path) == []


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "a" * 31, "A" * 32, "a/b"])
async def test_only_names_of_ours_are_looked_at(tmp_path: Path, name: str) -> None:
    """Anything else does not exist."""
    blobs = LocalBlobs(tmp_path)
    assert await blobs.size(name) is None
    with pytest.raises(FileNotFoundError):
        await blobs.local(name)
    with pytest.raises(FileNotFoundError):
        await whole(blobs, name)


async def test_old_blobs_are_listed_and_given_up_parts_removed(tmp_path: Path) -> None:
    """For the sweeper."""
    blobs = LocalBlobs(tmp_path)
    old = await blobs.put(pieces(b"old"), 10)
    new = await blobs.put(pieces(b"new"), 10)
    part = (tmp_path / old.name[:2]) / ("f" * 32 + ".part")
    part.write_bytes(b"half")
    for path in (await blobs.local(old.name), part):
        os.utime(path, (0, 0))
    assert await blobs.older_than(60) == [old.name]
    assert not part.exists()
    await blobs.delete(old.name)
    await blobs.delete(old.name)
    assert await blobs.older_than(-60) == [new.name]
