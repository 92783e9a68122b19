"""Whose account a sign-in opens, and what the provider's word changes about it."""

from __future__ import annotations

import base64
import secrets
import time
from typing import Any

import httpx
import pytest

from tests.integration.oauth.conftest import liar_of
from tests.integration.oauth.house import House, Provider, bearer, begin, land, session, through
from tests.providers.canaille import Canaille
from tests.providers.hostile import Hostile

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
REFUSED = "You may not sign in here"


def _who(house: House) -> dict[str, Any]:
    """The account the liar's person gets into."""
    with house.browser() as browser:
        reply = session(browser, through(browser).token)
        reply.raise_for_status()
        return dict(reply.json())


def _error(house: House) -> str:
    with house.browser() as browser:
        return through(browser).error


def _groups(house: House, user_id: str) -> set[str]:
    with house.browser() as browser:
        reply = browser.get(f"/api/v1/users/{user_id}/groups", headers=house.admin)
        if reply.status_code == 404:
            reply = browser.get("/api/v1/groups/", headers=house.admin)
        reply.raise_for_status()
        return {group["name"] for group in reply.json()}


def test_a_verified_address_links_only_when_that_is_allowed(house: House, liar: Hostile) -> None:
    known = house.account(liar.person["email"])
    house.offer(liar_of(liar), rules={"signup": True})
    assert REFUSED in _error(house)
    house.offer(liar_of(liar), rules={"signup": True, "link_by_email": True})
    assert _who(house)["id"] == known


@pytest.mark.parametrize("said", [False, None, "yes", 1])
def test_an_address_the_provider_did_not_verify_links_nothing(
    house: House, liar: Hostile, said: object
) -> None:
    known = house.account(liar.person["email"])
    house.offer(liar_of(liar), rules={"signup": True, "link_by_email": True})
    liar.person["email_verified"] = said
    liar.lies.id_token = {"email_verified": said}
    assert REFUSED in _error(house)
    liar.person["email_verified"] = True
    liar.lies.id_token = {}
    assert _who(house)["id"] == known


def test_userinfo_does_not_vouch_for_the_address_of_the_id_token(house: House, liar: Hostile) -> None:
    house.account(liar.person["email"])
    house.offer(liar_of(liar), rules={"signup": True, "link_by_email": True})
    liar.lies.id_token = {"email_verified": None}
    liar.lies.userinfo = {"email": "mine@example.test", "email_verified": True}
    assert REFUSED in _error(house)


def test_a_provider_that_is_silent_is_believed_only_when_configured_so(
    house: House, real: Provider, running_canaille: Canaille
) -> None:
    name = f"sal{secrets.token_hex(3)}"
    running_canaille.person(name)
    for believed in (False, True):
        house.offer(real.but(addresses_are_verified=believed), rules={"signup": True})
        with house.browser() as browser, httpx.Client() as there:
            landed = land(browser, running_canaille.let_in(there, begin(browser, "canaille"), name))
            assert (landed.error == "") is believed


def test_strangers_get_no_account_where_sign_up_is_closed(house: House, liar: Hostile) -> None:
    house.offer(liar_of(liar))
    assert REFUSED in _error(house)


def test_another_provider_does_not_speak_for_the_same_subject(house: House, liar: Hostile) -> None:
    first = _who(house)["id"]
    issuer = f"{liar.issuer}/alias-{secrets.token_hex(4)}"
    liar.lies.document = {"issuer": issuer}
    liar.lies.id_token = {"iss": issuer, "email": f"other-{liar.person['email']}"}
    liar.lies.callback = {"iss": issuer}
    house.offer(liar_of(liar, issuer=issuer), rules={"signup": True})
    assert _who(house)["id"] != first


def test_only_some_domains_may_sign_in(house: House, liar: Hostile) -> None:
    house.offer(liar_of(liar), rules={"signup": True, "allowed_domains": ["other.test"]})
    assert REFUSED in _error(house)
    house.offer(liar_of(liar), rules={"signup": True, "allowed_domains": ["other.test", "Example.test"]})
    assert _who(house)["email"] == liar.person["email"]


ROLES = {
    "signup": True,
    "role_management": True,
    "roles_claim": "realm.roles",
    "allowed_roles": ["staff"],
    "admin_roles": ["boss"],
}


def test_roles_follow_the_provider_at_each_sign_in(house: House, liar: Hostile) -> None:
    house.offer(liar_of(liar), rules=ROLES)
    seen = []
    for given in (["staff"], ["other", "boss"], ["staff"]):
        liar.person["realm"] = {"roles": given}
        seen.append(_who(house)["role"])
    assert seen == ["user", "admin", "user"]


@pytest.mark.parametrize(
    "claim",
    [{}, {"roles": None}, {"roles": 7}, {"roles": [["staff"]]}, {"roles": {"staff": True}}, {"roles": []}],
    ids=["missing", "null", "a number", "nested", "an object", "none"],
)
def test_a_role_claim_that_cannot_be_read_lets_nobody_in(
    house: House, liar: Hostile, claim: dict[str, Any]
) -> None:
    house.offer(liar_of(liar), rules=ROLES)
    liar.person["realm"] = {"roles": ["boss"]}
    _who(house)
    liar.person["realm"] = claim
    assert REFUSED in _error(house)


def test_a_role_the_rules_do_not_know_lets_nobody_in(house: House, liar: Hostile) -> None:
    house.offer(liar_of(liar), rules=ROLES)
    liar.person["realm"] = {"roles": ["admin", "guest"]}
    assert REFUSED in _error(house)


