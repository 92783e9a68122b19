"""The HTTP client of the backends over TLS and through proxies."""

from __future__ import annotations

import asyncio
import datetime
import ipaddress
import ssl
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from bench.fake_provider import FakeProvider
from services.inference.adapters.connection import Unreachable
from services.inference.adapters.http1 import HttpClient
from tests.integration.inference.test_http1 import OK, QUICK, ask, body_of, listening, read_request


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A certificate for 127.0.0.1 that this process trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False
        )
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    both = tmp_path / "both.pem"
    both.write_bytes(secret + made.public_bytes(pem))
    monkeypatch.setenv("SSL_CERT_FILE", str(both))
    for name_ in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name_, raising=False)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(both)
    return context


class Proxy:
    """An HTTP proxy: tunnels CONNECT, answers other requests itself."""

    def __init__(self) -> None:
        self.heads: list[bytes] = []

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await read_request(reader)
        self.heads.append(head)
        if not head.startswith(b"CONNECT "):
            writer.write(OK)
            return
        host, port = head.split(b" ")[1].decode().split(":")
        there, back = await asyncio.open_connection(host, int(port))
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await asyncio.gather(_pump(reader, back), _pump(there, writer))


async def _pump(source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
    while data := await source.read(65536):
        to.write(data)
    to.close()


@pytest.mark.parametrize("proxied", [False, True])
async def test_tls_directly_and_through_a_proxy(
    certificate: ssl.SSLContext, proxied: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake, proxy = FakeProvider(), Proxy()
    server = await asyncio.get_running_loop().create_server(fake.connect, "127.0.0.1", 0, ssl=certificate)
    port = server.sockets[0].getsockname()[1]
    async with listening(proxy) as address:
        if proxied:
            monkeypatch.setenv("https_proxy", address.replace("//", "//me:secret@"))
        client = HttpClient(f"https://127.0.0.1:{port}", "", 2.0)
        for _ in range(2):
            connection = await client.send("/v1/models", None, QUICK)
            assert b"fake-gpt" in await body_of(connection)
            client.give_back(connection)
        assert fake.stats.connections == 1
        assert len(proxy.heads) == (1 if proxied else 0)
        if proxied:
            assert proxy.heads[0].startswith(f"CONNECT 127.0.0.1:{port} HTTP/1.1\r\n".encode())
            assert b"Proxy-Authorization: Basic bWU6c2VjcmV0\r\n" in proxy.heads[0]
        await client.close()
    server.close()


async def test_a_certificate_nobody_vouches_for_is_refused(
    certificate: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    server = await asyncio.get_running_loop().create_server(
        FakeProvider().connect, "127.0.0.1", 0, ssl=certificate
    )
    with pytest.raises(Unreachable):
        await ask(HttpClient(f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}", "", 2.0))
    server.close()


async def test_plain_requests_name_their_target_to_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    proxy = Proxy()
    async with listening(proxy) as address:
        monkeypatch.setenv("http_proxy", address)
        monkeypatch.setenv("no_proxy", "")
        assert await ask(HttpClient("http://models.example:81/v1", "", 1.0)) == (200, b"ok")
        assert proxy.heads[0].startswith(
            b"POST http://models.example:81/v1/x HTTP/1.1\r\nHost: models.example:81\r\n"
        )
        monkeypatch.setenv("no_proxy", "models.example")
        assert HttpClient("http://models.example:81", "", 1.0)._proxy is None
