"""Sign-in with a real provider: the whole way a browser goes, and what comes of it."""

from __future__ import annotations

import secrets
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.integration.oauth.conftest import liar_of
from tests.integration.oauth.house import House, Provider, bearer, begin, land, session, through
from tests.providers.canaille import Canaille
from tests.providers.hostile import Hostile


def test_a_person_signs_in_and_the_session_works_on_every_replica(
    house: House, real: Provider, running_canaille: Canaille
) -> None:
    house.offer(real, rules={"signup": True})
    name = f"tess{secrets.token_hex(3)}"
    running_canaille.person(name)
    with house.browser() as browser, house.browser(1) as elsewhere, httpx.Client() as there:
        back = running_canaille.let_in(there, begin(browser, "canaille"), name)
        landed = land(browser, back)
        who = session(elsewhere, landed.token).json()
        assert (who["email"], who["role"]) == (f"{name}@example.test", "user")
        assert session(browser, landed.token).json()["id"] == who["id"]


def test_the_way_there_asks_for_a_code_with_pkce_state_and_nonce(
    house: House, real: Provider, running_canaille: Canaille
) -> None:
    house.offer(real)
    with house.browser() as browser:
        query = parse_qs(urlsplit(begin(browser, "canaille")).query)
        again = parse_qs(urlsplit(begin(browser, "canaille")).query)
    assert query["response_type"] == ["code"]
    assert query["code_challenge_method"] == ["S256"]
    assert query["redirect_uri"] == [f"{house.urls[0]}/oauth/canaille/login/callback"]
    for key in ("state", "nonce", "code_challenge"):
        assert len(query[key][0]) >= 43
        assert query[key] != again[key]


def test_a_code_of_a_real_provider_is_worth_nothing_without_the_verifier(
    house: House, real: Provider, running_canaille: Canaille
) -> None:
    house.offer(real, rules={"signup": True})
    name = f"thea{secrets.token_hex(3)}"
    running_canaille.person(name)
    with house.browser() as browser, httpx.Client() as there:
        back = running_canaille.let_in(there, begin(browser, "canaille"), name)
        code = parse_qs(urlsplit(back).query)["code"][0]
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back.partition("?")[0]}
        stolen = there.post(
            f"{real.issuer}/oauth/token", data=form, auth=(real.client_id, real.client_secret)
        )
        assert stolen.status_code == 400
        assert "code_verifier" in stolen.text


def test_another_replica_finishes_what_one_began(house: House, liar: Hostile) -> None:
    redirect_uri = f"{house.urls[1]}/oauth/liar/login/callback"
    house.offer(liar_of(liar, redirect_uri=redirect_uri), rules={"signup": True})
    with house.browser() as browser, house.browser(1) as elsewhere:
        there = httpx.get(begin(browser, "liar"))
        elsewhere.cookies = browser.cookies  # one host to the browser
        landed = land(elsewhere, there.headers["location"])
        assert session(browser, landed.token).json()["email"] == liar.person["email"]


@pytest.mark.parametrize(
    ("there", "back"),
    [
        ("/oauth/liar/login", "/oauth/liar/login/callback"),
        ("/oauth/liar/login", "/oauth/liar/callback"),
        ("/api/v1/auths/oauth/liar/login", "/api/v1/auths/oauth/liar/callback"),
    ],
)
def test_every_documented_path_leads_in(house: House, liar: Hostile, there: str, back: str) -> None:
    redirect_uri = f"{house.urls[0]}{back}"
    house.offer(liar_of(liar, redirect_uri=redirect_uri), rules={"signup": True})
    with house.browser() as browser:
        provider = httpx.get(browser.get(there).headers["location"])
        assert provider.headers["location"].startswith(redirect_uri)
        assert session(browser, land(browser, provider.headers["location"]).token).status_code == 200


def test_the_page_can_read_the_session_once_and_the_cookie_is_out_of_reach_then(
    house: House, liar: Hostile
) -> None:
    with house.browser() as browser:
        landed = through(browser)
        handed = [c for c in landed.reply.headers.get_list("set-cookie") if c.startswith("token=")]
        assert len(handed) == 1
        assert "httponly" not in handed[0].lower()
        assert "Max-Age=300" in handed[0]
        asked = session(browser, landed.token)
        taken = [c for c in asked.headers.get_list("set-cookie") if c.startswith("token=")]
        assert "HttpOnly" in taken[0]


def test_the_attempt_is_in_a_cookie_scripts_cannot_read_and_goes_afterwards(
    house: House, liar: Hostile
) -> None:
    with house.browser() as browser:
        reply = browser.get("/oauth/liar/login")
        (cookie,) = reply.headers.get_list("set-cookie")
        assert cookie.startswith("oauth_attempt=")
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
        back = httpx.get(reply.headers["location"]).headers["location"]
        land(browser, back)
        assert "oauth_attempt" not in browser.cookies


