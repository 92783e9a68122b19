"""Contract: the directory's settings, and signing in with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from kernel.testing.slapd import PEOPLE, READER_DN, READER_PASSWORD, Slapd
from tests.contract.runner import Case, compare, scenario
from tests.system import System

AUTHS = "/api/v1/auths"
SWITCH, SERVER, MAPPING = (f"{AUTHS}/admin/config/ldap{part}" for part in ("", "/server", "/mapping"))
TEST = f"{AUTHS}/admin/config/ldap/test"
SERVICE_PASSWORD = "a service's pass phrase"
PASSWORD = "the directory's pass phrase"
REFUSED = {"detail": "string"}
MALFORMED = {"detail": "any"}
WHOLE = {
    "ENABLE_LDAP": "boolean",
    **dict.fromkeys(("label", "host", "attribute_for_mail", "default_email_domain"), "string"),
    **dict.fromkeys(("attribute_for_username", "app_dn", "app_dn_password", "search_base"), "string"),
    **dict.fromkeys(("use_tls", "validate_cert", "enable_group_management"), "boolean"),
    "enable_group_creation": "boolean", "search_filters": "string", "attribute_for_groups": "string",
    "port": "integer", "certificate_path": "null", "ciphers": "string",
}  # fmt: skip
MAPPED = {
    "start_tls": "boolean", "attribute_for_name": "string", "attribute_for_id": "string",
    "group_search_base": "string", "group_search_filter": "string", "admin_groups": ["string"],
    "user_groups": ["string"], "link_by_email": "boolean", "allow_registration": "boolean",
}  # fmt: skip
COMPANY = {
    "label": "Company", "host": "ldap.company.example", "port": 389, "attribute_for_mail": "mail",
    "attribute_for_username": "uid", "app_dn": "cn=reader", "app_dn_password": SERVICE_PASSWORD,
    "search_base": "dc=company", "search_filters": "", "use_tls": False, "certificate_path": None,
    "validate_cert": True, "ciphers": "ALL",
}  # fmt: skip


def is_set(**values: Any) -> Any:
    """The reply says so."""

    def check(body: Any) -> None:
        assert {name: body[name] for name in values} == values

    return check


# fmt: off
CASES = [
    # The switch
    Case("switch", f"GET {SWITCH}", ("0.12.4#70", "0.8.12#69"), as_="ada", check=is_set(ENABLE_LDAP=False)),
    Case("switch, by a user", f"GET {SWITCH}", status=401, shape=REFUSED, as_="bob"),
    Case("switch, by nobody", f"GET {SWITCH}", status=401, shape=REFUSED),
    Case("switch left as it is", f"POST {SWITCH}", ("0.12.4#72", "0.8.12#71"), as_="ada",
         body={"enable_ldap": None}, check=is_set(ENABLE_LDAP=False)),
    Case("switched off", f"POST {SWITCH}", ("0.12.4#72", "0.8.12#71"), as_="ada",
         body={"enable_ldap": False}, check=is_set(ENABLE_LDAP=False)),
    Case("switched by a user", f"POST {SWITCH}", status=401, shape=REFUSED, as_="bob",
         body={"enable_ldap": True}),
    Case("switch, not a switch", f"POST {SWITCH}", status=422, shape=MALFORMED, as_="ada",
         body={"enable_ldap": {"no": 1}}),
    # The server
    Case("server", f"GET {SERVER}", ("0.12.4#71", "0.8.12#70"), as_="ada", check=is_set(app_dn_password="")),
    Case("server, by a user", f"GET {SERVER}", status=401, shape=REFUSED, as_="bob"),
    Case("server without what it needs", f"POST {SERVER}", ("0.12.4#73", "0.8.12#72"), as_="ada",
         body={"label": "", "host": "", "app_dn": "", "app_dn_password": "", "search_base": ""}),
    Case("server with a field missing", f"POST {SERVER}", status=422, shape=MALFORMED, as_="ada",
         body={"label": "Company", "host": "localhost"}),
    Case("server", f"POST {SERVER}", ("0.12.4#74", "0.8.12#73"), as_="ada", body=COMPANY,
         check=is_set(app_dn_password="********", host="ldap.company.example", certificate_path=None)),
    Case("server again, the mask keeps the password", f"POST {SERVER}", ("0.12.4#74", "0.8.12#73"), as_="ada",
         body={**COMPANY, "app_dn_password": "********"}, check=is_set(app_dn_password="********")),
    *(
        Case(f"server with another {name} and the mask", f"POST {SERVER}", status=422, shape=MALFORMED,
             as_="ada", body={**COMPANY, "app_dn_password": "********", name: value})
        for name, value in (("host", "elsewhere.example"), ("port", 390), ("validate_cert", False))
    ),
    Case("whole, with another host and no password", f"POST {AUTHS}/ldap/config/update", status=422,
         shape=MALFORMED, as_="ada", body={"host": "elsewhere.example"}),
    Case("server by a user", f"POST {SERVER}", status=401, shape=REFUSED, as_="bob", body=COMPANY),
    *(
        Case(f"server, {name} that cannot be", f"POST {SERVER}", status=422, shape=MALFORMED, as_="ada",
             body={**COMPANY, name: value})
        for name, value in (
            ("attribute_for_username", "uid)(objectClass=*"), ("attribute_for_mail", "e mail"),
            ("search_filters", "(uid=x"), ("search_filters", "objectClass=person"), ("port", 70000),
            ("host", "ldap://company.example"), ("ciphers", "NONE-SUCH"), ("attribute_for_groups", "*"),
        )
    ),
    # Switch and server in one, as documented
    Case("whole", f"GET {AUTHS}/ldap/config", shape=WHOLE, as_="ada",
         check=is_set(ENABLE_LDAP=False, label="Company", app_dn_password="********")),
    Case("whole, by a user", f"GET {AUTHS}/ldap/config", status=401, shape=REFUSED, as_="bob"),
    Case("whole, switched off", f"POST {AUTHS}/ldap/config/update", ("0.12.4#72", "0.8.12#71"), as_="ada",
         body={"enable_ldap": False}),
    Case("whole, label changed", f"POST {AUTHS}/ldap/config/update", ("0.12.4#72", "0.8.12#71"), as_="ada",
         body={"label": "People"}),
    Case("whole, with an empty host", f"POST {AUTHS}/ldap/config/update", status=400, shape=REFUSED,
         as_="ada", body={"host": " "}),
    Case("whole, afterwards", f"GET {AUTHS}/ldap/config", shape=WHOLE, as_="ada",
         check=is_set(label="People", port=389)),
    # The mapping
    Case("mapping", f"GET {MAPPING}", shape=MAPPED, as_="ada", check=is_set(link_by_email=False)),
    Case("mapping changed", f"POST {MAPPING}", shape=MAPPED, as_="ada",
         body={"admin_groups": {"names": ["cn=admins,dc=company"]}},
         check=is_set(admin_groups=["cn=admins,dc=company"])),
    Case("mapping changed back", f"POST {MAPPING}", shape=MAPPED, as_="ada",
         body={"admin_groups": {"names": []}}, check=is_set(admin_groups=[])),
    Case("mapping, StartTLS without TLS", f"POST {MAPPING}", status=422, shape=MALFORMED, as_="ada",
         body={"start_tls": True}),
    Case("mapping by a user", f"POST {MAPPING}", status=401, shape=REFUSED, as_="bob", body={}),
    # While switched off
    Case("sign-in while switched off", f"POST {AUTHS}/ldap", ("0.12.4#75", "0.8.12#74"),
         body={"user": "jo", "password": "guessed"}),
    Case("sign-in while switched off, as documented", f"POST {AUTHS}/ldap/signin", ("0.12.4#75", "0.8.12#74"),
         body={"user": "jo", "password": "guessed"}),
    Case("sign-in, password missing", f"POST {AUTHS}/ldap", status=422, shape=MALFORMED, body={"user": "jo"}),
    Case("test by a user", f"POST {TEST}", status=401, shape=REFUSED, as_="bob", body={}),
    Case("test of a server that is not there", f"POST {TEST}", status=503, shape=REFUSED, as_="ada", body={}),
]
# fmt: on

test_rows = scenario(CASES)


@pytest.fixture
def company(system: System, slapd: Slapd) -> Iterator[str]:
    """A directory that people may sign in with; somebody's name."""
    server = {
        **COMPANY, "host": "localhost", "port": slapd.tls_port, "use_tls": True, "search_base": PEOPLE,
        "certificate_path": str(slapd.ca_file), "app_dn": READER_DN, "app_dn_password": READER_PASSWORD,
    }  # fmt: skip
    slapd.add(
        f"uid=kim,{PEOPLE}",
        ["inetOrgPerson"],
        cn="Kim",
        sn="K",
        mail="kim@company.example",
        userPassword=PASSWORD,
    )
    with system.client(headers=system.admin.headers) as admin:
        admin.post(SERVER, json=server).raise_for_status()
        admin.post(SWITCH, json={"enable_ldap": True}).raise_for_status()
        yield "kim"
        admin.post(SWITCH, json={"enable_ldap": False}).raise_for_status()
    slapd.delete(f"uid=kim,{PEOPLE}")


