"""A filter asked of MongoDB finds exactly the rows it passes for."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymongo import MongoClient

from services.auth.scim.binding import bind
from services.auth.scim.evaluate import passes
from services.auth.scim.filters import Node, render
from services.auth.scim.mongo import query
from services.auth.scim.resources import USER
from tests.unit.auth.scim.trees import ROWS, TREES


@pytest.fixture(scope="module")
def rows(mongo_url: str) -> Any:
    """A collection for rows."""
    with MongoClient[dict[str, Any]](mongo_url) as client:
        yield client["t_scim_filters"]["rows"]
        client.drop_database("t_scim_filters")


@settings(max_examples=120)
@given(many=ROWS, trees=st.lists(TREES, min_size=4, max_size=8))
def test_the_database_and_the_evaluation_agree(rows: Any, many: list[Any], trees: list[Node]) -> None:
    rows.delete_many({})
    rows.insert_many(many)
    for tree in trees:
        bound = bind(tree, USER)
        found = {each["_id"] for each in rows.find(query(bound), {"_id": 1})}
        assert found == {each["_id"] for each in many if passes(bound, each)}, render(tree)
