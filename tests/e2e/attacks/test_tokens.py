"""Forged and misused tokens: however they are carried, nobody gets in."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from pathlib import Path
from typing import Any

import grpc
import httpx
import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from parlance.auth.v1 import tokens_pb2, tokens_pb2_grpc

from kernel.identity import tokens
from kernel.identity.service_credential import ServiceCredential
from tests.system import Person, System

SESSION = "/api/v1/auths/"


def b64(data: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def parts(token: str) -> tuple[dict[str, Any], dict[str, Any], str]:
    """Header, payload and signature of a JWT."""
    head, body, signature = token.split(".")
    read = [json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))) for text in (head, body)]
    return read[0], read[1], signature


def made(head: Any, body: Any, signature: str = "") -> str:
    """A JWT of these parts."""
    return ".".join((b64(json.dumps(head).encode()), b64(json.dumps(body).encode()), signature))


def hs256(head: Any, body: Any, secret: bytes) -> str:
    """A JWT signed with a shared secret."""
    start = made(head, body).removesuffix(".")
    return f"{start}.{b64(hmac.new(secret, start.encode(), hashlib.sha256).digest())}"


@pytest.fixture(scope="module")
def key(target: System) -> dict[str, str]:
    """The public key of the system."""
    reply = httpx.get(f"{target.url}/.well-known/jwks.json")
    assert reply.status_code == 200
    assert reply.headers["cache-control"] == "public, max-age=300"
    found: dict[str, str] = reply.json()["keys"][0]
    assert set(found) == {"kty", "crv", "x", "kid", "use", "alg"}, "nothing private is shown"
    return found


@pytest.fixture(scope="module")
def access_token(target: System, user: Person) -> str:
    """What the gateway got for the user's session: no client ever sees it."""
    secret = Path(target.environment["PARLANCE_DATA_DIR"], "secrets", "service.secret").read_text().strip()
    as_gateway = (("authorization", ServiceCredential("gateway", secret).authorization),)
    with grpc.insecure_channel(f"127.0.0.1:{target.ports['auth']}") as channel:
        reply = tokens_pb2_grpc.TokensStub(channel).Exchange(
            tokens_pb2.ExchangeRequest(credential=user.token), metadata=as_gateway
        )
    return str(reply.access_token)


def refused(client: httpx.Client, token: str) -> None:
    """Nobody gets in with this, by whatever header it comes."""
    for headers in (
        {"authorization": f"Bearer {token}"},
        {"authorization": f"bearer  {token}"},
        {"x-api-key": token},
        {"cookie": f"token={token}"},
    ):
        for path in (SESSION, "/api/v1/users/", "/api/v1/users/user/settings"):
            reply = client.get(path, headers=headers)
            assert reply.status_code == 401, f"{path}: {reply.status_code}"
            assert token not in reply.text


def as_admin(target: System, token: str) -> tuple[dict[str, Any], dict[str, Any], str]:
    """A token's parts, with the administrator's id."""
    head, body, signature = parts(token)
    return head, {**body, "sub": target.admin.id, "rol": "admin"}, signature


@pytest.mark.parametrize("alg", ["none", "None", "NONE", "nOnE", "", None])
def test_a_token_without_a_signature(target: System, client: httpx.Client, user: Person, alg: Any) -> None:
    head, body, signature = as_admin(target, user.token)
    refused(client, made({**head, "alg": alg}, body))
    refused(client, made({**head, "alg": alg}, body, signature))
    refused(client, made({**head, "alg": alg, "typ": tokens.TYPE}, body))


def test_the_public_key_is_no_shared_secret(
    target: System, client: httpx.Client, user: Person, key: dict[str, str]
) -> None:
    raw = base64.urlsafe_b64decode(key["x"] + "==")
    public = Ed25519PublicKey.from_public_bytes(raw)
    pem = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    head, body, _ = as_admin(target, user.token)
    for secret in (
        raw,
        key["x"].encode(),
        pem,
        pem.strip(),
        json.dumps(key).encode(),
        b"",
        key["kid"].encode(),
    ):
        for typ in ("JWT", tokens.TYPE):
            refused(client, hs256({**head, "alg": "HS256", "typ": typ}, body, secret))


