"""Asking a real slapd: who somebody is, and whether a password is theirs."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from ldap3.utils.dn import escape_rdn

from kernel.testing.slapd import GROUPS, PEOPLE, SUFFIX, Slapd
from services.auth.adapters.directory import Directory
from services.auth.adapters.directory_server import server_of
from services.auth.domain.directory.people import Person
from services.auth.domain.refusals import DirectoryUnavailable
from tests.integration.auth.ldap.company import PASSWORD, dn_of, employ, group, settings


async def verify(
    directory: Directory, slapd: Slapd, name: str, password: str = PASSWORD, **changes: Any
) -> Person | None:
    """Try a password."""
    return await directory.verify(server_of(settings(slapd, **changes)), name, password)


async def test_the_right_password_tells_who_somebody_is(directory: Directory, slapd: Slapd) -> None:
    uid = employ(slapd, mail="Jo@Company.Example", cn="Jo Gärtner")
    person = await verify(directory, slapd, uid)
    assert person is not None
    assert (person.username, person.email, person.name) == (uid, "jo@company.example", "Jo Gärtner")
    assert uuid.UUID(person.subject), "the entry's own id, which survives a change of its name"


@pytest.mark.parametrize(
    "password", ["wrong", PASSWORD + " ", PASSWORD.upper(), "", "\0", PASSWORD + "\0", "*"]
)
async def test_any_other_password_is_wrong(directory: Directory, slapd: Slapd, password: str) -> None:
    assert await verify(directory, slapd, employ(slapd), password) is None


async def test_an_empty_password_never_reaches_the_directory(directory: Directory, slapd: Slapd) -> None:
    uid = employ(slapd)
    assert await verify(directory, slapd, uid, "") is None
    assert not [line for line in slapd.asked() if "BIND" in line and uid in line]


async def test_an_unknown_name_costs_a_bind_like_a_known_one(directory: Directory, slapd: Slapd) -> None:
    uid = employ(slapd)
    before = len(slapd.asked())
    await verify(directory, slapd, uid, "wrong")
    known = len(slapd.asked()) - before
    await verify(directory, slapd, "nobody", "wrong")
    assert len(slapd.asked()) - before - known == known


@pytest.mark.parametrize(
    "name",
    [
        "*",
        "u*",
        "{uid}*",
        "{uid})(|(uid=*",
        "*)(uid=*))(|(uid=*",
        "{uid}\0",
        "\0",
        "{uid})(objectClass=*",
        "\\2a",
        "{uid}\\",
        "((((",
        "))))",
        "&|!",
        "é" * 200,
        "𝔲𝔫𝔦",
        "x" * 200,
        "uid={uid},ou=people",
    ],
)
async def test_a_name_is_only_ever_a_name(directory: Directory, slapd: Slapd, name: str) -> None:
    """Nothing in it is read as a part of the filter: it matches nobody, and breaks nothing."""
    uid = employ(slapd)
    assert await verify(directory, slapd, name.replace("{uid}", uid)) is None


@pytest.mark.parametrize(
    "uid", ["o'neil (admin)", "a*b", "back\\slash", "comma, plus+", "renée", "日本", '<a=b>;"#', " lead"]
)
async def test_names_with_signs_of_filters_and_dns_sign_in(
    directory: Directory, slapd: Slapd, uid: str
) -> None:
    """Both where the name stands in a filter and where it stands in the entry's DN."""
    uid = f"{uid}{uuid.uuid4().hex[:6]}"
    employ(slapd, uid, f"uid={escape_rdn(uid)}")
    person = await verify(directory, slapd, uid)
    assert person is not None and person.username == uid.strip()
    assert await verify(directory, slapd, uid, "wrong") is None


async def test_a_name_of_two_people_is_nobodys(directory: Directory, slapd: Slapd) -> None:
    name = f"twin{uuid.uuid4().hex[:6]}"
    for n in (1, 2):
        employ(slapd, name, f"cn=twin {n} {name}", cn=f"twin {n} {name}")
    assert await verify(directory, slapd, name) is None


