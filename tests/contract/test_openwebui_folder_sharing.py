"""Contract: folders of `/api/v1/folders` that others may look into."""

from __future__ import annotations

from typing import Any

from tests.contract.runner import Case, scenario
from tests.contract.test_openwebui_chats import CHATS, DENIED, document, nothing, only

FOLDERS = "/api/v1/folders"
HONEY = {
    **document("Honey", "When is it ripe?", "When the combs are sealed."),
    "params": {"system": "Be brief"},
}


def grants(permission: str) -> Any:
    """A body that lets Bob in."""

    def body(kept: Any) -> Any:
        who = {"principal_type": "user", "principal_id": kept["bob_id"], "permission": permission}
        return {"access_grants": [who], "share_mode": "continue"}

    return body


def listed(permission: str) -> Any:
    """Both folders of the administrator's, with this permission; the one inside has its parent."""

    def check(body: Any) -> None:
        folders = {one["name"]: one for one in body}
        assert {"Hives of the yard", "Yard"} <= folders.keys()
        outer, inner = folders["Yard"], folders["Hives of the yard"]
        assert {outer["permission"], inner["permission"]} == {permission}
        assert (outer["parent_id"], inner["parent_id"]) == (None, outer["id"])
        assert (outer["data"] is None) is (permission == "read")

    return check


def one_grant(body: Any) -> None:
    """The owner sees with whom it is shared."""
    assert [one["permission"] for one in body["access_grants"]] == ["read"]
    assert body["write_access"] is True


def reader(body: Any) -> None:
    """A reader does not."""
    assert (body["access_grants"], body["write_access"], body["data"]) == ([], False, None)


def as_others_see_it(body: Any) -> None:
    """What it says, and nothing of its owner's."""
    chat = body[0] if isinstance(body, list) else body
    assert len(chat["chat"]["history"]["messages"]) == 2
    assert "params" not in chat["chat"]
    assert (chat["meta"], chat["variables"], chat["share_id"]) == ({}, {}, None)


def has(**expected: Any) -> Any:
    """These keys of the reply."""

    def check(body: Any) -> None:
        assert {key: body.get(key) for key in expected} == expected

    return check


