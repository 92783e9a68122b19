"""Access tokens: what is accepted, and every forgery that is not."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
import uuid
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from kernel.errors import Refusal
from kernel.identity import memberships, tokens
from kernel.identity.permissions import ALL, from_mask, to_mask
from tests.integration.rpc.harness import Signer, new_signer


@pytest.fixture
def signer() -> Signer:
    return new_signer()


def payload(signer: Signer, **changes: Any) -> dict[str, Any]:
    found: dict[str, Any] = jwt.decode(signer.token(), options={"verify_signature": False})
    found.update(changes)
    return {key: value for key, value in found.items() if value is not None}


def signed(signer: Signer, claims: dict[str, Any], **header: Any) -> str:
    headers = {"kid": signer.kid, "typ": tokens.TYPE, **header}
    return jwt.encode(claims, signer.key, algorithm="EdDSA", headers=headers)


def refused(token: str, signer: Signer) -> str:
    with pytest.raises(Refusal) as caught:
        tokens.verify(token, {signer.kid: signer.key.public_key()})
    return caught.value.reason


def segment(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def test_a_signed_token_gives_back_its_claims(signer: Signer) -> None:
    claims = signer.claims("user", permissions={"chat.delete", "features.notes"})
    token = tokens.sign(claims, signer.kid, signer.key)
    found = tokens.verify(token, {signer.kid: signer.key.public_key()})
    assert found == claims
    caller = found.caller()
    assert caller.permissions == {"chat.delete", "features.notes"}
    assert caller.may("chat.delete")
    assert not caller.may("chat.share")


def test_a_token_names_groups_and_stays_small_enough_for_a_header(signer: Signer) -> None:
    groups = frozenset(str(uuid.uuid4()) for _ in range(memberships.MOST))
    token = signer.token(groups=groups, permissions=ALL, membership_version=2**40)
    assert len("Bearer " + token) <= 4096
    found = tokens.verify(token, {signer.kid: signer.key.public_key()})
    assert (found.groups, found.caller().groups, found.membership_version) == (groups, groups, 2**40)


def test_a_token_of_more_groups_than_it_holds_says_that_it_does_not_know(signer: Signer) -> None:
    groups = frozenset(str(uuid.uuid4()) for _ in range(memberships.MOST + 1))
    found = tokens.verify(signer.token(groups=groups), {signer.kid: signer.key.public_key()})
    assert found.groups is None
    assert found.caller().groups == frozenset()


@pytest.mark.parametrize("claim", ["x", "AAAA", "!!!!", "*" * 22, 7, ["a"], {"a": 1}])
def test_groups_that_are_no_list_of_ids_are_refused(signer: Signer, claim: object) -> None:
    assert refused(signed(signer, payload(signer, grp=claim)), signer) == "INVALID_CREDENTIAL"


def test_a_token_without_a_signature_is_refused(signer: Signer) -> None:
    body = segment(payload(signer))
    for alg in ("none", "None", "NONE"):
        head = segment({"alg": alg, "typ": tokens.TYPE, "kid": signer.kid})
        assert refused(f"{head}.{body}.", signer) == "INVALID_CREDENTIAL"


def test_the_public_key_used_as_a_shared_secret_is_refused(signer: Signer) -> None:
    raw = signer.public
    pem = signer.key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    head = segment({"alg": "HS256", "typ": tokens.TYPE, "kid": signer.kid})
    unsigned = f"{head}.{segment(payload(signer))}"
    for secret in (raw, pem):
        mac = hmac.new(secret, unsigned.encode(), hashlib.sha256).digest()
        forged = f"{unsigned}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"
        assert refused(forged, signer) == "INVALID_CREDENTIAL"


def test_another_key_under_a_known_kid_is_refused(signer: Signer) -> None:
    other = new_signer(signer.kid)
    assert refused(other.token(), signer) == "INVALID_CREDENTIAL"


def test_another_algorithm_under_a_known_kid_is_refused(signer: Signer) -> None:
    headers = {"kid": signer.kid, "typ": tokens.TYPE}
    curve = ec.generate_private_key(ec.SECP256R1())
    large = rsa.generate_private_key(65537, 2048)
    for key, alg in ((curve, "ES256"), (large, "RS256")):
        forged = jwt.encode(payload(signer), key, algorithm=alg, headers=headers)
        assert refused(forged, signer) == "INVALID_CREDENTIAL"


def test_an_unknown_kid_is_refused(signer: Signer) -> None:
    assert refused(signed(signer, payload(signer), kid="k2"), signer) == "INVALID_CREDENTIAL"


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "parlance-browser"},
        {"aud": ["parlance-services", "other"]},
        {"iss": "somebody"},
        {"knd": "service"},
        {"rol": "root"},
        {"prm": "zz"},
        {"ver": "many"},
        {"sub": ""},
        *({name: None} for name in ("aud", "iss", "sub", "sid", "knd", "rol", "prm", "ver", "exp")),
    ],
    ids=str,
)
def test_a_wrong_or_missing_claim_is_refused(signer: Signer, changes: dict[str, Any]) -> None:
    token = signed(signer, payload(signer, **changes))
    assert refused(token, signer) == "INVALID_CREDENTIAL"


def test_a_session_token_is_not_an_access_token(signer: Signer) -> None:
    browser = signed(signer, payload(signer), typ="JWT")
    assert tokens.key_id(browser) is None
    assert refused(browser, signer) == "INVALID_CREDENTIAL"


def test_clocks_may_differ_by_a_minute_and_no_more(signer: Signer) -> None:
    now = int(time.time())
    keys = {signer.kid: signer.key.public_key()}
    assert tokens.verify(signer.token(expires_at=now - 50), keys).user_id == "u1"
    assert tokens.verify(signer.token(issued_at_ms=(now + 50) * 1000), keys).user_id == "u1"
    assert refused(signer.token(expires_at=now - 70), signer) == "TOKEN_STALE"
    assert refused(signer.token(issued_at_ms=(now + 70) * 1000), signer) == "INVALID_CREDENTIAL"


def test_the_mask_of_a_permission_never_moves() -> None:
    assert to_mask({"workspace.models"}) == "1"
    assert to_mask({"features.api_keys"}) == f"{1 << 53:x}"
    assert to_mask({"settings.interface"}) == f"{1 << 66:x}"
    assert from_mask(to_mask(ALL)) == set(ALL)
    assert from_mask(f"{1 << 500:x}") == frozenset()
    assert to_mask({"no.such"}) == "0"