async def test_the_administrators_filter_decides_as_well(directory: Directory, slapd: Slapd) -> None:
    inside, outside = employ(slapd, title="staff"), employ(slapd, title="guest")
    for text in ("(title=staff)", "(objectClass=inetOrgPerson)(title=staff)", "(!(title=guest))"):
        assert await verify(directory, slapd, inside, search_filters=text)
        assert await verify(directory, slapd, outside, search_filters=text) is None


async def test_people_without_an_address_get_one_of_the_domain(directory: Directory, slapd: Slapd) -> None:
    uid = employ(slapd, mail="")
    bare = await verify(directory, slapd, uid)
    given = await verify(directory, slapd, uid, default_email_domain="company.example")
    assert bare and given
    assert (bare.email, given.email) == ("", f"{uid}@company.example")


async def test_groups_by_attribute_and_by_search_are_the_same(directory: Directory, slapd: Slapd) -> None:
    uid = employ(slapd)
    names = {group(slapd, uid), group(slapd, uid)}
    group(slapd, employ(slapd))
    by_attribute = await verify(directory, slapd, uid)
    by_search = await verify(
        directory, slapd, uid, attribute_for_groups="", group_search_base=GROUPS, group_search_filter=""
    )
    chosen = await verify(
        directory,
        slapd,
        uid,
        attribute_for_groups="",
        group_search_base=GROUPS,
        group_search_filter="(&(objectClass=groupOfNames)(member={dn}))",
    )
    for person in (by_attribute, by_search, chosen):
        assert person is not None and set(person.group_names) == names


async def test_the_configured_id_names_the_person(directory: Directory, slapd: Slapd) -> None:
    uid = employ(slapd, employeeNumber="4711")
    person = await verify(directory, slapd, uid, attribute_for_id="employeeNumber")
    assert person is not None and person.subject == "4711"


async def test_referrals_are_not_followed(directory: Directory, slapd: Slapd) -> None:
    """Neither one among the results nor one in place of the base: no password leaves for elsewhere."""
    away = f"ou=away{uuid.uuid4().hex[:6]},{PEOPLE}"
    slapd.add(away, ["referral", "extensibleObject"], ref="ldap://127.0.0.1:1/ou=people,dc=elsewhere")
    try:
        uid = employ(slapd)
        assert await verify(directory, slapd, uid)
        with pytest.raises(DirectoryUnavailable, match="referrals are not followed"):
            await verify(directory, slapd, uid, search_base=away)
    finally:
        slapd.delete(away)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"app_dn_password": "wrong"}, "service account is refused: name or password"),
        ({"app_dn_password": ""}, "service account has no password"),
        ({"app_dn": f"cn=nobody,{SUFFIX}"}, "service account is refused"),
        ({"search_base": "ou=nowhere,dc=parlance,dc=example"}, "there is no ou=nowhere"),
        ({"app_dn": "", "app_dn_password": ""}, "there is no"),
    ],
)
async def test_settings_that_cannot_work_are_told_apart_from_wrong_passwords(
    directory: Directory, slapd: Slapd, changes: dict[str, Any], words: str
) -> None:
    with pytest.raises(DirectoryUnavailable, match=words):
        await verify(directory, slapd, employ(slapd), **changes)


async def test_looking_up_needs_no_password_and_shows_ambiguity(directory: Directory, slapd: Slapd) -> None:
    name = f"twin{uuid.uuid4().hex[:6]}"
    for n in (1, 2):
        employ(slapd, name, f"cn=look {n} {name}", cn=f"look {n} {name}")
    uid = employ(slapd)
    server = server_of(settings(slapd))
    assert len(await directory.look_up(server, name)) == 2
    assert [person.dn for person in await directory.look_up(server, uid)] == [dn_of(uid)]
    assert await directory.look_up(server, "nobody") == []
    assert await directory.look_up(server, "") == []
