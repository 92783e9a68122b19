"""Contract: `/api/v1/notes`, texts that people keep, share, pin and find again."""

from __future__ import annotations

from typing import Any

from tests.contract.runner import Case, scenario

NOTES = "/api/v1/notes"
DENIED = {"detail": "string"}
MILK = {"content": {"json": None, "html": "<p>milk</p>", "md": "milk"}}
EGGS = {"content": {"json": None, "html": "<p>eggs</p>", "md": "eggs"}}
TO_DORA = {"access_grants": [{"principal_type": "user", "principal_id": "{dora_id}", "permission": "read"}]}


def may_share_notes(kept: dict[str, Any]) -> dict[str, Any]:
    """The default permissions, with leave to share notes."""
    permissions = kept["permissions"]
    return {**permissions, "sharing": {**permissions["sharing"], "notes": True}}


def without_notes(kept: dict[str, Any]) -> dict[str, Any]:
    """The default permissions, without notes."""
    permissions = kept["permissions"]
    return {**permissions, "features": {**permissions["features"], "notes": False}}


def titled(*titles: str) -> Any:
    """The notes of the list, in order."""

    def check(body: Any) -> None:
        rows = body["items"] if isinstance(body, dict) else body
        assert [row["title"] for row in rows] == list(titles)
        if isinstance(body, dict):
            assert body["total"] == len(titles)

    return check


def nanoseconds(body: Any) -> None:
    """Times as clients of notes expect them."""
    assert body["created_at"] > 1_700_000_000_000_000_000
    assert body["updated_at"] >= body["created_at"]


# fmt: off
CASES = [
    Case("no notes", f"GET {NOTES}/", ("0.12.4#161", "0.8.12#159"), as_="bob", check=titled()),
    Case("without a token", f"GET {NOTES}/", status=401, shape=DENIED),
    Case("permissions", "GET /api/v1/users/default/permissions", as_="ada", keep={"permissions": ""}),
    Case("permission taken", "POST /api/v1/users/default/permissions", as_="ada", body=without_notes),
    Case("not allowed", f"GET {NOTES}/", status=401, shape=DENIED, as_="bob"),
    Case("permission back", "POST /api/v1/users/default/permissions", as_="ada",
         body=lambda kept: kept["permissions"]),
    Case("new", f"POST {NOTES}/create", ("0.12.4#162", "0.8.12#160"), as_="bob", keep={"note": "id"},
         body={"title": "Shopping", "data": MILK, "meta": None, "access_grants": []}, check=nanoseconds),
    Case("new without a title", f"POST {NOTES}/create", ("0.12.4#163", "0.8.12#161"), as_="bob", body={}),
    Case("list", f"GET {NOTES}/", ("0.12.4#164", "0.8.12#162"), as_="bob", check=titled("Shopping")),
    Case("list, a page", f"GET {NOTES}/?page=1", ("0.12.4#165", "0.8.12#163"), as_="bob",
         check=titled("Shopping")),
    Case("list, no such page", f"GET {NOTES}/?page=x", status=422, shape={"detail": "any"}, as_="bob"),
    Case("search", f"GET {NOTES}/search?query=milk", ("0.12.4#166", "0.8.12#164"), as_="bob",
         check=titled("Shopping")),
    Case("search, nothing found", f"GET {NOTES}/search?query=.*", as_="bob", check=titled()),
    Case("the reference's spelling of search", f"GET {NOTES}/list?query=shop", "0.12.4#166", as_="bob",
         check=titled("Shopping")),
    Case("search of another", f"GET {NOTES}/search?query=milk", as_="dora", check=titled()),
    Case("read", f"GET {NOTES}/{{note}}", ("0.12.4#167", "0.8.12#165"), as_="bob"),
    Case("read by the reference's spelling", f"GET {NOTES}/id/{{note}}", "0.12.4#167", as_="bob"),
    Case("read by another", f"GET {NOTES}/{{note}}", ("0.12.4#168", "0.8.12#166"), as_="dora"),
    Case("unknown", f"GET {NOTES}/nope", ("0.12.4#169", "0.8.12#167"), as_="bob"),
    Case("changed", f"POST {NOTES}/{{note}}/update", ("0.12.4#170", "0.8.12#168"), as_="bob",
         body={"title": "Shopping 2", "data": EGGS}, check=nanoseconds),
    Case("changed by another", f"POST {NOTES}/{{note}}/update", "0.12.4#171", as_="dora",
         body={"title": "x"}),
    Case("shared without leave to", f"POST {NOTES}/{{note}}/access/update", "0.12.4#172", as_="bob",
         body=TO_DORA),
    Case("leave to share", "POST /api/v1/users/default/permissions", as_="ada", body=may_share_notes),
    Case("shared", f"POST {NOTES}/{{note}}/access/update", ("0.12.4#174", "0.8.12#172"), as_="bob",
         body=TO_DORA),
    Case("now readable", f"GET {NOTES}/{{note}}", ("0.12.4#175", "0.8.12#173"), as_="dora"),
    Case("changed by a reader", f"POST {NOTES}/id/{{note}}/update", "0.8.12#174", as_="dora",
         body={"title": "x"}),
    Case("only to be read", f"GET {NOTES}/list?permission=read_only&view_option=shared", as_="dora",
         check=titled("Shopping 2")),
    Case("nothing to change", f"GET {NOTES}/list?permission=write", as_="dora", check=titled()),
    Case("an order there is not", f"GET {NOTES}/list?order_by=$where", status=400, shape=DENIED, as_="bob"),
    # Pins
    Case("pinned by a reader", f"POST {NOTES}/{{note}}/pin", "0.12.4#174", as_="dora"),
    Case("pinned ones", f"GET {NOTES}/pinned", "0.12.4#164", as_="dora", check=titled("Shopping 2")),
    Case("not those of others", f"GET {NOTES}/pinned", "0.12.4#161", as_="bob", check=titled()),
    Case("no longer pinned", f"POST {NOTES}/{{note}}/pin", "0.12.4#174", as_="dora"),
    Case("none pinned", f"GET {NOTES}/pinned", "0.12.4#161", as_="dora", check=titled()),
    # Versions
    Case("versions", f"GET {NOTES}/{{note}}/history", as_="dora", keep={"first": "1.version"},
         check=titled("Shopping 2", "Shopping")),
    Case("the first version", f"GET {NOTES}/{{note}}/history/{{first}}", as_="dora",
         shape={"version": "integer", "title": "string", "user_id": "string", "created_at": "integer",
             "data": "any"}),
    Case("no such version", f"GET {NOTES}/{{note}}/history/77", status=404, shape=DENIED, as_="dora"),
    # Gone
    Case("deleted by another", f"DELETE {NOTES}/{{note}}/delete", ("0.12.4#179", "0.8.12#177"), as_="dora"),
    Case("deleted", f"DELETE {NOTES}/{{note}}/delete", "0.8.12#178", as_="bob"),
    Case("deleted again", f"DELETE {NOTES}/id/{{note}}/delete", ("0.12.4#181", "0.8.12#179"), as_="bob"),
    Case("permissions as they were", "POST /api/v1/users/default/permissions", as_="ada",
         body=lambda kept: kept["permissions"]),
]
# fmt: on

test_rows = scenario(CASES)
