"""Back-channel logout: sessions end on every replica within a second, for a token that holds and no other."""

from __future__ import annotations

import time
import uuid
from typing import Any

import httpx
import pytest

from tests.integration.oauth.conftest import liar_of
from tests.integration.oauth.house import House, Provider, begin, land, session, through
from tests.providers.canaille import Canaille
from tests.providers.hostile import CLIENT, LOGOUT, SECRET, Hostile

LIMIT = 1.0


def _tell(house: House, token: str, path: str = "/oauth/liar/backchannel-logout") -> httpx.Response:
    with house.browser() as provider:
        return provider.post(path, data={"logout_token": token})


def _ends_everywhere(house: House, token: str) -> None:
    began = time.monotonic()
    for replica in (0, 1):
        with house.browser(replica) as browser:
            while session(browser, token).status_code == 200:
                assert time.monotonic() - began < LIMIT, f"replica {replica} still lets in"
                time.sleep(0.01)
            assert session(browser, token).status_code == 401


def _in(house: House) -> str:
    """A session that both replicas know."""
    with house.browser() as browser, house.browser(1) as elsewhere:
        token = through(browser).token
        assert session(browser, token).status_code == 200
        assert session(elsewhere, token).status_code == 200
        return token


@pytest.mark.parametrize("left_out", ["sid", "sub", None], ids=["the person", "the session", "both"])
def test_sessions_end_on_both_replicas_within_a_second(
    house: House, liar: Hostile, left_out: str | None
) -> None:
    token = _in(house)
    named = {"sub": liar.person["sub"], "sid": liar.person["sid"]}
    if left_out:
        named[left_out] = None
    reply = _tell(house, liar.logout_token(**named))
    assert (reply.status_code, reply.headers["cache-control"]) == (200, "no-store")
    _ends_everywhere(house, token)


def test_only_the_session_that_is_named_ends(house: House, liar: Hostile) -> None:
    here = _in(house)
    other_sid = f"other-{liar.person['sid']}"
    named, liar.person["sid"] = liar.person["sid"], other_sid
    there = _in(house)
    assert _tell(house, liar.logout_token(sid=named, sub=None)).status_code == 200
    _ends_everywhere(house, here)
    with house.browser() as browser:
        assert session(browser, there).status_code == 200


def test_the_person_of_another_provider_stays(house: House, liar: Hostile) -> None:
    house.offer(liar_of(liar), liar_of(liar, id="second"), rules={"signup": True, "link_by_email": True})
    token = _in(house)
    reply = _tell(house, liar.logout_token(), "/oauth/second/backchannel-logout")
    assert reply.status_code == 200
    with house.browser() as browser:
        assert session(browser, token).status_code == 200


def test_a_provider_is_found_by_its_issuer(house: House, liar: Hostile) -> None:
    token = _in(house)
    assert _tell(house, liar.logout_token(), "/oauth/backchannel-logout").status_code == 200
    _ends_everywhere(house, token)


def test_a_real_providers_people_sign_out_too(
    house: House, real: Provider, running_canaille: Canaille
) -> None:
    house.offer(real, rules={"signup": True})
    name = f"bea{uuid.uuid4().hex[:6]}"
    running_canaille.person(name)
    with house.browser() as browser, httpx.Client() as there:
        token = land(browser, running_canaille.let_in(there, begin(browser, "canaille"), name)).token
    claims = {
        "iss": real.issuer,
        "aud": real.client_id,
        "iat": int(time.time()),
        "exp": int(time.time()) + 60,
        "jti": uuid.uuid4().hex,
        "sub": name,
        "events": {LOGOUT: {}},
    }
    reply = _tell(
        house, running_canaille.sign(claims, typ="logout+jwt"), "/oauth/canaille/backchannel-logout"
    )
    assert reply.status_code == 200
    _ends_everywhere(house, token)
    running_canaille.rotate()
    with house.browser() as browser, httpx.Client() as there:
        back = running_canaille.let_in(there, begin(browser, "canaille"), name)
        assert session(browser, land(browser, back).token).status_code == 200


TOKENS: dict[str, dict[str, Any]] = {
    "of another issuer": {"iss": "https://other.example"},
    "for another client": {"aud": "other"},
    "expired": {"exp": int(time.time()) - 3600},
    "made long ago": {"iat": int(time.time()) - 7200},
    "without a time": {"iat": None},
    "without an id": {"jti": None},
    "about nobody": {"sub": None, "sid": None},
    "about something else": {"events": {"http://schemas.openid.net/event/other": {}}},
    "about nothing": {"events": None},
    "with a nonce, as an ID token has": {"nonce": "n"},
    "with numbers for names": {"sub": 7},
}


@pytest.mark.parametrize("kind", TOKENS)
def test_a_token_that_does_not_hold_ends_nothing(house: House, liar: Hostile, kind: str) -> None:
    token = _in(house)
    reply = _tell(house, liar.logout_token(**TOKENS[kind]))
    assert reply.status_code == 400
    assert reply.json()["error"] == "invalid_request"
    with house.browser() as browser:
        assert session(browser, token).status_code == 200


def test_a_token_counts_once_on_all_replicas(house: House, liar: Hostile) -> None:
    _in(house)
    told = liar.logout_token()
    assert _tell(house, told).status_code == 200
    token = _in(house)
    assert _tell(house, told).status_code == 400
    with house.browser(1) as elsewhere:
        again = elsewhere.post("/oauth/liar/backchannel-logout", data={"logout_token": told})
        assert again.status_code == 400
        assert session(elsewhere, token).status_code == 200


def test_an_id_token_is_no_logout_token(house: House, liar: Hostile) -> None:
    token = _in(house)
    assert _tell(house, liar.tokens[-1]["id_token"]).status_code == 400
    with house.browser() as browser:
        assert session(browser, token).status_code == 200


NO_TOKENS = {"none": None, "empty": "", "three letters": "a.b.c", "long": "a." * 20_000, "a secret": SECRET}


@pytest.mark.parametrize("kind", NO_TOKENS)
def test_what_is_no_token_is_refused(house: House, liar: Hostile, kind: str) -> None:
    sent = NO_TOKENS[kind]
    form = {} if sent is None else {"logout_token": sent}
    with house.browser() as provider:
        assert provider.post("/oauth/liar/backchannel-logout", data=form).status_code in (400, 422)
    assert _tell(house, CLIENT, "/oauth/nobody/backchannel-logout").status_code == 404
