"""Filters: the grammar of RFC 7644 §3.4.2.2, its limits, and what a filter means for a resource."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from services.auth.scim.binding import bind, links
from services.auth.scim.errors import ScimError
from services.auth.scim.evaluate import passes
from services.auth.scim.filters import MAX_LENGTH, And, Compare, Node, Not, Or, Present, Within, parse, render
from services.auth.scim.mongo import query
from services.auth.scim.resources import ENTERPRISE_URI, GROUP, USER, USER_URI
from services.auth.scim.search import sort_path
from tests.unit.auth.scim.trees import ANY_TREE, ROWS, TREES, row

JEN = row(
    1,
    {
        "userName": "BJensen@Example.com",
        "externalId": "E-7",
        "name": {"familyName": "Jensen", "givenName": "Barbara"},
        "emails": [
            {"value": "b@work.example", "type": "work", "primary": True},
            {"value": "babs@home.example", "type": "home"},
        ],
        ENTERPRISE_URI: {"department": "Tours", "manager": {"value": "26118915"}},
    },
    True,
    1_700_000_000_000,
)


def holds(text: str, found: Any = JEN, linked: Any = None) -> bool:
    return passes(bind(parse(text), USER), found, linked)


@given(ANY_TREE)
def test_what_is_rendered_is_read_back(tree: Node) -> None:
    assert parse(render(tree)) == tree


@given(TREES, ROWS)
def test_every_filter_can_be_asked_of_a_row_and_of_the_database(tree: Node, rows: list[Any]) -> None:
    bound = bind(tree, USER)
    assert isinstance(query(bound), dict)
    assert all(isinstance(passes(bound, each), bool) for each in rows)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ('userName eq "x"', Compare("userName", "eq", "x")),
        ('userName EQ "a \\"b\\" \\u00e9"', Compare("userName", "eq", 'a "b" é')),
        ("title PR", Present("title")),
        ("active eq True", Compare("active", "eq", True)),
        ("a eq -1.5e2", Compare("a", "eq", -150.0)),
        ("a pr or b pr and c pr", Or((Present("a"), And((Present("b"), Present("c")))))),
        ("(a pr or b pr) and c pr", And((Or((Present("a"), Present("b"))), Present("c")))),
        ("not (a pr) and b pr", And((Not(Present("a")), Present("b")))),
        ("NOT(a pr)", Not(Present("a"))),
        (f'{USER_URI}:userName sw "J"', Compare(f"{USER_URI}:userName", "sw", "J")),
        (
            'emails[type eq "work" and value co "@x"]',
            Within("emails", And((Compare("type", "eq", "work"), Compare("value", "co", "@x")))),
        ),
        (
            'emails[type eq "work"].value eq "x"',
            Within("emails", And((Compare("type", "eq", "work"), Compare("value", "eq", "x")))),
        ),
        ('members.$ref eq "x"', Compare("members.$ref", "eq", "x")),
        ('notify eq "x"', Compare("notify", "eq", "x")),
    ],
)
def test_reads(text: str, tree: Node) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "   ",
            "userName",
            "userName eq",
            'eq "x"',
            'userName eq "x',
            'userName eq "x" and',
            "userName like 1",
        ),
        *(
            "(a pr",
            "a pr)",
            "not a pr",
            "a pr b pr",
            'emails[type eq "x"',
            "emails[]",
            "a[b[c pr]]",
            "a eq 01",
            "a eq 1x",
        ),
        *(
            'userName eq "x"; drop',
            "userName eq 'x'",
            "userName eq {}",
            'a eq "\\x"',
            'a eq "\\u0000"',
            'a eq "\\ud800"',
        ),
        *(
            "a eq 1e999",
            "a eq " + "9" * 30,
            'a eq "b\nc"',
            "(" * 200 + "a pr" + ")" * 200,
            " and ".join(["a pr"] * 101),
        ),
        *('a eq "' + "x" * MAX_LENGTH + '"', "[type eq 1]", ".a eq 1", "a eq\x00 1", "\u00e4 pr"),
    ],
)
def test_refuses(text: str) -> None:
    with pytest.raises(ScimError) as refused:
        parse(text)
    assert refused.value.scim_type == "invalidFilter"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('username eq "bjensen@example.COM"', True),
        ('externalId eq "E-7"', True),
        ('externalId eq "e-7"', False),
        ('name.familyName sw "JEN"', True),
        ('name[familyName eq "jensen" and givenName eq "barbara"]', True),
        ('emails eq "babs@home.example"', True),
        ('emails[type eq "work" and value co "home"]', False),
        ('emails[type eq "home"].value ew "EXAMPLE"', True),
        ('emails[primary eq "True"]', True),
        ('emails[not (type eq "work")]', True),
        ('emails.type ne "work"', False),
        ('emails.type ne "other"', True),
        ("title pr", False),
        ("not (title pr)", True),
        ('title ne "x"', True),
        ("title eq null", True),
        ("emails pr", True),
        (f'{ENTERPRISE_URI}:department eq "tours"', True),
        (f'{ENTERPRISE_URI}:manager.value eq "26118915"', True),
        (f'{ENTERPRISE_URI}:manager eq "26118915"', True),
        ('meta.lastModified gt "2023-11-14T22:13:19Z"', True),
        ('meta.created lt "2023-11-14T22:13:20+00:00"', False),
        ('meta.resourceType eq "User"', True),
        ("active eq false", False),
        ('id eq "id1"', True),
        (f'schemas eq "{USER_URI}"', False),
        ('userName gt "a" and userName le "c"', True),
    ],
)
def test_means(text: str, expected: bool) -> None:
    assert holds(text) is expected


@pytest.mark.parametrize(
    "text",
    [
        *(
            'nope eq "x"',
            "userName eq 5",
            "active gt true",
            "active co true",
            'active eq "perhaps"',
            "userName gt null",
        ),
        *('name eq "x"', 'meta.created co "2"', 'meta.created gt "soon"', 'password eq "x"', "password pr"),
        *(
            'groups co "x"',
            'groups[display eq "x"]',
            'urn:none:userName eq "x"',
            'x509Certificates.value gt "a"',
        ),
        *('meta.version eq "1"', 'emails[nope eq "x"]', 'userName[value eq "x"]', 'emails.value.x eq "y"'),
    ],
)
def test_refuses_what_cannot_be_compared(text: str) -> None:
    with pytest.raises(ScimError) as refused:
        bind(parse(text), USER)
    assert refused.value.scim_type == "invalidFilter"


def test_names_of_another_type_match_nothing_in_a_search_over_all() -> None:
    bound = bind(parse('members.value eq "x" or userName eq "bjensen@example.com"'), USER, lenient=True)
    assert passes(bound, JEN)
    assert not passes(bind(parse("members pr"), USER, lenient=True), JEN)


def test_membership_is_answered_with_what_was_looked_up() -> None:
    bound = bind(parse('groups.value eq "g1" or groups[value eq "g2"]'), USER)
    assert list(links(bound)) == ["g1", "g2"]
    assert passes(bound, JEN, {"g2": frozenset({"id1"})})
    assert not passes(bound, JEN, {"g1": frozenset()})
    assert query(bind(parse('members.value eq "u"'), GROUP), {"u": frozenset({"b", "a"})}) == {
        "_id": {"$in": ["a", "b"]}
    }


def test_no_path_holds_a_dollar() -> None:
    asked = query(bind(parse(f'{ENTERPRISE_URI}:manager.$ref eq "https://x"'), USER))
    assert asked == {"a.enterprise.manager.ref": {"$eq": "https://x"}}
    assert sort_path(USER, f"{ENTERPRISE_URI}:manager.$ref") == "a.enterprise.manager.ref"
    found = row(1, {ENTERPRISE_URI: {"manager": {"$ref": "https://x"}}}, True, 1)
    assert holds(f'{ENTERPRISE_URI}:manager.$ref eq "https://x"', found)


def test_values_never_become_operators() -> None:
    asked = query(bind(parse('userName eq "$ne" and displayName co ".*" and title sw "$where"'), USER))
    assert asked == {
        "$and": [
            {"a.userName": {"$eq": "$ne"}},
            {"a.displayName": {"$regex": r"\.\*"}},
            {"a.title": {"$regex": r"^\$where"}},
        ]
    }