def test_each_provider_may_have_rules_of_its_own(house: House, liar: Hostile) -> None:
    liar.person["realm"] = {"roles": ["boss"]}
    house.offer(liar_of(liar, own_rules=True, rules=ROLES))
    assert _who(house)["role"] == "admin"


def test_groups_follow_a_real_provider(house: House, real: Provider, running_canaille: Canaille) -> None:
    mark = secrets.token_hex(3)
    crew, hidden, name = f"crew-{mark}", f"hidden-{mark}", f"gus{mark}"
    running_canaille.person(name, crew, hidden)
    rules = {"signup": True, "group_management": True, "group_creation": True, "blocked_groups": ["hidden-*"]}
    house.offer(real, rules=rules)

    def enter() -> str:
        with house.browser() as browser, httpx.Client() as there:
            landed = land(browser, running_canaille.let_in(there, begin(browser, "canaille"), name))
            return str(session(browser, landed.token).json()["id"])

    who = enter()
    names = _groups(house, who)
    assert crew in names
    assert hidden not in names


def test_groups_come_and_go_with_the_claim(house: House, liar: Hostile) -> None:
    mark = secrets.token_hex(3)
    one, two = f"one-{mark}", f"two-{mark}"
    house.offer(liar_of(liar), rules={"signup": True, "group_management": True, "group_creation": True})
    seen = []
    for given in ([one], [one, two], [two], []):
        liar.person["groups"] = given
        seen.append(_groups(house, _who(house)["id"]))
    assert seen == [{one}, {one, two}, {two}, set()]


def test_a_group_made_here_is_not_taken_over_by_its_name(house: House, liar: Hostile) -> None:
    name = f"ours-{secrets.token_hex(3)}"
    with house.browser() as browser:
        form = {"name": name, "description": ""}
        made = browser.post("/api/v1/groups/create", json=form, headers=house.admin).json()
    liar.person["groups"] = [name]
    rules: dict[str, Any] = {"signup": True, "group_management": True}
    house.offer(liar_of(liar), rules=rules)
    assert _groups(house, _who(house)["id"]) == set()
    house.offer(liar_of(liar), rules={**rules, "group_mapping": {name: made["id"]}})
    assert _groups(house, _who(house)["id"]) == {name}


def test_profiles_follow_the_provider_only_when_told_to(house: House, liar: Hostile) -> None:
    first = _who(house)
    liar.person |= {"name": "Hannah Later", "email": f"later-{liar.person['email']}"}
    kept = _who(house)
    assert (kept["name"], kept["email"]) == (first["name"], first["email"])
    house.offer(liar_of(liar), rules={"update_name": True, "update_email": True})
    changed = _who(house)
    assert changed["id"] == first["id"]
    assert (changed["name"], changed["email"]) == ("Hannah Later", liar.person["email"])


def test_an_address_of_another_account_is_not_taken_over(house: House, liar: Hostile) -> None:
    first = _who(house)
    taken = f"taken-{liar.person['email']}"
    house.account(taken)
    liar.person |= {"email": taken, "name": "Hannah Newname"}
    house.offer(liar_of(liar), rules={"update_email": True, "update_name": True, "link_by_email": True})
    now = _who(house)
    assert (now["id"], now["email"], now["name"]) == (first["id"], first["email"], "Hannah Newname")


def test_a_picture_of_the_provider_is_kept_here(house: House, liar: Hostile) -> None:
    liar.person["picture"] = f"{liar.issuer}/picture"
    liar.lies.bodies = {"/picture": PIXEL}
    found = _who(house)
    assert found["profile_image_url"] == f"data:image/png;base64,{base64.b64encode(PIXEL).decode()}"


@pytest.mark.parametrize("picture", ["/api/v1/auths/signout", "javascript:alert(1)", "data:text/html,x"])
def test_a_picture_is_no_way_to_run_or_call_anything(house: House, liar: Hostile, picture: str) -> None:
    liar.person["picture"] = picture
    assert _who(house)["profile_image_url"] == "/user.png"


def test_a_deleted_account_is_not_opened_again(house: House, liar: Hostile) -> None:
    who = _who(house)["id"]
    with house.browser() as browser:
        reply = browser.delete(f"/api/v1/users/{who}", headers=house.admin)
        reply.raise_for_status()
    house.offer(liar_of(liar))
    assert REFUSED in _error(house)


def test_a_sign_in_that_failed_is_in_the_audit_trail(house: House, liar: Hostile) -> None:
    house.offer(liar_of(liar))
    assert REFUSED in _error(house)
    until = time.monotonic() + 20
    with house.browser() as browser:
        while True:
            failures = {"outcome": "failure"}  # each look at the trail is itself an entry of it
            reply = browser.get("/api/v1/audit", params=failures, headers=house.admin)
            reply.raise_for_status()
            reasons = {entry["reason"] for entry in reply.json()["entries"]}
            if "EXTERNAL_ACCOUNT_REFUSED" in reasons:
                return
            assert time.monotonic() < until, "the refusal is not listed"
            time.sleep(0.2)


def test_people_do_not_administrate(house: House, liar: Hostile) -> None:
    with house.browser() as browser:
        own = bearer(through(browser).token)
        for method, path in (
            ("GET", "/api/v1/auths/admin/config/oauth"),
            ("POST", "/api/v1/auths/oauth/config/update"),
        ):
            reply = browser.request(method, path, headers=own, json={} if method == "POST" else None)
            assert reply.status_code == 401
