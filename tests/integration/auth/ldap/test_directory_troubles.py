"""Directories that are down, slow or talk nonsense."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import AsyncIterator

import pytest

from kernel.errors import Refusal
from kernel.testing.parts import free_port
from kernel.testing.slapd import Slapd
from services.auth.adapters.directory import Directory
from services.auth.adapters.directory_server import server_of
from services.auth.domain.refusals import DirectoryUnavailable
from tests.integration.auth.ldap.company import PASSWORD, employ, settings, tls


@contextlib.asynccontextmanager
async def silent(drip: bytes = b"") -> AsyncIterator[int]:
    """A port that accepts and says nothing, or a byte of an endless message now and then."""
    open_ones: list[asyncio.StreamWriter] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        open_ones.append(writer)
        with contextlib.suppress(ConnectionError):
            while drip:
                writer.write(drip)
                await writer.drain()
                await asyncio.sleep(0.1)

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]
        for writer in open_ones:
            writer.close()


def busy_threads() -> int:
    """Threads that are within a conversation."""
    return sum(thread.name.startswith("ldap") for thread in threading.enumerate())


async def test_a_directory_that_is_down_is_unavailable_at_once(directory: Directory, slapd: Slapd) -> None:
    started = time.monotonic()
    with pytest.raises(DirectoryUnavailable):
        await directory.verify(server_of(settings(slapd, port=free_port())), "jo", PASSWORD)
    assert time.monotonic() - started < 2


@pytest.mark.parametrize("host", ["nowhere.invalid", "256.256.256.256"])
async def test_a_host_that_does_not_exist_is_unavailable(
    directory: Directory, slapd: Slapd, host: str
) -> None:
    with pytest.raises(DirectoryUnavailable):
        await directory.verify(server_of(settings(slapd, host=host)), "jo", PASSWORD)


@pytest.mark.parametrize("how", ["plain", "ldaps", "dripping"])
async def test_a_silent_directory_is_given_up_and_its_thread_is_free_again(slapd: Slapd, how: str) -> None:
    """Also where each byte comes in time but the answer never does."""
    directory = Directory(threads=1, queue=1, patience=1)
    drip = b"\x30\x84\x00\xff\xff\xff" if how == "dripping" else b""
    async with silent(drip) as port:
        server = server_of((tls if how == "ldaps" else settings)(slapd, port=port))
        for _ in range(2):
            started = time.monotonic()
            with pytest.raises(DirectoryUnavailable, match="too slow"):
                await directory.verify(server, "jo", PASSWORD)
            assert time.monotonic() - started < 2.6
        # The only thread serves a directory that answers.
        assert await directory.verify(server_of(settings(slapd)), employ(slapd), PASSWORD)
    await directory.close()


async def test_waiting_for_a_slow_directory_holds_nobody_else_up(slapd: Slapd) -> None:
    directory = Directory(threads=2, queue=0, patience=1)
    uid = employ(slapd)
    async with silent() as port:
        slow = asyncio.ensure_future(directory.verify(server_of(settings(slapd, port=port)), "jo", PASSWORD))
        await asyncio.sleep(0.1)
        started = time.monotonic()
        for _ in range(10):
            assert await directory.verify(server_of(settings(slapd)), uid, PASSWORD)
        assert not slow.done()
        assert time.monotonic() - started < 1
        with pytest.raises(DirectoryUnavailable):
            await slow
    await directory.close()


async def test_more_than_there_is_room_for_are_refused_at_once(slapd: Slapd) -> None:
    directory = Directory(threads=1, queue=1, patience=1)
    async with silent() as port:
        server = server_of(settings(slapd, port=port))
        waiting = [asyncio.ensure_future(directory.verify(server, "jo", PASSWORD)) for _ in range(2)]
        await asyncio.sleep(0.1)
        with pytest.raises(Refusal, match="too many people"):
            await directory.verify(server, "jo", PASSWORD)
        done = await asyncio.gather(*waiting, return_exceptions=True)
        assert all(isinstance(one, DirectoryUnavailable) for one in done)
    await asyncio.sleep(0.1)
    assert await directory.verify(server_of(settings(slapd)), employ(slapd), PASSWORD)
    await directory.close()


async def test_a_caller_that_gives_up_frees_the_thread(slapd: Slapd) -> None:
    directory = Directory(threads=1, queue=0, patience=30)
    async with silent() as port:
        waiting = asyncio.ensure_future(
            directory.verify(server_of(settings(slapd, port=port)), "jo", PASSWORD)
        )
        await asyncio.sleep(0.2)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        await asyncio.sleep(0.2)
        assert await directory.verify(server_of(settings(slapd)), employ(slapd), PASSWORD)
    await directory.close()


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"\x30\x00",
        b"\x30\x0c\x02\x01\x63\x61\x07\x0a\x01\x00\x04\x00\x04\x00",
        b"\x30\x82\xff",
        b"\x30\x05\x02\x01\x01\x42\x00",
        b"\xff" * 300,
        b"\x30\x03\x01\x01\xff",
    ],
)
async def test_nonsense_is_unavailable_and_no_success(slapd: Slapd, answer: bytes) -> None:
    directory = Directory(threads=1, queue=0, patience=1)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(4096)
        writer.write(answer)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(DirectoryUnavailable):
            await directory.verify(server_of(settings(slapd, port=port)), "jo", PASSWORD)
    await directory.close()
