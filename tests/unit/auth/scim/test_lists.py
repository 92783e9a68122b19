"""Queries, projections, sorting, bulk order and what the server tells about itself."""

from __future__ import annotations

from typing import Any

import pytest
from scim2_models import Context, EnterpriseUser, Group, ResourceType, Schema, ServiceProviderConfig, User

from services.auth.scim import bulk, discovery, lists, projection
from services.auth.scim.errors import ScimError, error_document
from services.auth.scim.resources import ENTERPRISE_URI, USER, USER_URI
from services.auth.scim.search import search_document, sort_keys, sort_path

RESOURCE: dict[str, Any] = {
    "schemas": [USER_URI],
    "id": "1",
    "userName": "ada",
    "name": {"givenName": "Ada", "familyName": "L"},
    "emails": [{"value": "a@x.example", "type": "work"}, {"value": "b@x.example"}],
    ENTERPRISE_URI: {"department": "D", "division": "V"},
    "meta": {"resourceType": "User", "created": "2026-01-01T00:00:00Z"},
}


def shown(only: str = "", without: str = "") -> dict[str, Any]:
    return projection.read(only, without).apply(USER, RESOURCE)


@pytest.mark.parametrize(
    ("only", "keys"),
    [
        ("userName", {"schemas", "id", "userName"}),
        ("USERNAME, nope", {"schemas", "id", "userName"}),
        (f"{USER_URI}:userName", {"schemas", "id", "userName"}),
        ("password", {"schemas", "id"}),
        ('emails[type eq "work,home"],userName', {"schemas", "id", "emails", "userName"}),
        ("meta", {"schemas", "id", "meta"}),
        (ENTERPRISE_URI, {"schemas", "id", ENTERPRISE_URI}),
    ],
)
def test_attributes(only: str, keys: set[str]) -> None:
    assert set(shown(only)) == keys


def test_parts_of_attributes() -> None:
    assert shown("name.givenName")["name"] == {"givenName": "Ada"}
    assert shown("emails.value,emails.type")["emails"] == RESOURCE["emails"]
    assert shown("emails.type")["emails"] == [{"type": "work"}, {}]
    assert shown(f"{ENTERPRISE_URI}:division")[ENTERPRISE_URI] == {"division": "V"}
    assert shown(without="name.givenName,emails.type")["name"] == {"familyName": "L"}
    assert shown(without=f"{ENTERPRISE_URI}:division")[ENTERPRISE_URI] == {"department": "D"}
    assert set(RESOURCE) - set(shown(without=f"emails,id,schemas,meta,{ENTERPRISE_URI}")) == {
        "emails",
        "meta",
        ENTERPRISE_URI,
    }


def test_both_lists_of_attributes_are_refused() -> None:
    with pytest.raises(ScimError):
        projection.read("a", "b")


@pytest.mark.parametrize(
    ("sent", "start", "count"),
    [
        ({}, 1, 20),
        ({"startIndex": 0, "count": -5}, 1, 0),
        ({"startIndex": "7", "count": "100"}, 7, 100),
        ({"startIndex": "-3", "count": 1_000_000}, 1, 100),
        ({"STARTINDEX": 2, "Count": 0}, 2, 0),
        ({"startIndex": 10**30}, 2**31 - 1, 20),
    ],
)
def test_pages_are_clamped(sent: dict[str, Any], start: int, count: int) -> None:
    query = lists.read_query(sent)
    assert (query.start, query.count) == (start, count)


@pytest.mark.parametrize(
    "sent",
    [
        *({"count": "many"}, {"count": 1.5}, {"startIndex": True}, {"sortOrder": "up"}, {"filter": 5}),
        *({"attributes": [5]}, {"sortBy": []}, {"filter": "x y"}, {"schemas": ["urn:x"]}),
    ],
)
def test_queries_that_are_refused(sent: dict[str, Any]) -> None:
    with pytest.raises(ScimError) as error:
        lists.read_search(sent)
    assert error.value.status == 400


