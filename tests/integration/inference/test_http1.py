"""The HTTP client of the backends, against servers that say exactly what a test wants."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from services.inference.adapters.connection import BACKLOG, Connection, Limits, NotHttp, TooSlow, Unreachable
from services.inference.adapters.http1 import HttpClient

QUICK = Limits(2.0, 0.3, 3.0)
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


class Script:
    """A server that answers the n-th request with the n-th bytes; None closes the connection first."""

    def __init__(self, *answers: bytes | None, close: bool = False) -> None:
        self.answers = list(answers)
        self.requests: list[bytes] = []
        self.connections = 0
        self.close = close

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while True:
                self.requests.append(await read_request(reader))
                answer = self.answers.pop(0)
                if answer is None:
                    return
                writer.write(answer)
                await writer.drain()
                if self.close:
                    return
        except (asyncio.IncompleteReadError, ConnectionError, IndexError):
            return
        finally:
            writer.close()


async def read_request(reader: asyncio.StreamReader) -> bytes:
    """One request, body included."""
    head = await reader.readuntil(b"\r\n\r\n")
    size = [int(line[15:]) for line in head.split(b"\r\n") if line.startswith(b"Content-Length:")]
    return head + (await reader.readexactly(size[0]) if size else b"")


@asynccontextmanager
async def listening(handler: Callable[..., object]) -> AsyncIterator[str]:
    """A server on a free port."""
    server = await asyncio.start_server(handler, "127.0.0.1", 0)  # type: ignore[arg-type]
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()


async def body_of(connection: Connection) -> bytes:
    """All that is left of an answer."""
    parts = []
    while data := await connection.chunk():
        parts.append(data)
    return b"".join(parts)


async def ask(client: HttpClient, body: bytes | None = b"{}") -> tuple[int, bytes]:
    """Status and body of one exchange."""
    connection = await client.send("/x", body, QUICK)
    found = connection.status, await body_of(connection)
    client.give_back(connection)
    return found


async def test_a_request_says_what_http_asks_for() -> None:
    script = Script(OK, OK)
    async with listening(script) as url:
        client = HttpClient(f"{url}/v1/", "Bearer sk-1", 1.0)
        assert await ask(client, b'{"a":1}') == (200, b"ok")
        assert await ask(client, None) == (200, b"ok")
        first, second = script.requests
        assert first.startswith(b"POST /v1/x HTTP/1.1\r\nHost: " + url[7:].encode() + b"\r\n")
        assert b"\r\nAuthorization: Bearer sk-1\r\n" in first
        assert first.endswith(b"\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n" + b'{"a":1}')
        assert second.startswith(b"GET /v1/x HTTP/1.1\r\n")
        assert b"Content-Length" not in second
        assert script.connections == 1
        await client.close()


async def test_a_kept_connection_the_server_closed_is_replaced_unseen() -> None:
    script = Script(OK, None, OK)
    async with listening(script) as url:
        client = HttpClient(url, "", 1.0)
        assert await ask(client) == await ask(client) == (200, b"ok")
        assert script.connections == 2


async def test_a_fresh_connection_that_closes_is_unreachable() -> None:
    async with listening(Script(None)) as url:
        with pytest.raises(Unreachable):
            await ask(HttpClient(url, "", 1.0))


@pytest.mark.parametrize(
    ("answer", "close", "status", "body"),
    [
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1;x=y\r\nc\r\n0\r\n\r\n",
            False,
            200,
            b"abc",
        ),
        (b"HTTP/1.1 200 OK\r\n\r\nuntil the end", True, 200, b"until the end"),
        (b"HTTP/1.0 200 OK\r\n\r\nold", True, 200, b"old"),
        (b"HTTP/1.1 100 Continue\r\nX: y\r\n\r\n" + OK, False, 200, b"ok"),
        (b"HTTP/1.1 103 Early Hints\r\n\r\n" + OK, False, 200, b"ok"),
        (b"HTTP/1.1 204 No Content\r\n\r\n", False, 204, b""),
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\ngone", False, 404, b"gone"),
    ],
)
async def test_answers_of_every_form(answer: bytes, close: bool, status: int, body: bytes) -> None:
    async with listening(Script(answer, close=close)) as url:
        assert await ask(HttpClient(url, "", 1.0)) == (status, body)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
    ],
)
async def test_a_cut_answer_gives_its_half_and_then_the_fault(answer: bytes) -> None:
    async with listening(Script(answer, close=True)) as url:
        connection = await HttpClient(url, "", 1.0).send("/x", b"{}", QUICK)
        assert await connection.chunk() == b"half"
        with pytest.raises(Unreachable):
            await connection.chunk()


@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-OpenSSH\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000,
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx",
    ],
)
async def test_what_is_not_readable_is_named_so(answer: bytes) -> None:
    async with listening(Script(answer)) as url:
        with pytest.raises(NotHttp):
            await ask(HttpClient(url, "", 1.0))


async def test_silence_in_an_answer_ends_it() -> None:
    async with listening(Script(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")) as url:
        connection = await HttpClient(url, "", 1.0).send("/x", b"{}", QUICK)
        assert await connection.chunk() == b"half"
        with pytest.raises(TooSlow):
            await connection.chunk()


async def test_bytes_nobody_asked_for_end_the_connection() -> None:
    script = Script(OK + OK, OK)
    async with listening(script) as url:
        client = HttpClient(url, "", 1.0)
        connection = await client.send("/x", b"{}", QUICK)
        assert connection.status == 200
        await asyncio.sleep(0.05)
        client.give_back(connection)
        assert await ask(client) == (200, b"ok")
        assert script.connections == 2


async def test_an_answer_nobody_reads_waits_at_the_server() -> None:
    sent = 0

    async def pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        await read_request(reader)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n")
        while sent < 100_000_000:
            writer.write(b"x" * 100_000)
            await writer.drain()
            sent += 100_000

    async with listening(pour) as url:
        connection = await HttpClient(url, "", 1.0).send("/x", b"{}", Limits(2, 2, 60))
        await asyncio.sleep(0.3)
        assert sent < 40_000_000
        assert len(await connection.chunk()) < BACKLOG * 4
        total = 0
        while data := await connection.chunk():
            total += len(data)
        assert total > 90_000_000


@pytest.mark.parametrize("url", ["ftp://host", "host:80", "http://", "http://a\r\nX: y"])
def test_an_address_that_cannot_be_asked_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="address"):
        HttpClient(url, "", 1.0)


def test_a_key_with_a_line_break_is_refused_without_being_shown() -> None:
    with pytest.raises(ValueError, match="line break") as caught:
        HttpClient("http://host", "Bearer a\r\nX: y", 1.0)
    assert "Bearer" not in str(caught.value)
