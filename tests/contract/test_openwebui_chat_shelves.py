"""Contract: pinned chats, the archive and tags of `/api/v1/chats`."""

from __future__ import annotations

from typing import Any

from tests.contract.runner import Case, scenario
from tests.contract.test_openwebui_chats import CHATS, DENIED, document, nothing, only, stamped

PLUM = document("Pruning the plum tree", "When is a plum tree pruned?", "After the harvest.")
KILN = document("Firing the kiln", "How hot does the kiln get?", "Twelve hundred degrees.")

COPY = {
    **document("Copied notes", "What is left?", "Little."),
    "originalChatId": "",
    "branchPointMessageId": "",
}


LATER = {
    **stamped(document("Copied later", "What else?", "Nothing.")),
    "originalChatId": "",
    "branchPointMessageId": "",
}
answered = list(LATER["history"]["messages"].values())[1]
LATER["history"]["messages"][answered["id"]] = {**answered, "statusHistory": [{"description": "Thinking"}]}


def pinned(expected: bool) -> Any:
    """The reply's `pinned`."""

    def check(body: Any) -> None:
        assert body["pinned"] is expected

    return check


def archived(expected: bool) -> Any:
    """The reply's `archived`."""

    def check(body: Any) -> None:
        assert body["archived"] is expected
        assert body["folder_id"] is None

    return check


def equals(expected: Any) -> Any:
    """The whole reply."""

    def check(body: Any) -> None:
        assert body == expected

    return check


def tags(*expected: str) -> Any:
    """Tags with these ids, in this order."""

    def check(body: Any) -> None:
        assert [tag["id"] for tag in body] == list(expected)

    return check