# fmt: off
CASES = [
    Case("a folder", f"POST {FOLDERS}/", shape="any", as_="ada",
         body={"name": "Yard", "data": {"system_prompt": "s"}}, keep={"outer": "id"}),
    Case("a folder in it", f"POST {FOLDERS}/", shape="any", as_="ada",
         body={"name": "Hives of the yard", "parent_id": "{outer}"}, keep={"inner": "id"}),
    Case("a chat in that", f"POST {CHATS}/new", shape="any", as_="ada",
         body={"chat": HONEY, "folder_id": "{inner}"}, keep={"chat": "id"}),
    Case("a tag on it", f"POST {CHATS}/{{chat}}/tags", shape="any", as_="ada", body={"name": "bees"}),
    # Nobody looks in
    Case("nothing is shared", f"GET {FOLDERS}/shared", shape=[], as_="bob", check=nothing),
    Case("not his", f"GET {FOLDERS}/{{inner}}", status=404, shape=DENIED, as_="bob"),
    Case("nor the chat", f"GET {CHATS}/{{chat}}", status=401, shape=DENIED, as_="bob"),
    Case("shared by somebody else", f"POST {FOLDERS}/{{outer}}/access/update", status=404, shape=DENIED,
         as_="bob", body=grants("write")),
    Case("a folder of his own", f"POST {FOLDERS}/", shape="any", as_="bob", body={"name": "Shelf"},
         keep={"shelf": "id"}),
    Case("users need a permission for it", f"POST {FOLDERS}/{{shelf}}/access/update", status=403,
         shape=DENIED, as_="bob", body={"access_grants": [
             {"principal_type": "user", "principal_id": "*", "permission": "read"}]}),
    Case("shared in no known way", f"POST {FOLDERS}/{{outer}}/access/update", status=422, shape="any",
         as_="ada", body={"access_grants": [], "share_mode": "frozen"}),
    Case("shared with nonsense", f"POST {FOLDERS}/{{outer}}/access/update", status=400, shape=DENIED,
         as_="ada", body={"access_grants": [{"principal_type": "robot"}]}),
    # Readers
    Case("shared", f"POST {FOLDERS}/{{outer}}/access/update", shape="any", as_="ada", body=grants("read"),
         check=one_grant),
    Case("what is shared", f"GET {FOLDERS}/shared", as_="bob", check=listed("read"), shape=[{
        "id": "string", "parent_id": "any", "user_id": "string", "name": "string", "meta": "any",
        "data": "any", "owner_name": "string", "permission": "string", "created_at": "integer",
        "updated_at": "integer"}]),
    Case("not among one's own", f"GET {FOLDERS}/shared", shape=[], as_="ada", check=nothing),
    Case("not with others", f"GET {FOLDERS}/shared", shape=[], as_="dora", check=nothing),
    Case("the folder", f"GET {FOLDERS}/{{inner}}", shape="any", as_="bob", check=reader),
    Case("chats in it", f"GET {CHATS}/folder/{{inner}}/list", shape="any", as_="bob", check=only("Honey")),
    Case("chats with documents", f"GET {CHATS}/folder/{{outer}}", shape="any", as_="bob",
         check=as_others_see_it),
    Case("a chat", f"GET {CHATS}/{{chat}}", shape="any", as_="bob", check=as_others_see_it),
    Case("no older versions", f"GET {CHATS}/{{chat}}?version=1", status=401, shape=DENIED, as_="bob"),
    Case("readers read", f"POST {FOLDERS}/{{outer}}/read", as_="bob", shape="any",
         check=has(updated_count=0)),
    Case("readers do not rename", f"POST {FOLDERS}/{{outer}}/update", status=404, shape=DENIED, as_="bob",
         body={"name": "Mine"}),
    Case("readers do not write", f"POST {CHATS}/{{chat}}", status=401, shape=DENIED, as_="bob",
         body={"chat": {"title": "Mine"}}),
    Case("readers put nothing in", f"POST {CHATS}/new", status=404, shape=DENIED, as_="bob",
         body={"chat": HONEY, "folder_id": "{outer}"}),
    Case("others still see nothing", f"GET {CHATS}/{{chat}}", status=401, shape=DENIED, as_="dora"),
    # Writers
    Case("shared for writing", f"POST {FOLDERS}/{{outer}}/access/update", shape="any", as_="ada",
         body=grants("write")),
    Case("what is shared now", f"GET {FOLDERS}/shared", as_="bob", check=listed("write")),
    Case("writers rename", f"POST {FOLDERS}/{{inner}}/update", shape="any", as_="bob",
         body={"name": "Bees of the yard"}, check=has(name="Bees of the yard")),
    Case("its owner sees it", f"GET {FOLDERS}/{{inner}}", shape="any", as_="ada",
         check=has(name="Bees of the yard", write_access=True)),
    Case("writers do not share", f"POST {FOLDERS}/{{outer}}/access/update", status=404, shape=DENIED,
         as_="bob", body=grants("write")),
    Case("writers do not delete", f"DELETE {FOLDERS}/{{outer}}", status=404, shape=DENIED, as_="bob"),
    # The end
    Case("shared no longer", f"POST {FOLDERS}/{{outer}}/access/update", shape="any", as_="ada",
         body={"access_grants": []}),
    Case("nothing is left", f"GET {FOLDERS}/shared", shape=[], as_="bob", check=nothing),
    Case("nor the chat any more", f"GET {CHATS}/{{chat}}", status=401, shape=DENIED, as_="bob"),
    Case("deleted", f"DELETE {FOLDERS}/{{outer}}", shape="boolean", as_="ada"),
]
# fmt: on

test_rows = scenario(CASES)
