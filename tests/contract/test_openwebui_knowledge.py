"""Contract: `/api/v1/knowledge`, collections, the files in them, and who may see them."""

from __future__ import annotations

from typing import Any

from tests.contract.runner import Case, scenario

KNOWLEDGE = "/api/v1/knowledge"
UPLOAD = "POST /api/v1/files/?process=true&process_in_background=false"
DENIED = {"detail": "string"}
HONEY = {"file": ("honey.txt", b"The hives stand behind the chapel. Honey is drawn in July.", "text/plain")}
WAX = {"file": ("wax.md", b"# Wax\nCandles are poured in autumn.", "text/markdown")}


def may_make_knowledge(kept: dict[str, Any]) -> dict[str, Any]:
    """The default permissions, with knowledge for everybody."""
    permissions = kept["permissions"]
    return {**permissions, "workspace": {**permissions["workspace"], "knowledge": True}}


def may_share_knowledge(kept: dict[str, Any]) -> dict[str, Any]:
    """And with leave to share it with people and groups, though not with everybody."""
    permissions = may_make_knowledge(kept)
    return {**permissions, "sharing": {**permissions["sharing"], "knowledge": True}}


def holds(*names: str) -> Any:
    """The files of the collection."""

    def check(body: Any) -> None:
        assert sorted(file["meta"]["name"] for file in body["files"] or []) == sorted(names)

    return check


def named(*names: str) -> Any:
    """The collections of the list."""

    def check(body: Any) -> None:
        assert sorted(row["name"] for row in body["items"]) == sorted(names)
        assert body["total"] == len(names)

    return check


