"""Claims in, a person out: what the rules let in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from services.auth.domain.oauth.failures import PersonRefused
from services.auth.domain.oauth.person import MAX_GROUPS, person_of
from services.auth.domain.oauth.provider import Provider, Rules, check, completed
from services.auth.domain.refusals import ValueInvalid

PROVIDER = Provider(
    id="idp",
    name="",
    kind="",
    issuer="https://id.example",
    client_id="client",
    client_secret="secret",
    scopes="",
    redirect_uri="",
    token_endpoint_auth_method="",
    end_session_endpoint="",
    audience="",
    timeout=0,
    addresses_are_verified=False,
    rules=Rules(),
)
CLAIMS: dict[str, Any] = {"sub": "1", "email": "A@Example.test", "email_verified": True, "name": "Ann"}


def _person(claims: dict[str, Any], **rules: Any) -> Any:
    return person_of({**CLAIMS, **claims}, replace(PROVIDER, rules=Rules(**rules)))


def test_a_provider_decides_nothing_it_was_not_asked_for() -> None:
    person = _person({"roles": ["admin"], "groups": ["all"]})
    assert (person.role, person.groups) == (None, None)


@pytest.mark.parametrize("claim", ["sub", "email"])
@pytest.mark.parametrize("value", [None, "", [], {}, True, "x" * 5000])
def test_nobody_is_somebody_without_subject_and_address(claim: str, value: object) -> None:
    with pytest.raises(PersonRefused):
        _person({claim: value})


@pytest.mark.parametrize(
    ("given", "role"),
    [
        (["staff"], "user"),
        (["boss", "staff"], "admin"),
        ("boss", "admin"),
        ("staff, other", "user"),
        ("other staff", "user"),
    ],
)
def test_roles_are_read_as_lists_and_texts(given: object, role: str) -> None:
    rules = {"role_management": True, "admin_roles": ("boss",), "allowed_roles": ("staff",)}
    assert _person({"roles": given}, **rules).role == role


@pytest.mark.parametrize("given", [None, [], "", 1, ["staff", 1], {"staff": 1}, ["Staff"], "staffed"])
def test_roles_that_are_not_named_exactly_are_none(given: object) -> None:
    with pytest.raises(PersonRefused):
        _person({"roles": given}, role_management=True, allowed_roles=("staff",))


def test_a_claim_is_found_by_its_name_before_its_path() -> None:
    rules = {"role_management": True, "roles_claim": "https://x.example/roles", "allowed_roles": ("staff",)}
    assert _person({"https://x.example/roles": ["staff"]}, **rules).role == "user"
    rules["roles_claim"] = "a.b"
    assert _person({"a": {"b": ["staff"]}}, **rules).role == "user"


def test_groups_are_bounded_and_blocked_ones_left_out() -> None:
    names = [f"g{number:05}" for number in range(MAX_GROUPS + 5)]
    person = _person({"groups": [*names, "x" * 500, "it-1"]}, group_management=True, blocked_groups=("it-*",))
    assert person.groups == tuple(names[:MAX_GROUPS])


def test_groups_that_cannot_be_read_change_nothing() -> None:
    assert _person({"groups": [1]}, group_management=True).groups is None
    assert _person({}, group_management=True).groups is None


def test_a_verified_flag_speaks_of_the_standard_address_only() -> None:
    person = _person({"upn": "boss@example.test"}, email_claim="upn")
    assert (person.email, person.email_verified) == ("boss@example.test", False)


@pytest.mark.parametrize(
    "fields",
    [
        {"id": "UPPER"},
        {"id": "sessions"},
        {"id": "../x"},
        {"issuer": ""},
        {"issuer": "file:///etc/passwd"},
        {"issuer": "https://user:pw@id.example"},
        {"issuer": "https://id.example?x=1"},
        {"redirect_uri": "javascript:alert(1)"},
        {"scopes": "email"},
        {"kind": "microsoft", "issuer": "https://login.microsoftonline.com/common/v2.0"},
        {"token_endpoint_auth_method": "none"},
    ],
)
def test_a_provider_that_could_not_work_safely_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValueInvalid):
        check([completed(replace(PROVIDER, **fields))])


def test_the_kind_completes_a_provider() -> None:
    assert completed(replace(PROVIDER, kind="google", issuer="")).issuer == "https://accounts.google.com"
    found = completed(replace(PROVIDER, issuer="https://id.example/x/.well-known/openid-configuration"))
    assert (found.issuer, found.scopes) == ("https://id.example/x", "openid email profile")
    check([found, completed(replace(PROVIDER, id="gh", kind="github", issuer=""))])