def test_sorting_is_by_the_primary_value() -> None:
    found = search_document(USER, {"emails": [{"value": "A"}, {"value": "Z", "primary": True}], "title": ""})
    assert sort_keys(found)["emails"]["value"] == "z"
    assert sort_path(USER, "emails") == "k.emails.value"
    assert sort_path(USER, "NAME.familyname") == "a.name.familyName"
    assert sort_path(USER, "meta.created") == "created"
    for name in ("nope", "password", "name", "groups", "meta.version"):
        with pytest.raises(ScimError):
            sort_path(USER, name)


def operation(method: str, path: str, bulk_id: str = "", data: Any = None) -> dict[str, Any]:
    return {"method": method, "path": path, "bulkId": bulk_id, "data": data}


def test_bulk_operations_wait_for_what_they_refer_to() -> None:
    group = operation("post", "/Groups", "g", {"members": [{"value": "bulkId:u"}]})
    user = operation("POST", "/Users", "u", {"userName": "u"})
    change = operation("PATCH", "/users/bulkId:u", "", {})
    request = bulk.read({"schemas": [bulk.REQUEST], "Operations": [change, group, user], "failOnErrors": 1})
    assert [each.bulk_id or each.method for each in bulk.ordered(request.operations)] == ["u", "PATCH", "g"]
    assert bulk.resolved(group["data"], {"u": "1"}) == {"members": [{"value": "1"}]}
    with pytest.raises(ScimError):
        bulk.resolved(group["data"], {})


def test_bulk_operations_in_a_circle_are_kept_but_not_resolved() -> None:
    one = operation("POST", "/Groups", "a", {"members": ["bulkId:b"]})
    two = operation("POST", "/Groups", "b", {"members": ["bulkId:a"]})
    request = bulk.read({"schemas": [bulk.REQUEST], "Operations": [one, two]})
    assert len(bulk.ordered(request.operations)) == 2


@pytest.mark.parametrize(
    "operations",
    [
        *(
            "x",
            [5],
            [operation("GET", "/Users")],
            [operation("POST", "/Users/1", "x")],
            [operation("PUT", "/Users")],
        ),
        *(
            [operation("POST", "/Users")],
            [operation("POST", "/Things", "x")],
            [{"method": "PUT", "path": "/Users/1"}],
        ),
        *([operation("POST", "/Users", "x", {})] * 2,),
        [operation("DELETE", "/Users/../1")],
        [operation("DELETE", "/Users/1")] * 201,
    ],
)
def test_bulk_requests_that_are_refused(operations: Any) -> None:
    sent = [operations, operations] if isinstance(operations, dict) else operations
    with pytest.raises(ScimError):
        bulk.read({"schemas": [bulk.REQUEST], "Operations": sent})


def test_what_is_announced_is_read_by_a_strict_client() -> None:
    base = "https://parlance.example/api/v1/scim/v2"
    for document in discovery.schemas(base):
        Schema.model_validate(document, scim_ctx=Context.RESOURCE_QUERY_RESPONSE)
    for document in discovery.resource_types(base):
        ResourceType.model_validate(document, scim_ctx=Context.RESOURCE_QUERY_RESPONSE)
    ServiceProviderConfig.model_validate(discovery.service_provider_config(base))


def test_the_announced_schemas_are_full() -> None:
    """Every attribute of the RFC is announced, with the same type and mutability."""
    for model in (User, EnterpriseUser, Group):
        full = {each.name: each for each in model.to_schema().attributes}
        ours = next(each for each in discovery.schemas("") if each["id"] == str(model.to_schema().id))
        told = {each["name"]: each for each in ours["attributes"]}
        assert set(told) >= set(full) - {"externalId"}
        for name in set(told) & set(full):
            assert told[name]["type"] == full[name].type.value
            assert told[name]["multiValued"] == full[name].multi_valued
            parts = {each.name for each in full[name].sub_attributes or []}
            assert {each["name"] for each in told[name].get("subAttributes", [])} >= parts


def test_an_error_has_its_status_as_text() -> None:
    assert error_document(404, "gone")["status"] == "404"
    assert ScimError("noTarget", "x").document()["scimType"] == "noTarget"
