"""Search filters: what people type is a value, what administrators write is a filter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ldap3.operation.search import compile_filter, parse_filter

from services.auth.domain.directory import filters

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


def the_value(text: str) -> bytes:
    """The value of a filter of one comparison, as the library that sends it reads it."""
    tree = parse_filter(text, None, True, False, None, False)
    sent = compile_filter(tree.elements[0])
    return bytes(sent["equalityMatch"]["assertionValue"])


@given(WORDS)
def test_whatever_is_typed_is_the_value_and_nothing_else(name: str) -> None:
    text = filters.of_person("uid", name, "")
    assert filters.problem(text) == ""
    assert the_value(text) == name.encode()


@given(WORDS)
def test_beside_another_filter_too(name: str) -> None:
    text = filters.of_person("uid", name, "(title=staff)(!(title=guest))")
    assert filters.problem(text) == ""
    assert text.endswith("(title=staff)(!(title=guest)))")


@given(WORDS, WORDS)
def test_a_group_filter_takes_both_values_as_they_are(dn: str, username: str) -> None:
    """Also when one of them looks like a placeholder."""
    text = filters.of_groups("(|(member={dn})(memberUid={username}))", dn, username)
    assert filters.problem(text) == ""
    assert text == f"(|(member={filters.escape(dn)})(memberUid={filters.escape(username)}))"


@pytest.mark.parametrize(
    "text",
    [
        "(uid=jo)",
        "(objectClass=*)",
        "(&(a=b)(|(c=d)(!(e=f))))",
        "(cn=J*n* Doe)",
        "(cn=\\28paren\\29)",
        "(age>=3)",
        "(cn~=jo)",
        "(memberOf:1.2.840.113556.1.4.1941:=cn=staff,dc=example)",
        "(1.3.6.1.4.1=x)",
        "(&)",
        "(cn=é)",
        "(:dn:2.4.6:=x)",
    ],
)
def test_filters_of_the_standard_are_filters(text: str) -> None:
    assert filters.problem(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "uid=jo",
        "(uid=jo",
        "uid=jo)",
        "(uid=jo))",
        "(uid=jo)(uid=x)",
        "()",
        "(uid)",
        "(=x)",
        "(a b=c)",
        "(cn=\\2)",
        "(cn=(x))",
        "(!(a=b)(c=d))",
        "(cn=\0)",
        "(" * 100 + "a=b" + ")" * 100,
        "(" + "&" * 3 + ")",
        "(!" * 50 + "(a=b)" + ")" * 50,
        "(a=" + "x" * 5000 + ")",
    ],
)
def test_anything_else_is_refused_with_a_reason(text: str) -> None:
    assert filters.problem(text)


def test_several_filters_may_follow_each_other_where_that_is_meant() -> None:
    assert filters.problem("(a=b)(c=d)", several=True) == ""
    assert filters.problem("(a=b)c", several=True)


@given(st.text(alphabet="()&|!=*\\a1 :~<>", max_size=30))
def test_judging_a_filter_never_fails(text: str) -> None:
    """And what is judged to be one has its parentheses in pairs."""
    if not filters.problem(text):
        assert text.count("(") == text.count(")")


@pytest.mark.parametrize("text", ["uid", "sAMAccountName", "2.5.4.3", "cn;lang-de", "x-employee-1"])
def test_attributes_are_named_as_the_standard_says(text: str) -> None:
    assert filters.is_attribute(text)


@pytest.mark.parametrize("text", ["", "*", "uid)(x=*", "e mail", "-x", "uid=", "1", "ü", "cn\n"])
def test_nothing_else_names_an_attribute(text: str) -> None:
    assert not filters.is_attribute(text)