def test_signing_in_with_the_directory_looks_like_signing_in(system: System, company: str) -> None:
    """Both spellings; the clients are told that they may; a wrong password looks like one."""
    with system.client() as client:
        assert client.get("/api/config").json()["features"]["enable_ldap"] is True
        for path in (f"{AUTHS}/ldap", f"{AUTHS}/ldap/signin"):
            reply = client.post(path, json={"user": company, "password": PASSWORD})
            assert not compare(("0.12.4#37",), reply)
            assert reply.json()["email"] == "kim@company.example"
            me = client.get(f"{AUTHS}/", headers={"authorization": f"Bearer {reply.json()['token']}"})
            assert me.json()["id"] == reply.json()["id"]
        for user, password in ((company, "guessed"), ("nobody", "guessed"), (company, ""), ("*", PASSWORD)):
            reply = client.post(f"{AUTHS}/ldap", json={"user": user, "password": password})
            assert not compare(("0.12.4#38",), reply)


def test_an_administrator_tries_the_settings(system: System, company: str) -> None:
    """Who would sign in, without anybody signing in."""
    with system.client(headers=system.admin.headers) as admin:
        assert admin.post(TEST, json={}).json() == {"connected": True, "people": []}
        (found,) = admin.post(TEST, json={"user": company}).json()["people"]
        assert found["dn"] == f"uid=kim,{PEOPLE}"
        assert (found["email"], found["groups"], found["role"]) == ("kim@company.example", [], None)
        assert admin.post(TEST, json={"user": "*"}).json()["people"] == []
