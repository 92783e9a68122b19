"""What entries, names and groups mean."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ldap3.utils.dn import escape_rdn

from services.auth.domain.directory import names, rules
from services.auth.domain.directory.people import Attributes, Entry, person_of, role_of
from services.auth.domain.refusals import ValueInvalid

ATTRIBUTES = Attributes("uid", "mail", "cn", "memberOf")
STAFF = "cn=Staff,ou=groups,dc=x"


def entry(**values: Any) -> Entry:
    """An entry with these texts."""
    raw = {
        name.lower(): [value if isinstance(value, bytes) else value.encode() for value in given]
        for name, given in values.items()
    }
    return Entry("uid=Jo,ou=People,dc=x", raw)


@pytest.mark.parametrize(
    ("dn", "name"),
    [
        ("cn=Staff,ou=groups,dc=x", "Staff"),
        ("CN=Sales\\, North,OU=Groups,DC=x", "Sales, North"),
        ('cn="Sales, North",dc=x', "Sales, North"),
        ("cn=Lu\\C4\\8Di\\C4\\87,dc=x", "Lučić"),
        ("cn=a+uid=b,dc=x", "a"),
        ("cn=a\\+b,dc=x", "a+b"),
        ("cn=\\20lead\\20,dc=x", " lead "),
        ("cn= blanks around ,dc=x", "blanks around"),
        ("cn=x=y,dc=x", "x=y"),
        ("Staff", "Staff"),
        ("Staff, all", "Staff, all"),
        ("", ""),
    ],
)
def test_the_name_people_know_is_the_first_value_of_a_dn(dn: str, name: str) -> None:
    assert names.name_of(dn) == name


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20))
def test_a_name_escaped_by_the_library_is_read_back(name: str) -> None:
    assert names.name_of(f"cn={escape_rdn(name)},dc=x") == name.strip(" ") or name != name.strip(" ")


@pytest.mark.parametrize(
    "other",
    [
        "CN=staff, OU=Groups , dc=X",
        "cn = Staff,ou=groups;dc=x",
        "cn=\\53taff,ou=groups,dc=x",
        'cn="Staff",ou=groups,dc=x',
    ],
)
def test_one_dn_is_written_in_many_ways(other: str) -> None:
    assert names.known_form(other) == names.known_form(STAFF)


@pytest.mark.parametrize(
    "other",
    [
        "cn=Staff,ou=groups",
        "cn=Staff\\,ou=groups,dc=x",
        "cn=Staff2,ou=groups,dc=x",
        "ou=groups,cn=Staff,dc=x",
    ],
)
def test_another_dn_is_another(other: str) -> None:
    assert names.known_form(other) != names.known_form(STAFF)


@given(st.text(max_size=40))
def test_reading_a_dn_never_fails(text: str) -> None:
    assert isinstance(names.name_of(text), str)
    assert names.known_form(names.known_form(text)) == names.known_form(text) or not names.is_dn(text)


def test_a_person_is_what_the_attributes_say() -> None:
    person = person_of(
        entry(uid=["Jo"], mail=["Jo@X.Example", "second@x.example"], cn=["Jo D."], memberof=[STAFF]),
        ATTRIBUTES,
    )
    assert (person.username, person.email, person.name) == ("Jo", "jo@x.example", "Jo D.")
    assert person.groups == (STAFF,) and person.group_names == ("Staff",)


def test_what_an_entry_lacks_is_made_up_for_where_that_is_wanted() -> None:
    bare = entry(uid=["jo"], cn=[b"\xff\xfe"], mail=["  "])
    assert person_of(bare, ATTRIBUTES).name == "jo"
    assert person_of(bare, ATTRIBUTES).email == ""
    assert person_of(bare, Attributes("uid", "mail", "cn", mail_domain="x.example")).email == "jo@x.example"


def test_an_entry_is_named_by_its_id_and_else_by_its_dn() -> None:
    known = uuid.UUID("12345678-1234-5678-1234-567812345678")
    assert person_of(entry(entryuuid=[str(known).upper()]), ATTRIBUTES).subject == str(known)
    assert person_of(entry(objectguid=[known.bytes_le]), ATTRIBUTES).subject == str(known)
    assert person_of(entry(), ATTRIBUTES).subject == "dn:uid=jo,ou=people,dc=x"
    chosen = Attributes("uid", "mail", "cn", id="employeeNumber")
    assert person_of(entry(employeenumber=["7"], entryuuid=[str(known)]), chosen).subject == "7"


@pytest.mark.parametrize(
    ("groups", "admins", "users", "known", "role"),
    [
        ([STAFF], [], [], None, None),
        ([STAFF], ["staff"], [], None, "admin"),
        ([STAFF], ["CN=STAFF,OU=groups,DC=x"], [], "user", "admin"),
        ([STAFF], ["cn=staff,ou=elsewhere,dc=x"], [], "user", None),
        ([], ["staff"], [], "admin", "user"),
        ([], ["staff"], [], "pending", None),
        ([STAFF], ["boss"], ["staff"], None, "user"),
        ([], ["boss"], ["staff"], "admin", "pending"),
        ([], [], ["staff"], None, "pending"),
        (["Staff"], ["staff"], [], None, "admin"),
    ],
)
def test_roles_come_from_groups(
    groups: list[str], admins: list[str], users: list[str], known: str | None, role: str | None
) -> None:
    assert role_of(groups, admins, users, known) == role


FINE = {
    "attribute_for_mail": "mail", "attribute_for_username": "uid", "attribute_for_groups": "",
    "attribute_for_name": "cn", "attribute_for_id": "", "search_filters": "", "group_search_filter": "",
    "host": "localhost", "default_email_domain": "", "start_tls": False, "use_tls": True, "ciphers": "ALL",
}  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"host": "2001:db8::1"},
        {"host": ""},
        {"search_filters": "(a=b)(c=d)"},
        {"group_search_filter": "(|(member={dn})(memberUid={username}))"},
        {"ciphers": "ECDHE+AESGCM"},
        {"ciphers": None},
        {"start_tls": True},
    ],
)
def test_settings_that_can_work(change: dict[str, Any]) -> None:
    rules.check(FINE | change)


@pytest.mark.parametrize(
    "change",
    [
        {"attribute_for_mail": ""},
        {"attribute_for_username": "uid)(x=*"},
        {"attribute_for_groups": "member of"},
        {"search_filters": "(a=b"},
        {"group_search_filter": "(member={dn})(a=b)"},
        {"group_search_filter": "member={dn}"},
        {"host": "ldaps://x"},
        {"host": "x y"},
        {"default_email_domain": "@x.example"},
        {"start_tls": True, "use_tls": False},
        {"ciphers": "NO-SUCH"},
    ],
)
def test_settings_that_cannot(change: dict[str, Any]) -> None:
    with pytest.raises(ValueInvalid) as caught:
        rules.check(FINE | change)
    assert caught.value.details["field"] in change
