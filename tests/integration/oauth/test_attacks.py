"""A provider, or somebody between it and us, that does not keep to the protocol: nobody gets in."""

from __future__ import annotations

import base64
import contextlib
import hmac
import json
import secrets
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
from joserfc.jwk import RSAKey

from kernel.testing.parts import free_port
from tests.integration.oauth.conftest import liar_of
from tests.integration.oauth.house import House, begin, land, session, through
from tests.providers.hostile import ALIAS, CLIENT, SECRET, Hostile, unsigned

OVER = "Start again"
INVALID = "did not work"


def _way_back(browser: httpx.Client, **changes: str | None) -> str:
    """The callback address of an honest sign-in, with another query."""
    parts = urlsplit(httpx.get(begin(browser, "liar")).headers["location"])
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    changed = {key: value for key, value in {**query, **changes}.items() if value is not None}
    return parts._replace(query=urlencode(changed)).geturl()


@pytest.mark.parametrize(
    "changes",
    [{"state": "x" * 43}, {"state": ""}, {"state": None}],
    ids=["another state", "an empty state", "no state"],
)
def test_an_answer_without_the_state_of_this_browser_is_refused(
    house: House, liar: Hostile, changes: dict[str, str | None]
) -> None:
    with house.browser() as browser:
        assert OVER in land(browser, _way_back(browser, **changes)).error
    assert "/token" not in liar.asked[-1:]


def test_a_code_brought_by_another_browser_is_refused(house: House, liar: Hostile) -> None:
    with house.browser() as attacker, house.browser() as victim:
        mine = _way_back(attacker)
        assert OVER in land(victim, mine).error
        begin(victim, "liar")
        assert OVER in land(victim, mine).error
        assert "token" not in victim.cookies


def test_an_answer_counts_once_on_all_replicas(house: House, liar: Hostile) -> None:
    with house.browser() as browser, house.browser(1) as elsewhere:
        back = _way_back(browser)
        kept = dict(browser.cookies)
        assert session(browser, land(browser, back).token).status_code == 200
        for replica in (browser, elsewhere):
            replica.cookies.clear()
            replica.cookies.update(kept)
            assert OVER in land(replica, back).error


def test_of_many_answers_at_once_one_counts(house: House, liar: Hostile) -> None:
    with house.browser() as browser:
        back = _way_back(browser)
        kept = dict(browser.cookies)

    def answer(number: int) -> bool:
        with httpx.Client(base_url=house.urls[number % 2], timeout=30, cookies=kept) as replica:
            return land(replica, back).error == ""

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(answer, range(8))).count(True) == 1


def test_a_cookie_that_was_changed_is_no_attempt(house: House, liar: Hostile) -> None:
    with house.browser() as browser:
        back = _way_back(browser)
        sealed = browser.cookies["oauth_attempt"]
        browser.cookies.clear()
        browser.cookies["oauth_attempt"] = ("A" if sealed[0] != "A" else "B") + sealed[1:]
        assert OVER in land(browser, back).error


@pytest.mark.parametrize("iss", ["https://other.example", None, ""], ids=["another", "none", "empty"])
def test_an_answer_that_names_another_issuer_is_refused(house: House, liar: Hostile, iss: str | None) -> None:
    with house.browser() as browser:
        assert INVALID in land(browser, _way_back(browser, iss=iss)).error


def test_an_answer_of_one_provider_is_not_taken_for_another(house: House, liar: Hostile) -> None:
    house.offer(liar_of(liar), liar_of(liar, id="second"), rules={"signup": True})
    with house.browser() as browser:
        back = _way_back(browser).replace("/oauth/liar/", "/oauth/second/")
        assert OVER in land(browser, back).error


def test_a_person_who_declines_is_told_so(house: House, liar: Hostile) -> None:
    with house.browser() as browser:
        back = _way_back(browser, code=None, error="access_denied", error_description="<script>")
        error = land(browser, back).error
    assert error == "The provider did not let you in."


