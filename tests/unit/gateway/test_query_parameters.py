"""Reading query parameters: what is taken, what is refused, and how that is said."""

from __future__ import annotations

from typing import Any

import pytest

from services.gateway.codec.decode import Invalid
from services.gateway.codec.params import query_fields, query_reader
from tests.unit.gateway.reading import pb, plans


def query(text: str) -> Any:
    plan = plans.of(pb.ListThings.DESCRIPTOR)
    reader = query_reader(query_fields(plan, "", ()), 16)
    assert reader is not None
    made = pb.ListThings()
    reader(text.encode(), made)
    return made


def test_query_parameters_become_fields() -> None:
    made = query("page=2&archived=yes&tag=a&tag=b&ratio=1&text=a%20b%2B+c&nobody=1&hidden=x")
    assert (made.page, made.archived, list(made.tag), made.ratio) == (2, True, ["a", "b"], 1.0)
    assert made.text == "a b+ c"
    assert made.hidden == ""


@pytest.mark.parametrize(
    ("text", "kind", "loc"),
    [
        ("page=x", "int_parsing", ["query", "page"]),
        ("page=", "int_parsing", ["query", "page"]),
        ("page=0", "greater_than_equal", ["query", "page"]),
        ("archived=2", "bool_parsing", ["query", "archived"]),
        ("tag=a&tag=b&tag=c&tag=d", "too_long", ["query", "tag"]),
        ("text=%ff", "unicode", ["query"]),
        ("page=99999999999999999999999", "int_parsing", ["query", "page"]),
        ("ratio=inf", "finite_number", ["query", "ratio"]),
    ],
)
def test_bad_query_parameters_are_named(text: str, kind: str, loc: list[str]) -> None:
    with pytest.raises(Invalid) as caught:
        query(text)
    assert [(e["type"], e["loc"]) for e in caught.value.errors] == [(kind, loc)]