# fmt: off
CASES = [
    Case("a chat", f"POST {CHATS}/new", ("0.12.4#183", "0.8.12#181"), as_="bob", body={"chat": PLUM},
         keep={"chat": "id"}),
    Case("a second chat", f"POST {CHATS}/new", ("0.12.4#183", "0.8.12#181"), as_="bob", body={"chat": KILN},
         keep={"other": "id"}),
    # Tags
    Case("no tags", f"GET {CHATS}/{{chat}}/tags", ("0.12.4#200", "0.8.12#198"), as_="bob", check=nothing),
    Case("tagged", f"POST {CHATS}/{{chat}}/tags", ("0.12.4#201", "0.8.12#199"), as_="bob",
         body={"name": "Old Garden"}, check=tags("old_garden")),
    Case("a reserved name", f"POST {CHATS}/{{chat}}/tags", ("0.12.4#202", "0.8.12#200"), as_="bob",
         body={"name": "None"}),
    Case("tagged twice", f"POST {CHATS}/{{chat}}/tags/new", ("0.12.4#205", "0.8.12#201"), as_="bob",
         body={"name": "fruit"}, check=tags("old_garden", "fruit")),
    Case("tagged again", f"POST {CHATS}/{{chat}}/tags", ("0.12.4#205", "0.8.12#201"), as_="bob",
         body={"name": "OLD garden"}, check=tags("old_garden", "fruit")),
    Case("a tag without a name", f"POST {CHATS}/{{chat}}/tags", ("0.12.4#204", "0.8.12#202"), as_="bob",
         body={}),
    Case("another's chat tagged", f"POST {CHATS}/{{chat}}/tags", status=401, shape=DENIED, as_="dora",
         body={"name": "mine"}),
    Case("tags", f"GET {CHATS}/{{chat}}/tags", ("0.12.4#205", "0.8.12#203", "0.12.4#639", "0.8.12#637"),
         as_="bob", check=tags("old_garden", "fruit")),
    Case("tags of another's chat", f"GET {CHATS}/{{chat}}/tags", status=401, shape=DENIED, as_="dora"),
    Case("all tags", f"GET {CHATS}/all/tags", ("0.12.4#206", "0.8.12#204"), as_="bob",
         check=tags("fruit", "old_garden")),
    Case("all tags, the other spelling", f"GET {CHATS}/tags/list", shape="any", as_="bob",
         check=tags("fruit", "old_garden")),
    Case("chats by tag", f"POST {CHATS}/tags", ("0.12.4#207", "0.8.12#205"), as_="bob",
         body={"name": "fruit", "skip": 0, "limit": 50}, check=only("Pruning the plum tree")),
    Case("tagged chats", f"GET {CHATS}/tags/all", shape="any", as_="bob",
         check=only("Pruning the plum tree")),
    Case("tagged chats of one tag", f"GET {CHATS}/tags/all?name=kiln", shape="any", as_="bob", check=nothing),
    Case("searched by tag", f"GET {CHATS}/search?text=tag:old_garden", ("0.12.4#207", "0.8.12#205"),
         as_="bob", check=only("Pruning the plum tree")),
    Case("chat with tags", f"GET {CHATS}/{{chat}}", ("0.12.4#216", "0.8.12#214"), as_="bob"),
    # Pinned
    Case("pinned", f"POST {CHATS}/{{chat}}/pin", ("0.12.4#216", "0.8.12#214"), as_="bob", check=pinned(True)),
    Case("is pinned", f"GET {CHATS}/{{chat}}/pinned", ("0.12.4#217", "0.8.12#215"), as_="bob",
         check=equals(True)),
    Case("pinned chats", f"GET {CHATS}/pinned", ("0.12.4#218", "0.8.12#216"), as_="bob",
         check=only("Pruning the plum tree")),
    Case("not among the others", f"GET {CHATS}/", ("0.12.4#187", "0.8.12#185"), as_="bob",
         check=only("Firing the kiln")),
    Case("unpinned", f"POST {CHATS}/{{chat}}/pin", ("0.12.4#219", "0.8.12#217"), as_="bob",
         check=pinned(False)),
    Case("pinned by another", f"POST {CHATS}/{{chat}}/pin", ("0.12.4#220", "0.8.12#218"), as_="dora"),
    Case("no pinned chats", f"GET {CHATS}/pinned", shape=[], as_="bob", check=nothing),
    # Archived
    Case("a copy", f"POST {CHATS}/new", shape="any", as_="bob", body={"chat": COPY}, keep={"copy": "id"}),
    Case("a copy with a tag", f"POST {CHATS}/{{copy}}/tags", ("0.12.4#201", "0.8.12#199"), as_="bob",
         body={"name": "old garden"}, check=tags("old_garden")),
    Case("a copy of the later version's", f"POST {CHATS}/new", shape="any", as_="bob", body={"chat": LATER},
         keep={"later": "id"}),
    Case("it has a tag", f"POST {CHATS}/{{later}}/tags", ("0.12.4#201", "0.8.12#199"), as_="bob",
         body={"name": "old garden"}),
    Case("archived", f"POST {CHATS}/{{copy}}/archive", ("0.12.4#246", "0.8.12#243"),
         as_="bob", check=archived(True)),
    Case("archived, a copy of the later version's", f"POST {CHATS}/{{later}}/archive", "0.12.4#242",
         as_="bob", check=archived(True)),
    Case("it goes", f"DELETE {CHATS}/{{later}}", ("0.12.4#268", "0.8.12#265"), as_="bob"),
    Case("archived by another", f"POST {CHATS}/{{copy}}/archive", status=401, shape=DENIED, as_="dora"),
    Case("archive", f"GET {CHATS}/archived", ("0.12.4#243", "0.8.12#240"), as_="bob",
         check=only("Copied notes")),
    Case("archive, searched",
         f"GET {CHATS}/archived?page=1&query=copi&order_by=updated_at&direction=desc",
         ("0.12.4#244", "0.8.12#240"), as_="bob", check=only("Copied notes")),
    Case("archive, nothing found", f"GET {CHATS}/archived?query=kiln", shape=[], as_="bob", check=nothing),
    Case("archive, unknown order", f"GET {CHATS}/archived?order_by=colour", status=400, as_="bob"),
    Case("archive, counted", f"GET {CHATS}/archived/count", shape="integer", as_="bob", check=equals(1)),
    Case("archive, whole chats", f"GET {CHATS}/all/archived", ("0.12.4#245", "0.8.12#242"), as_="bob",
         check=only("Copied notes")),
    Case("back", f"POST {CHATS}/{{copy}}/archive", ("0.12.4#246", "0.8.12#243"), as_="bob",
         check=archived(False)),
    Case("the copy goes", f"DELETE {CHATS}/{{copy}}", ("0.12.4#268", "0.8.12#265"), as_="bob",
         check=equals(True)),
    Case("all archived", f"POST {CHATS}/archive/all", ("0.12.4#247", "0.8.12#244"), as_="bob",
         check=equals(True)),
    Case("nothing is left", f"GET {CHATS}/", ("0.12.4#182", "0.8.12#180"), as_="bob", check=nothing),
    Case("all back", f"POST {CHATS}/unarchive/all", ("0.12.4#248", "0.8.12#245"), as_="bob",
         check=equals(True)),
    Case("everything is back", f"GET {CHATS}/", ("0.12.4#187", "0.8.12#185"), as_="bob",
         check=only("Pruning the plum tree", "Firing the kiln")),
    # Tags go
    Case("tag removed", f"DELETE {CHATS}/{{chat}}/tags", ("0.12.4#257", "0.8.12#254"), as_="bob",
         body={"name": "fruit"}, check=tags("old_garden")),
    Case("a tag that no chat has is gone", f"GET {CHATS}/all/tags", ("0.12.4#206", "0.8.12#204"), as_="bob",
         check=tags("old_garden")),
    Case("all tags removed", f"DELETE {CHATS}/{{chat}}/tags/all", shape="boolean", as_="bob",
         check=equals(True)),
    Case("no tags any more", f"GET {CHATS}/all/tags", shape=[], as_="bob", check=nothing),
]
# fmt: on

test_rows = scenario(CASES)
