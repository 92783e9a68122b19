"""Which servers are trusted with a password."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from kernel.testing.certificates import Authority
from kernel.testing.slapd import Slapd
from services.auth.adapters.directory import Directory
from services.auth.adapters.directory_server import server_of
from services.auth.domain.refusals import DirectoryUnavailable
from tests.integration.auth.ldap.company import PASSWORD, employ, settings, tls


@contextlib.asynccontextmanager
async def recording_relay(to: int) -> AsyncIterator[tuple[int, bytearray]]:
    """A port that passes everything on, and what clients sent through it."""
    seen = bytearray()

    async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, note: bool) -> None:
        with contextlib.suppress(ConnectionError):
            while chunk := await reader.read(65536):
                if note:
                    seen.extend(chunk)
                writer.write(chunk)
                await writer.drain()
        writer.close()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        back, forth = await asyncio.open_connection("127.0.0.1", to)
        await asyncio.gather(pump(reader, forth, True), pump(back, writer, False))

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1], seen


@pytest.mark.parametrize("how", ["ldaps", "starttls"])
async def test_nothing_is_readable_on_the_way(directory: Directory, slapd: Slapd, how: str) -> None:
    uid = employ(slapd)
    port = slapd.tls_port if how == "ldaps" else slapd.port
    async with recording_relay(port) as (relay, seen):
        server = server_of(tls(slapd, port=relay, start_tls=how == "starttls"))
        assert await directory.verify(server, uid, PASSWORD)
    assert seen
    assert PASSWORD.encode() not in seen
    assert uid.encode() not in seen


async def test_without_tls_it_would_be(directory: Directory, slapd: Slapd) -> None:
    """The two tests above and below can fail."""
    uid = employ(slapd)
    async with recording_relay(slapd.port) as (relay, seen):
        assert await directory.verify(server_of(settings(slapd, port=relay)), uid, PASSWORD)
    assert PASSWORD.encode() in seen


@pytest.mark.parametrize("how", ["ldaps", "starttls"])
@pytest.mark.parametrize("fault", ["another authority", "the machine's authorities", "another name"])
async def test_a_server_that_proves_nothing_gets_no_password(
    directory: Directory, slapd: Slapd, tmp_path: Path, how: str, fault: str
) -> None:
    uid = employ(slapd)
    changes: dict[str, Any] = {
        "another authority": {"certificate_path": str(Authority(tmp_path, "strangers").file)},
        "the machine's authorities": {"certificate_path": ""},
        "another name": {"host": "127.0.0.1"},
    }[fault]
    port = slapd.tls_port if how == "ldaps" else slapd.port
    before = len(slapd.asked())
    async with recording_relay(port) as (relay, seen):
        server = server_of(tls(slapd, port=relay, start_tls=how == "starttls", **changes))
        with pytest.raises(DirectoryUnavailable, match="certificate is not accepted"):
            await directory.verify(server, uid, PASSWORD)
        assert PASSWORD.encode() not in seen
    assert len(slapd.asked()) == before


async def test_an_administrator_may_give_up_on_certificates(directory: Directory, slapd: Slapd) -> None:
    uid = employ(slapd)
    server = server_of(tls(slapd, host="127.0.0.1", certificate_path="", validate_cert=False))
    assert await directory.verify(server, uid, PASSWORD)


async def test_starttls_is_no_suggestion(directory: Directory, slapd: Slapd) -> None:
    """A server in between that claims not to know StartTLS gets nothing in clear text."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.extend(await reader.read(4096))
        # ExtendedResponse, message 1: protocolError
        writer.write(bytes.fromhex("300c02010178070a010204000400"))
        seen.extend(await reader.read(4096))
        writer.close()

    seen = bytearray()
    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(DirectoryUnavailable):
            await directory.verify(server_of(tls(slapd, port=port, start_tls=True)), "jo", PASSWORD)
    assert b"1.3.6.1.4.1.1466.20037" in seen
    assert b"reader" not in seen


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"certificate_path": "/nowhere/ca.pem"}, "cannot be read"),
        ({"certificate_path": __file__}, "holds no certificates"),
        ({"ciphers": "NONSENSE"}, "no cipher"),
    ],
)
async def test_trust_that_cannot_be_set_up_is_told(
    directory: Directory, slapd: Slapd, changes: dict[str, str], words: str
) -> None:
    with pytest.raises(DirectoryUnavailable, match=words):
        await directory.verify(server_of(tls(slapd, **changes)), "jo", PASSWORD)


async def test_ciphers_without_a_certificate_are_never_offered(slapd: Slapd) -> None:
    from services.auth.adapters.directory_server import trust_of

    for wanted in ("ALL", "", "ALL:aNULL:eNULL", "aNULL:HIGH"):
        context = trust_of(server_of(tls(slapd, ciphers=wanted)))
        offered = {cipher["name"] for cipher in context.get_ciphers()}
        assert offered and not any(name.startswith(("ADH-", "AECDH-", "NULL")) for name in offered)