def test_the_provider_checks_pkce_and_we_send_what_it_needs(house: House, liar: Hostile) -> None:
    """A code stolen on its way is worth nothing without the verifier, which never leaves the server."""
    with house.browser() as browser:
        back = _way_back(browser)
        code = parse_qs(urlsplit(back).query)["code"][0]
        form = {"code": code, "redirect_uri": back.partition("?")[0], "grant_type": "authorization_code"}
        stolen = httpx.post(f"{liar.issuer}/token", data=form, auth=(CLIENT, SECRET))
        assert stolen.json() == {"error": "invalid_grant"}
        assert "verifier" not in back
        assert session(browser, through(browser).token).status_code == 200


def _hmac_with_the_public_key(provider: Hostile) -> Callable[[dict[str, Any]], str]:
    public = provider.key.as_pem(private=False)
    return lambda claims: _hs256(claims, public, provider.key.kid)


def _hs256(claims: dict[str, Any], secret: bytes, kid: str | None) -> str:
    """By hand: the library signs nothing with a public key for a secret."""
    header = {"alg": "HS256", **({"kid": kid} if kid else {})}
    signed = f"{_part(header)}.{_part(claims)}"
    signature = hmac.digest(secret, signed.encode(), "sha256")
    return f"{signed}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"


def _part(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def _foreign(provider: Hostile, **header: Any) -> Callable[[dict[str, Any]], str]:
    key = RSAKey.generate_key(2048)
    return lambda claims: provider.signed(claims, key, **{"kid": provider.key.kid, **header})


def _tampered(provider: Hostile) -> Callable[[dict[str, Any]], str]:
    def sign(claims: dict[str, Any]) -> str:
        head, _, signature = provider.signed(claims).split(".")
        return f"{head}.{_part({**claims, 'sub': 'somebody else'})}.{signature}"

    return sign


def _embedded(provider: Hostile) -> Callable[[dict[str, Any]], str]:
    """Signed with a key the token brings along."""
    key = RSAKey.generate_key(2048, auto_kid=True)
    return lambda claims: provider.signed(claims, key, jwk=key.as_dict(private=False))


SIGNERS: dict[str, Callable[[Hostile], Callable[[dict[str, Any]], str]]] = {
    "alg none": lambda provider: unsigned,
    "alg None": lambda provider: lambda claims: unsigned(claims, "None"),
    "HMAC with the public key": _hmac_with_the_public_key,
    "HMAC with the client's secret": lambda p: lambda claims: _hs256(claims, SECRET.encode(), None),
    "a key of somebody else": _foreign,
    "a key of somebody else under a new id": lambda provider: _foreign(provider, kid="new"),
    "a key in the token": _embedded,
    "claims changed afterwards": _tampered,
    "no token at all": lambda provider: lambda claims: "nothing",
    "parts missing": lambda provider: lambda claims: provider.signed(claims).rpartition(".")[0],
}


@pytest.mark.parametrize("kind", SIGNERS)
def test_an_id_token_that_is_not_signed_by_the_provider_is_refused(
    house: House, liar: Hostile, kind: str
) -> None:
    liar.lies.sign = SIGNERS[kind](liar)
    with house.browser() as browser:
        assert INVALID in through(browser).error
        liar.is_honest()
        assert session(browser, through(browser).token).status_code == 200


CLAIMS: dict[str, dict[str, Any]] = {
    "another issuer": {"iss": "https://other.example"},
    "no issuer": {"iss": None},
    "for another client": {"aud": "somebody"},
    "for several, not authorised for us": {"aud": [CLIENT, "other"], "azp": "other"},
    "for several, authorised for nobody": {"aud": [CLIENT, "other"]},
    "expired": {"exp": int(time.time()) - 3600},
    "without an end": {"exp": None},
    "from the future": {"iat": int(time.time()) + 7200},
    "made long ago": {"iat": int(time.time()) - 7200},
    "without a time": {"iat": None},
    "of another attempt": {"nonce": "n" * 43},
    "without a nonce": {"nonce": None},
    "with another access token": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
    "of nobody": {"sub": None},
    "with numbers as texts": {"exp": "tomorrow"},
}


@pytest.mark.parametrize("kind", CLAIMS)
def test_an_id_token_that_is_not_for_this_sign_in_is_refused(house: House, liar: Hostile, kind: str) -> None:
    liar.lies.id_token = CLAIMS[kind]
    with house.browser() as browser:
        assert INVALID in through(browser).error


def test_userinfo_of_somebody_else_is_refused(house: House, liar: Hostile) -> None:
    liar.lies.userinfo = {"sub": "somebody else"}
    with house.browser() as browser:
        assert INVALID in through(browser).error


def test_rotated_keys_are_followed(house: House, liar: Hostile) -> None:
    _offer_anew(house, liar, {})
    with house.browser() as browser:
        for _ in range(2):
            assert session(browser, through(browser).token).status_code == 200
            liar.rotate()


def test_a_discovery_document_of_another_issuer_is_refused(house: House, liar: Hostile) -> None:
    _offer_anew(house, liar, {"issuer": "https://accounts.google.com"})
    with house.browser() as browser:
        assert INVALID in _begun(browser)


@pytest.mark.parametrize("endpoint", ["token_endpoint", "jwks_uri", "userinfo_endpoint"])
@pytest.mark.parametrize("to", ["http", "https"])
def test_a_discovery_document_leads_nowhere_inside(
    house: House, liar: Hostile, endpoint: str, to: str
) -> None:
    """`http` to another port of this machine; `https` to a name that resolves to this machine."""
    with _listening() as (port, met):
        _offer_anew(house, liar, {endpoint: f"{to}://localhost:{port}/inside"})
        with house.browser() as browser:
            reply = browser.get("/oauth/liar/login")
            if reply.headers["location"].startswith(liar.issuer):
                error = land(browser, httpx.get(reply.headers["location"]).headers["location"]).error
                assert error
            else:
                assert "error=" in reply.headers["location"]
    assert not met, "a connection reached the inside"


def test_a_picture_leads_nowhere_inside(house: House, liar: Hostile) -> None:
    with _listening() as (port, met):
        liar.person["picture"] = f"http://127.0.0.1:{port}/picture.png"
        with house.browser() as browser:
            who = session(browser, through(browser).token).json()
        assert who["profile_image_url"] == "/user.png"
    assert not met


def test_an_endless_answer_is_given_up(house: House, liar: Hostile) -> None:
    liar.lies.bodies = {"/userinfo": b"{" + b" " * (4 * 1024 * 1024) + b"}"}
    with house.browser() as browser:
        assert "cannot be reached" in through(browser).error


@pytest.mark.parametrize("body", [b"[]", b"nonsense", b'{"keys": 1}', b"[" * 100_000])
def test_nonsense_from_the_provider_is_no_defect_of_ours(house: House, liar: Hostile, body: bytes) -> None:
    for path in ("/userinfo", "/jwks", "/token"):
        _offer_anew(house, liar, {})
        liar.lies.bodies = {path: body}
        with house.browser() as browser:
            landed = through(browser)
            assert landed.error
    assert '"level":"error"' not in house.log()


def _begun(browser: httpx.Client) -> str:
    location = browser.get("/oauth/liar/login").headers["location"]
    return parse_qs(urlsplit(location).query).get("error", [""])[0]


def _offer_anew(house: House, liar: Hostile, document: dict[str, Any]) -> None:
    """The provider under an issuer whose document and keys were not read before."""
    issuer = f"{liar.issuer}/{ALIAS}{secrets.token_hex(4)}"
    liar.lies.document = {"issuer": issuer, "jwks_uri": f"{issuer}/jwks", **document}
    liar.lies.id_token = liar.lies.callback = {"iss": issuer}
    house.offer(liar_of(liar, issuer=issuer), rules={"signup": True})


@contextlib.contextmanager
def _listening() -> Iterator[tuple[int, list[str]]]:
    """A port of this machine, and who connected to it."""
    met: list[str] = []
    with socket.create_server(("127.0.0.1", free_port())) as server:
        server.setblocking(False)
        yield server.getsockname()[1], met
        with contextlib.suppress(BlockingIOError):
            while True:
                connection, address = server.accept()
                met.append(str(address))
                connection.close()
