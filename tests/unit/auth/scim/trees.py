"""Random filters, resources and rows for the property tests."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from services.auth.scim import filters
from services.auth.scim.resources import ENTERPRISE_URI, USER
from services.auth.scim.search import search_document, sort_keys

WORDS = st.sampled_from(
    ["ann", "Ann", "BOB", "bo", "b.b", "x*", "$gt", "ä", "Äa", "a\nb", " ", "é\u0301", "ß", "SS", "0"]
)
KINDS = st.sampled_from(["work", "home", "Work", "other"])
SIMPLE = [
    "userName",
    "username",
    "displayName",
    "title",
    "externalId",
    "id",
    "name.givenName",
    "NAME.familyName",
]
PARTS = ["emails.value", "emails.type", "emails", "phoneNumbers.value", f"{ENTERPRISE_URI}:department"]
INNER = ["value", "type", "Display"]
OPS = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"]


def compare(names: list[str]) -> st.SearchStrategy[filters.Node]:
    """Comparisons of texts, also with null."""
    words = st.builds(filters.Compare, st.sampled_from(names), st.sampled_from(OPS), WORDS)
    nulls = st.builds(filters.Compare, st.sampled_from(names), st.sampled_from(["eq", "ne"]), st.none())
    return st.one_of(words, nulls, st.builds(filters.Present, st.sampled_from(names)))


def joined(leaves: st.SearchStrategy[filters.Node]) -> st.SearchStrategy[filters.Node]:
    """Leaves under and, or and not."""

    def grow(inner: st.SearchStrategy[filters.Node]) -> st.SearchStrategy[filters.Node]:
        several = st.lists(inner, min_size=2, max_size=3).map(tuple)
        return st.one_of(
            st.builds(filters.Not, inner), st.builds(filters.And, several), st.builds(filters.Or, several)
        )

    return st.recursive(leaves, grow, max_leaves=6)


BOOLEANS = st.builds(
    filters.Compare, st.sampled_from(["active", "ACTIVE"]), st.sampled_from(["eq", "ne"]), st.booleans()
)
TIMES = st.builds(
    filters.Compare,
    st.sampled_from(["meta.created", "meta.lastModified"]),
    st.sampled_from(["eq", "ne", "gt", "ge", "lt", "le"]),
    st.sampled_from(["1970-01-01T00:00:00.005Z", "1970-01-01T01:00:00.003+01:00"]),
)
WITHIN = st.builds(filters.Within, st.sampled_from(["emails", "phoneNumbers"]), joined(compare(INNER)))
TREES = joined(st.one_of(compare(SIMPLE + PARTS), BOOLEANS, TIMES, WITHIN))
"""Filters that hold for the User type."""

VALUES = st.one_of(
    WORDS,
    st.integers(-(2**62), 2**62),
    st.booleans(),
    st.none(),
    st.text(max_size=8).filter(lambda t: "\x00" not in t),
)
NAMES = st.from_regex(r"\A[A-Za-z][A-Za-z0-9_-]{0,6}(\.[A-Za-z$][A-Za-z0-9]{0,4})?\Z").filter(
    lambda name: name.lower() not in ("and", "or", "not", "pr", "true", "false", "null")
)
ANY_LEAF = st.one_of(
    st.builds(filters.Present, NAMES), st.builds(filters.Compare, NAMES, st.sampled_from(OPS), VALUES)
)
ANY_TREE = joined(st.one_of(ANY_LEAF, st.builds(filters.Within, NAMES, joined(ANY_LEAF))))
"""Filters of any names and values."""

ELEMENTS = st.lists(
    st.fixed_dictionaries(
        {"value": WORDS}, optional={"type": KINDS, "display": WORDS, "primary": st.booleans()}
    ),
    max_size=3,
)
DOCUMENTS = st.fixed_dictionaries(
    {"userName": WORDS},
    optional={
        "displayName": WORDS,
        "title": WORDS,
        "externalId": WORDS,
        "name": st.fixed_dictionaries({}, optional={"givenName": WORDS, "familyName": WORDS}),
        "emails": ELEMENTS,
        "phoneNumbers": ELEMENTS,
        ENTERPRISE_URI: st.fixed_dictionaries({"department": WORDS}),
    },
)


def row(number: int, document: dict[str, Any], active: bool, created: int) -> dict[str, Any]:
    """The row of a document, as the view has it."""
    found = search_document(USER, document)
    return {
        "_id": f"id{number}",
        "active": active,
        "created": created,
        "modified": created,
        "a": found,
        "k": sort_keys(found),
    }


ROWS = st.lists(st.tuples(DOCUMENTS, st.booleans(), st.integers(0, 6)), min_size=1, max_size=6).map(
    lambda many: [row(number, *each) for number, each in enumerate(many)]
)