def test_another_key_under_the_same_name_or_one_brought_along(
    target: System, client: httpx.Client, user: Person, key: dict[str, str]
) -> None:
    own = Ed25519PrivateKey.generate()
    jwk = {**key, "x": b64(own.public_key().public_bytes_raw())}
    _, body, _ = as_admin(target, user.token)
    access = {
        **body, "iss": tokens.ISSUER, "aud": tokens.AUDIENCE, "knd": "session", "prm": "0", "ver": 10**9,
        "iat": time.time(), "exp": int(time.time()) + 300,
    }  # fmt: skip
    headers: list[dict[str, Any]] = [
        {"kid": key["kid"]},
        {"kid": "another"},
        {"kid": "../../../dev/null"},
        {"kid": "' OR 1=1"},
        {"kid": ""},
        {"kid": key["kid"], "jwk": jwk},
        {"kid": "mine", "jku": "http://127.0.0.1:1/jwks.json"},
        {"kid": "mine", "x5u": "http://127.0.0.1:1/cert.pem"},
        {"kid": key["kid"], "crit": ["b64"], "b64": False},
    ]
    for head in headers:
        refused(client, jwt.encode(body, own, algorithm="EdDSA", headers=head))
        refused(client, jwt.encode(access, own, algorithm="EdDSA", headers={**head, "typ": tokens.TYPE}))


def test_a_signature_covers_every_part(target: System, client: httpx.Client, user: Person) -> None:
    head, body, signature = parts(user.token)
    refused(client, made(head, {**body, "sub": target.admin.id}, signature))
    refused(client, made(head, {**body, "exp": body["exp"] + 10**6}, signature))
    refused(client, made({**head, "typ": tokens.TYPE}, body, signature))
    refused(client, made(head, body, b64(bytes(64))))
    _, _, other = parts(target.admin.token)
    refused(client, made(head, body, other))


def test_an_access_token_opens_nothing_from_outside(client: httpx.Client, access_token: str) -> None:
    head, body, signature = parts(access_token)
    assert (head["typ"], body["aud"]) == (tokens.TYPE, tokens.AUDIENCE)
    refused(client, access_token)
    refused(client, made({**head, "typ": "JWT"}, body, signature))
    refused(client, made({k: v for k, v in head.items() if k != "typ"}, body, signature))


@pytest.mark.parametrize(
    "value",
    ["null", "undefined", "a.b.c", "..", "e30.e30.", "sk-", "sk-" + "0" * 32, "Bearer", "x" * 5000,
     "AAAAAAA-AAAAAAA-AAAAAAA-AAAAAAA", "Service auth:secret", "gateway:secret"],
)  # fmt: skip
def test_what_is_no_credential(client: httpx.Client, value: str) -> None:
    for headers in ({"authorization": f"Bearer {value}"}, {"x-api-key": value}, {"cookie": f"token={value}"}):
        reply = client.get("/api/v1/users/user/settings", headers=headers)
        assert reply.status_code in (401, 403), reply.status_code


@pytest.mark.parametrize("scheme", ["Basic", "Service", "Digest", "Negotiate", "Token"])
def test_another_scheme_is_no_credential(target: System, client: httpx.Client, scheme: str) -> None:
    for value in (target.admin.token, "auth:secret", f"gateway:{target.admin.token}"):
        assert client.get(SESSION, headers={"authorization": f"{scheme} {value}"}).status_code == 401


def test_a_token_that_signed_out_stays_out_by_every_header(target: System, client: httpx.Client) -> None:
    person = target.person("Leaving")
    assert client.get(SESSION, headers=person.headers).status_code == 200
    client.post("/api/v1/auths/signout", headers=person.headers).raise_for_status()
    client.cookies.jar.clear()
    refused(client, person.token)