def test_two_providers_are_two_doors(
    house: House, real: Provider, running_canaille: Canaille, liar: Hostile
) -> None:
    house.offer(real, liar_of(liar), rules={"signup": True})
    name = f"twig{secrets.token_hex(3)}"
    running_canaille.person(name)
    with house.browser() as browser, httpx.Client() as there:
        assert browser.get("/api/v1/auths/oauth/providers").json() == {"canaille": "Canaille", "liar": "Liar"}
        assert set(browser.get("/api/config").json()["oauth"]["providers"]) == {"canaille", "liar"}
        one = land(browser, running_canaille.let_in(there, begin(browser, "canaille"), name))
        other = through(browser)
        emails = {session(browser, landed.token).json()["email"] for landed in (one, other)}
        assert emails == {f"{name}@example.test", liar.person["email"]}


def test_the_same_person_comes_back_to_the_same_account(house: House, liar: Hostile) -> None:
    with house.browser() as browser:
        first = session(browser, through(browser).token).json()["id"]
        liar.person["email"] = f"moved-{liar.person['email']}"
        liar.person["email_verified"] = False
        assert session(browser, through(browser).token).json()["id"] == first


def test_a_provider_nobody_configured_is_not_there(house: House, liar: Hostile) -> None:
    with house.browser() as browser:
        for path in ("/oauth/other/login", "/oauth/other/login/callback?code=1&state=2"):
            assert browser.get(path).status_code == 404
        house.configure(enabled=False)
        assert browser.get("/oauth/liar/login").status_code == 404
        assert browser.get("/api/v1/auths/oauth/providers").json() == {}


def test_a_provider_that_is_away_leads_back_to_the_page(house: House, liar: Hostile) -> None:
    house.offer(liar_of(liar, issuer="http://127.0.0.1:9"))
    with house.browser() as browser:
        reply = browser.get("/oauth/liar/login")
        assert reply.status_code == 302
        assert reply.headers["location"].startswith("/auth?error=The%20provider%20cannot%20be%20reached")


def test_github_accounts_sign_in_with_their_verified_address(house: House, liar: Hostile) -> None:
    mark = secrets.token_hex(4)
    address = f"{mark}@example.test"
    liar.person = {
        "id": int(mark, 16),
        "login": mark,
        "name": None,
        "emails": [
            {"email": f"old-{address}", "primary": False, "verified": True},
            {"email": address, "primary": True, "verified": True},
        ],
    }
    house.offer(liar_of(liar, kind="github", scopes=""), rules={"signup": True})
    with house.browser() as browser:
        who = session(browser, through(browser).token).json()
        assert (who["email"], who["name"]) == (address, mark)
        liar.person["id"] += 1
        liar.person["emails"] = [{"email": f"x{address}", "primary": True, "verified": False}]
        assert through(browser).error


def test_signing_out_leads_to_the_provider(house: House, liar: Hostile) -> None:
    with house.browser() as browser:
        token = through(browser).token
        reply = browser.post("/api/v1/auths/signout", headers=bearer(token)).json()
        query = parse_qs(urlsplit(reply["redirect_url"]).query)
        assert reply["redirect_url"].startswith(f"{liar.issuer}/logout?")
        assert query["id_token_hint"] == [liar.tokens[-1]["id_token"]]
        assert session(browser, token).status_code == 401


def test_an_administrator_sees_that_tokens_are_kept_and_never_the_tokens(house: House, liar: Hostile) -> None:
    with house.browser() as browser:
        token = through(browser).token
        who = session(browser, token).json()["id"]
        path = f"/api/v1/users/{who}/oauth/sessions"
        reply = browser.get(path, headers=house.admin)
        (row,) = reply.json()
        assert (row["user_id"], row["provider"]) == (who, "liar")
        assert row["token"]["has_refresh_token"]
        for secret in ("access_token", "refresh_token", "id_token"):
            assert liar.tokens[-1][secret] not in reply.text
        assert browser.get(path, headers=bearer(token)).status_code == 401
        assert browser.delete("/api/v1/auths/oauth/sessions/liar", headers=bearer(token)).json() is True
        assert browser.get(path, headers=house.admin).status_code == 400
        assert session(browser, token).status_code == 200


def test_a_client_secret_is_never_shown_and_its_mask_keeps_it(house: House, liar: Hostile) -> None:
    with house.browser() as browser:
        house.offer(liar_of(liar, id="oidc"), rules={"signup": True})
        path = "/api/v1/auths/admin/config/oauth"
        shown = browser.get(path, headers=house.admin).json()
        assert liar_of(liar).client_secret not in str(shown)
        assert set(shown["OAUTH_CLIENT_SECRET"]) == {"*"}
        browser.post(path, json=shown, headers=house.admin).raise_for_status()
        assert session(browser, through(browser, "oidc").token).status_code == 200
