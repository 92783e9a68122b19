"""Keys and tokens of a provider whose answers are at hand."""

from __future__ import annotations

import base64
import hashlib
import time
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey

from services.auth.adapters.oauth.discovery import Discovery, Metadata
from services.auth.adapters.oauth.discovery import read as read_document
from services.auth.adapters.oauth.key_sets import MOST_REFRESHES, KeySets
from services.auth.adapters.oauth.key_sets import read as read_keys
from services.auth.adapters.oauth.tokens import Tokens
from services.auth.domain.oauth.failures import AnswerInvalid, ProviderUnreachable
from services.auth.domain.oauth.provider import completed
from tests.unit.auth.oauth.test_person import PROVIDER

HOME = "https://id.example"
DOCUMENT = {
    "issuer": HOME,
    "authorization_endpoint": f"{HOME}/authorize",
    "token_endpoint": f"{HOME}/token",
    "jwks_uri": f"{HOME}/keys",
}
IDP = completed(PROVIDER)


class Wire:
    """Answers from memory; raises what is an exception."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer
        self.asked = 0

    async def get_object(self, provider: object, url: str, bearer: str = "") -> Any:
        self.asked += 1
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def _claims(**changes: Any) -> dict[str, Any]:
    now = int(time.time())
    claims = {"iss": HOME, "sub": "1", "aud": IDP.client_id, "iat": now, "exp": now + 60, "nonce": "n"}
    return {key: value for key, value in {**claims, **changes}.items() if value is not None}


async def _checked(key: Any, token: str, access: str = "", algorithms: tuple[str, ...] = ()) -> Any:
    wire = Wire({"keys": [key.as_dict(private=False)]})
    tokens = Tokens(KeySets(wire))  # type: ignore[arg-type]
    metadata = Metadata(HOME, f"{HOME}/a", f"{HOME}/t", f"{HOME}/keys", algorithms=algorithms)
    return await tokens.id_token(IDP, metadata, token, "n", access)


@pytest.mark.parametrize(
    ("algorithm", "key"),
    [
        ("RS256", RSAKey.generate_key(2048, auto_kid=True)),
        ("PS384", RSAKey.generate_key(2048, auto_kid=True)),
        ("ES256", ECKey.generate_key("P-256", auto_kid=True)),
        ("ES512", ECKey.generate_key("P-521", auto_kid=True)),
        ("EdDSA", OKPKey.generate_key("Ed25519", auto_kid=True)),
        ("Ed25519", OKPKey.generate_key("Ed25519", auto_kid=True)),
    ],
)
async def test_asymmetric_signatures_are_taken(algorithm: str, key: Any) -> None:
    digest = {"6": hashlib.sha256, "4": hashlib.sha384, "2": hashlib.sha512}[
        algorithm[-1] if algorithm not in ("EdDSA", "Ed25519") else "2"
    ](b"access").digest()
    half = base64.urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=").decode()
    header = {"alg": algorithm, "kid": key.kid}
    token = jwt.encode(header, _claims(at_hash=half), key, algorithms=[algorithm])
    assert (await _checked(key, token, "access"))["sub"] == "1"
    with pytest.raises(AnswerInvalid):
        await _checked(key, token, "another")


async def test_a_key_is_used_for_what_it_is_for() -> None:
    key = RSAKey.generate_key(2048, {"use": "enc", "kid": "k"})
    with pytest.raises(AnswerInvalid):
        await _checked(
            key,
            jwt.encode(
                {"alg": "RS256", "kid": "k"},
                _claims(),
                RSAKey.import_key(key.as_dict(private=True, use="sig")),
            ),
        )


async def test_an_algorithm_the_provider_does_not_announce_is_refused() -> None:
    key = RSAKey.generate_key(2048, auto_kid=True)
    token = jwt.encode({"alg": "RS512", "kid": key.kid}, _claims(), key, algorithms=["RS512"])
    assert await _checked(key, token, algorithms=("RS512",))
    with pytest.raises(AnswerInvalid):
        await _checked(key, token, algorithms=("RS256",))


async def test_a_token_without_a_key_id_is_checked_with_the_keys_there_are() -> None:
    key = RSAKey.generate_key(2048, auto_kid=True)
    assert await _checked(key, jwt.encode({"alg": "RS256"}, _claims(), key))


def test_symmetric_and_private_keys_of_a_set_are_passed_over() -> None:
    pair = RSAKey.generate_key(2048, auto_kid=True)
    keys = [
        OctKey.generate_key(256).as_dict(private=True),
        pair.as_dict(private=True),
        {"kty": "RSA", "n": "broken"},
        {"kty": "lattice"},
        "nonsense",
    ]
    assert read_keys({"keys": keys}) == []
    assert len(read_keys({"keys": [*keys, pair.as_dict(private=False)]})) == 1


async def test_made_up_key_ids_make_us_ask_seldom() -> None:
    wire = Wire({"keys": []})
    now = [0.0]
    sets = KeySets(wire, clock=lambda: now[0])  # type: ignore[arg-type]
    for number in range(50):
        with pytest.raises(AnswerInvalid):
            await sets.find(IDP, "https://id.example/keys", f"kid{number}", "RSA")
    assert wire.asked == MOST_REFRESHES
    now[0] += 61
    with pytest.raises(AnswerInvalid):
        await sets.find(IDP, "https://id.example/keys", "kid", "RSA")
    assert wire.asked == MOST_REFRESHES + 1


async def test_a_provider_that_is_away_is_not_asked_by_each_visitor() -> None:
    wire = Wire(ProviderUnreachable("away"))
    now = [0.0]
    discovery = Discovery(wire, clock=lambda: now[0])  # type: ignore[arg-type]
    for _ in range(20):
        with pytest.raises(ProviderUnreachable):
            await discovery.of(IDP)
    assert wire.asked == 1
    wire.answer = DOCUMENT
    now[0] += 60
    assert (await discovery.of(IDP)).token == f"{HOME}/token"


@pytest.mark.parametrize(
    "changes",
    [
        {"issuer": "https://id.example.evil"},
        {"issuer": "https://id.example/other"},
        {"issuer": None},
        {"token_endpoint": "http://id.example/token"},
        {"jwks_uri": "http://169.254.169.254/"},
        {"userinfo_endpoint": "file:///etc/passwd"},
        {"end_session_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": "//evil"},
        {"jwks_uri": None},
        {"token_endpoint": 7},
    ],
)
def test_a_discovery_document_that_leads_elsewhere_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(AnswerInvalid):
        read_document({**DOCUMENT, **changes}, HOME)


def test_an_issuer_may_end_with_a_slash() -> None:
    assert read_document({**DOCUMENT, "issuer": f"{HOME}/"}, HOME).issuer == f"{HOME}/"