# fmt: off
CASES = [
    Case("new, not allowed", f"POST {KNOWLEDGE}/create", status=401, shape=DENIED, as_="bob",
         body={"name": "Bees", "description": "hives"}),
    Case("permissions", "GET /api/v1/users/default/permissions", as_="ada", keep={"permissions": ""}),
    Case("permissions changed", "POST /api/v1/users/default/permissions", as_="ada", body=may_make_knowledge),
    # New
    Case("no collections", f"GET {KNOWLEDGE}/", ("0.12.4#474", "0.8.12#471"), as_="bob", check=named()),
    Case("new", f"POST {KNOWLEDGE}/create", "0.12.4#475", as_="bob", keep={"bees": "id"},
         body={"name": "Bees", "description": "hives", "access_grants": []}),
    Case("new without a description", f"POST {KNOWLEDGE}/create", ("0.12.4#476", "0.8.12#473"), as_="bob",
         body={"name": "Bees"}),
    Case("new of another", f"POST {KNOWLEDGE}/create", ("0.12.4#477", "0.8.12#474"), as_="dora",
         body={"name": "Boats", "description": ""}, keep={"boats": "id"}),
    Case("new without a token", f"POST {KNOWLEDGE}/create", status=401, shape=DENIED,
         body={"name": "Bees", "description": ""}),
    Case("list", f"GET {KNOWLEDGE}/?page=1", ("0.12.4#478", "0.8.12#475"), as_="bob", check=named("Bees")),
    Case("list without a token", f"GET {KNOWLEDGE}/", status=401, shape=DENIED),
    # One
    Case("collection", f"GET {KNOWLEDGE}/{{bees}}", "0.8.12#478", as_="bob", check=holds()),
    Case("unknown collection", f"GET {KNOWLEDGE}/none", ("0.12.4#482", "0.8.12#479"), as_="bob"),
    Case("another's collection", f"GET {KNOWLEDGE}/{{bees}}", "0.12.4#483", as_="dora"),
    Case("collection without a token", f"GET {KNOWLEDGE}/{{bees}}", status=401, shape=DENIED),
    Case("shared without leave to", f"POST {KNOWLEDGE}/{{bees}}/access/update", as_="bob",
         status=403, shape=DENIED,
         body={"access_grants": [{"principal_type": "user", "principal_id": "{dora_id}",
             "permission": "read"}]}),
    Case("leave to share", "POST /api/v1/users/default/permissions", as_="ada", body=may_share_knowledge),
    Case("shared with everybody without leave to", f"POST {KNOWLEDGE}/{{bees}}/access/update", as_="bob",
         status=403, shape=DENIED,
         body={"access_grants": [{"principal_type": "user", "principal_id": "*", "permission": "read"}]}),
    Case("shared with a group that is not there", f"POST {KNOWLEDGE}/{{bees}}/access/update", as_="bob",
         status=403, shape=DENIED,
         body={"access_grants": [{"principal_type": "group", "principal_id": "none",
             "permission": "read"}]}),
    Case("shared", f"POST {KNOWLEDGE}/{{bees}}/access/update", as_="bob",
         body={"access_grants": [{"principal_type": "user", "principal_id": "{dora_id}",
             "permission": "read"}]}),
    Case("now readable", f"GET {KNOWLEDGE}/{{bees}}", ("0.12.4#486", "0.8.12#483"), as_="dora"),
    # Files
    Case("a file", UPLOAD, as_="bob", files=HONEY, keep={"honey": "id"}),
    Case("another file", UPLOAD, as_="bob", files=WAX, keep={"wax": "id"}),
    Case("a file of another", UPLOAD, as_="dora", keep={"oar": "id"},
         files={"file": ("oar.txt", b"Oars are made of ash.", "text/plain")}),
    Case("file added", f"POST {KNOWLEDGE}/{{bees}}/file/add", ("0.12.4#487", "0.8.12#484"), as_="bob",
         body={"file_id": "{honey}"}, check=holds("honey.txt")),
    Case("file added again", f"POST {KNOWLEDGE}/{{bees}}/file/add", "0.12.4#488", as_="bob",
         body={"file_id": "{honey}"}, check=holds("honey.txt")),
    Case("a fresh file added", f"POST {KNOWLEDGE}/{{bees}}/file/add", ("0.12.4#502", "0.8.12#499"), as_="bob",
         body={"file_id": "{wax}"}, check=holds("honey.txt", "wax.md")),
    Case("unknown file added", f"POST {KNOWLEDGE}/{{bees}}/file/add", ("0.12.4#489", "0.8.12#486"), as_="bob",
         body={"file_id": "none"}),
    Case("added by a reader", f"POST {KNOWLEDGE}/{{bees}}/file/add", "0.8.12#487", as_="dora",
         body={"file_id": "{oar}"}),
    Case("another's file added", f"POST {KNOWLEDGE}/{{bees}}/file/add", ("0.12.4#489", "0.8.12#486"),
         as_="bob", body={"file_id": "{oar}"}),
    Case("added to no collection", f"POST {KNOWLEDGE}/none/file/add", ("0.12.4#489", "0.8.12#486"), as_="bob",
         body={"file_id": "{honey}"}),
    Case("nothing added", f"POST {KNOWLEDGE}/{{bees}}/file/add", status=422, shape={"detail": "any"},
         as_="bob", body={}),
    Case("with files", f"GET {KNOWLEDGE}/{{bees}}", "0.12.4#494", as_="bob"),
    Case("file removed", f"POST {KNOWLEDGE}/{{bees}}/file/remove?delete_file=false",
         ("0.12.4#499", "0.8.12#496"), as_="bob", body={"file_id": "{wax}"}, check=holds("honey.txt")),
    Case("removed file stays a file", "GET /api/v1/files/{wax}", ("0.12.4#380", "0.8.12#377"), as_="bob"),
    Case("file removed by a reader", f"POST {KNOWLEDGE}/{{bees}}/file/remove", status=400, shape=DENIED,
         as_="dora", body={"file_id": "{honey}"}),
    Case("reset", f"POST {KNOWLEDGE}/{{bees}}/reset", as_="bob"),
    Case("added after a reset", f"POST {KNOWLEDGE}/{{bees}}/file/add", ("0.12.4#501", "0.8.12#498"),
         as_="bob", body={"file_id": "{honey}"}),
    # Gone
    Case("deleted by another", f"DELETE {KNOWLEDGE}/{{boats}}/delete", ("0.12.4#504", "0.8.12#501"),
         as_="bob"),
    Case("deleted", f"DELETE {KNOWLEDGE}/{{boats}}/delete", ("0.12.4#505", "0.8.12#502"), as_="dora"),
    Case("deleted again", f"DELETE {KNOWLEDGE}/{{boats}}/delete", "0.8.12#503", as_="dora"),
    Case("the list's other spelling", f"GET {KNOWLEDGE}/list", ("0.12.4#478", "0.12.4#480"), as_="bob"),
    Case("permissions as they were", "POST /api/v1/users/default/permissions", as_="ada",
         body=lambda kept: kept["permissions"]),
]
# fmt: on

test_rows = scenario(CASES)
