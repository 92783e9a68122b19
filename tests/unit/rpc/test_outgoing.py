"""What the guarded transport lets out, and what of an answer it lets in."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import httpx2
import pytest
from aiohttp import web

from kernel.outgoing import GuardedTransport, Unreachable, is_public, origin_of
from kernel.testing.parts import free_port

INSIDE = (
    *("127.0.0.1", "10.0.0.1", "172.16.4.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
    *("::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "224.0.0.1", "255.255.255.255", "::ffff:127.0.0.1"),
    *("::ffff:10.1.2.3", "2002:7f00:1::", "64:ff9b::a00:1", "2001:db8::1"),
)


GIVEN_UP = [("slow", "seconds"), ("large", "bytes"), ("packed", "compressed")]
SPELLINGS = ("localhost", "127.0.0.1", "127.1", "2130706433", "0x7f000001", "[::ffff:127.0.0.1]")


@pytest.mark.parametrize("address", INSIDE)
def test_no_address_inside_is_taken_for_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "::ffff:8.8.8.8"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(address)


def test_origins_are_compared_with_their_port_and_without_case() -> None:
    assert (
        origin_of("https://IdP.example/a?b")
        == origin_of("https://idp.example:443/")
        == "https://idp.example:443"
    )
    assert origin_of("http://idp.example") != origin_of("https://idp.example")
    assert origin_of("nonsense") == origin_of("file:///etc/passwd") == ""


@pytest.fixture
async def server() -> AsyncIterator[str]:
    async def hop(request: web.Request) -> web.Response:
        raise web.HTTPFound(request.query["to"])

    async def slow(request: web.Request) -> web.Response:
        await asyncio.sleep(5)
        return web.Response()

    async def large(request: web.Request) -> web.Response:
        return web.Response(body=b"x" * 5000)

    async def packed(request: web.Request) -> web.Response:
        return web.Response(body=b"x", headers={"content-encoding": "gzip"})

    async def who(request: web.Request) -> web.Response:
        return web.Response(text=request.host)

    app = web.Application()
    for name, handler in {"hop": hop, "slow": slow, "large": large, "packed": packed, "who": who}.items():
        app.router.add_get(f"/{name}", handler)
    runner = web.AppRunner(app)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    yield f"http://localhost:{port}"
    await runner.cleanup()


async def _get(url: str, private: Callable[[str], bool]) -> httpx2.Response:
    transport = GuardedTransport(may_be_private=private, seconds=0.5, most_bytes=1000)
    try:
        async with httpx2.AsyncClient(transport=transport, follow_redirects=True) as client:
            return await client.get(url)
    finally:
        await transport.close()


@pytest.mark.parametrize("host", SPELLINGS)
async def test_this_machine_is_not_asked_however_it_is_written(server: str, host: str) -> None:
    with pytest.raises(Unreachable, match="open Internet"):
        await _get(server.replace("localhost", host) + "/who", lambda origin: False)


async def test_a_configured_origin_may_be_inside_and_sees_its_own_name(server: str) -> None:
    answer = await _get(f"{server}/who", lambda origin: origin == server)
    assert answer.text == server.removeprefix("http://")


async def test_a_redirect_to_the_inside_is_not_followed(server: str) -> None:
    to = server.replace("localhost", "127.0.0.1") + "/who"
    with pytest.raises(Unreachable, match="open Internet"):
        await _get(f"{server}/hop?to={to}", lambda origin: origin == server)


@pytest.mark.parametrize(("path", "why"), GIVEN_UP)
async def test_an_answer_that_is_late_large_or_compressed_is_given_up(
    server: str, path: str, why: str
) -> None:
    with pytest.raises(Unreachable, match=why):
        await _get(f"{server}/{path}", lambda origin: True)


async def test_other_schemes_are_not_spoken() -> None:
    with pytest.raises((Unreachable, httpx2.UnsupportedProtocol)):
        await _get("file:///etc/passwd", lambda origin: True)
