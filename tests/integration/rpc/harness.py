"""A real server for the sample service, a client for it, and a stand-in for auth."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

import grpc
import grpc.aio
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from parlance.auth.v1 import tokens_pb2

from kernel.config import CommonSettings
from kernel.context import CallContext
from kernel.errors import Refusal
from kernel.identity import tokens
from kernel.identity.authenticator import Authenticator
from kernel.identity.permissions import to_mask
from kernel.identity.revocations import Revocations
from kernel.identity.service_credential import ServiceCredential
from kernel.rpc.channel import channel_options
from kernel.rpc.errors import refusal_of
from kernel.rpc.handlers import Surroundings
from kernel.rpc.server import RpcServer
from kernel.service import Servicer
from kernel.telemetry.metrics import Metrics
from tests.integration.rpc.sample import SERVICE, Sample, note_class

SECRET = "s" * 48
SETTINGS = CommonSettings(drain_grace=5.0)


@dataclass
class Signer:
    """Makes access tokens as auth does."""

    key: Ed25519PrivateKey
    kid: str = "k1"

    def claims(self, role: str = "user", kind: str = "session", **changes: Any) -> tokens.AccessClaims:
        """Claims of a token made just now."""
        now = time.time()
        made = tokens.AccessClaims(
            user_id="u1",
            role=role,
            kind=kind,
            session="s1",
            permissions=to_mask(changes.pop("permissions", ())),
            user_version=1,
            issued_at_ms=int(now * 1000),
            expires_at=int(now) + 300,
        )
        return replace(made, **changes)

    def token(self, role: str = "user", kind: str = "session", **changes: Any) -> str:
        """A signed token."""
        return tokens.sign(self.claims(role, kind, **changes), self.kid, self.key)

    @property
    def public(self) -> bytes:
        """The raw public key."""
        raw = serialization.Encoding.Raw, serialization.PublicFormat.Raw
        return self.key.public_key().public_bytes(*raw)


def new_signer(kid: str = "k1") -> Signer:
    """A signer with a fresh key."""
    return Signer(Ed25519PrivateKey.generate(), kid)


class FakeTokens:
    """parlance.auth.v1.Tokens over a dict of credentials; counts what it is asked."""

    def __init__(self, signer: Signer) -> None:
        self.signer = signer
        self.credentials: dict[str, tokens.AccessClaims | str] = {}
        self.exchanges: list[tokens_pb2.ExchangeRequest] = []
        self.key_calls = 0
        self.hold: Any = None

    async def Exchange(self, request: Any, ctx: CallContext) -> Any:
        """The claims kept for the credential, issued now; a kept text is a refusal."""
        self.exchanges.append(request)
        if self.hold is not None:
            await self.hold.wait()
        known = self.credentials.get(request.credential, "INVALID_CREDENTIAL")
        if isinstance(known, str):
            raise Refusal(known)
        claims = replace(known, issued_at_ms=int(time.time() * 1000))
        return tokens_pb2.ExchangeReply(
            access_token=tokens.sign(claims, self.signer.kid, self.signer.key),
            expires_at=claims.expires_at,
            caller=tokens_pb2.CallerSummary(
                user_id=claims.user_id,
                role=claims.role,
                kind=claims.kind,
                session_id=claims.session,
                permissions=claims.permissions,
                user_version=claims.user_version,
                issued_at_ms=claims.issued_at_ms,
                groups=claims.groups,
                membership_version=claims.membership_version,
                rights_version=claims.rights_version,
            ),
        )

    async def JsonWebKeys(self, request: Any, ctx: CallContext) -> Any:
        """Services do not ask for this form."""
        raise Refusal("NOT_FOUND")

    async def Keys(self, request: Any, ctx: CallContext) -> Any:
        """The signer's key."""
        self.key_calls += 1
        key = tokens_pb2.PublicKey(kid=self.signer.kid, ed25519=self.signer.public)
        return tokens_pb2.KeysReply(keys=[key])


@dataclass
class Running:
    """A server under test and what it is made of."""

    server: RpcServer
    sample: Sample
    around: Surroundings
    signer: Signer
    revocations: Revocations

    @property
    def target(self) -> str:
        """Where it listens."""
        return f"127.0.0.1:{self.server.port}"


def authenticator(signer: Signer, revocations: Revocations | None = None) -> Authenticator:
    """An authenticator that knows the signer's key and has no auth to ask."""

    async def nobody(*_: Any) -> Any:
        raise Refusal("UNAVAILABLE")

    exchange: Any = SimpleNamespace(
        keys={signer.kid: signer.key.public_key()}, exchange=nobody, load_keys=nobody
    )
    return Authenticator(
        exchange, revocations or Revocations(trusted=True), ServiceCredential("test", SECRET)
    )


@asynccontextmanager
async def serving(
    signer: Signer | None = None,
    port: int = 0,
    settings: CommonSettings = SETTINGS,
    auth: Authenticator | None = None,
    **around: Any,
) -> AsyncIterator[Running]:
    """A sample server on a free port until the block ends."""
    signer = signer or new_signer()
    auth = auth or authenticator(signer)
    sample = Sample()
    surroundings = Surroundings(auth, Metrics(), **around)
    server = RpcServer([Servicer(SERVICE, sample)], surroundings, settings)
    await server.start(port)
    await server.announce(serving=True)
    try:
        yield Running(server, sample, surroundings, signer, auth.revocations)
    finally:
        await server.stop(0, 0)


@asynccontextmanager
async def tokens_service(fake: FakeTokens) -> AsyncIterator[str]:
    """A real server of the fake auth; yields its target."""
    around = Surroundings(authenticator(fake.signer), Metrics())
    server = RpcServer([Servicer("parlance.auth.v1.Tokens", fake)], around, SETTINGS)
    await server.start(0)
    try:
        yield f"127.0.0.1:{server.port}"
    finally:
        await server.stop(0, 0)


class Client:
    """Calls methods of the sample service by name."""

    def __init__(self, target: str, config: dict[str, Any] | None = None) -> None:
        options = channel_options(SETTINGS, config or {})
        # One subchannel pool per client: a killed server of another test is not remembered.
        options.append(("grpc.use_local_subchannel_pool", 1))
        self.channel = grpc.aio.insecure_channel(target, options=options)
        self.Note = note_class()

    def method(self, name: str, shape: str = "unary_unary") -> Any:
        """The multi-callable of a method."""
        make = getattr(self.channel, shape)
        return make(f"/{SERVICE}/{name}", self.Note.SerializeToString, self.Note.FromString)

    async def call(self, name: str, token: str = "", timeout: float | None = 10, **meta: str) -> Any:
        """Call a unary method; `meta` are metadata with `_` for `-`."""
        pairs = [(key.replace("_", "-"), value) for key, value in meta.items()]
        if token:
            pairs.append(("authorization", token if " " in token else f"Bearer {token}"))
        request = self.Note(text="hello", count=3)
        return await self.method(name)(request, metadata=pairs, timeout=timeout)

    async def refusal(self, name: str, token: str = "", **meta: Any) -> str:
        """The reason a call is refused with; empty when it succeeds."""
        try:
            await self.call(name, token, **meta)
        except grpc.aio.AioRpcError as error:
            refused = refusal_of(error)
            return refused.reason if refused else f"{error.code().name}: {error.details()}"
        return ""

    async def __aenter__(self) -> Client:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.channel.close(None)
