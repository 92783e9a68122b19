"""Contract: webhooks of `/api/v1/channels`, and what programs post by them."""

from __future__ import annotations

from typing import Any

from tests.contract.runner import Case, scenario
from tests.contract.test_openwebui_channels import CHANNELS, DENIED, EVERYBODY, channels_on, has, says

HALL = f"{CHANNELS}/{{hall}}"
HOOK = f"{HALL}/webhooks/{{hook}}"
ADDRESS = f"{CHANNELS}/webhooks/{{hook}}/{{token}}"
WEBHOOK = {
    "id": "string",
    "channel_id": "string",
    "user_id": "string",
    "name": "string",
    "profile_image_url": "any",
    "token": "string",
    "last_used_at": "any",
    "created_at": "integer",
    "updated_at": "integer",
}
POSTED = {"success": "boolean", "message_id": "string"}


def used(expected: bool) -> Any:
    """One webhook, with its token, used or not."""

    def check(body: Any) -> None:
        (one,) = body
        assert len(one["token"]) >= 32
        assert (one["last_used_at"] is not None) is expected

    return check


def by_webhook(body: Any) -> None:
    """The webhook is shown as who wrote it."""
    assert (body["user"]["name"], body["user"]["role"]) == ("Build", "webhook")
    assert body["meta"]["webhook"]["id"] == body["user"]["id"]


# fmt: off
CASES = [
    Case("settings", "GET /api/v1/auths/admin/config", shape="any", as_="ada", keep={"config": ""}),
    Case("channels on", "POST /api/v1/auths/admin/config", shape="any", as_="ada", body=channels_on),
    Case("a channel", f"POST {CHANNELS}/create", shape="any", as_="ada",
         body={"name": "hall", "access_grants": EVERYBODY}, keep={"hall": "id"}),
    Case("no webhooks", f"GET {HALL}/webhooks", shape=[], as_="ada"),
    Case("made by a reader", f"POST {HALL}/webhooks/create", status=403, shape=DENIED, as_="bob",
         body={"name": "Mine"}),
    Case("made nowhere", f"POST {CHANNELS}/none/webhooks/create", status=404, shape=DENIED, as_="ada",
         body={"name": "Mine"}),
    Case("made without a name", f"POST {HALL}/webhooks/create", status=422, shape="any", as_="ada", body={}),
    Case("made with an odd image", f"POST {HALL}/webhooks/create", status=400, shape=DENIED, as_="ada",
         body={"name": "Build", "profile_image_url": "javascript:alert(1)"}),
    Case("made", f"POST {HALL}/webhooks/create", shape=WEBHOOK, as_="ada", body={"name": "Build"},
         keep={"hook": "id", "token": "token"}, check=has(name="Build", last_used_at=None)),
    Case("webhooks", f"GET {HALL}/webhooks", shape=[WEBHOOK], as_="ada", check=used(False)),
    Case("webhooks, not for readers", f"GET {HALL}/webhooks", status=403, shape=DENIED, as_="bob"),
    # Posted
    Case("posted without an account", f"POST {ADDRESS}", shape=POSTED, body={"content": "It is green"},
         keep={"message": "message_id"}, check=has(success=True)),
    Case("read", f"GET {HALL}/messages", shape="any", as_="bob", check=says("It is green")),
    Case("the message", f"GET {HALL}/messages/{{message}}", shape="any", as_="bob", check=by_webhook),
    Case("it was used", f"GET {HALL}/webhooks", shape=[WEBHOOK], as_="ada", check=used(True)),
    Case("posted with another token", f"POST {CHANNELS}/webhooks/{{hook}}/wrong", status=404, shape=DENIED,
         body={"content": "Let me in"}),
    Case("posted by none", f"POST {CHANNELS}/webhooks/none/{{token}}", status=404, shape=DENIED,
         body={"content": "Let me in"}),
    Case("posted nothing", f"POST {ADDRESS}", status=422, shape="any", body={"content": ""}),
    Case("nobody is taken for a webhook", f"POST {HALL}/messages/post", status=400, shape=DENIED, as_="bob",
         body={"content": "It is red", "meta": {"webhook": {"id": "x", "name": "Build"}}}),
    # Changed
    Case("renamed", f"POST {HOOK}/update", shape=WEBHOOK, as_="ada", check=has(name="Builds"),
         body={"name": "Builds", "profile_image_url": "https://example.com/build.png"}),
    Case("renamed by a reader", f"POST {HOOK}/update", status=403, shape=DENIED, as_="bob",
         body={"name": "Mine"}),
    Case("an unknown one renamed", f"POST {HALL}/webhooks/none/update", status=404, shape=DENIED, as_="ada",
         body={"name": "Mine"}),
    Case("what was posted keeps its name", f"GET {HALL}/messages/{{message}}", shape="any", as_="bob",
         check=by_webhook),
    # Gone
    Case("deleted by a reader", f"DELETE {HOOK}/delete", status=403, shape=DENIED, as_="bob"),
    Case("deleted", f"DELETE {HOOK}/delete", shape="boolean", as_="ada"),
    Case("deleted again", f"DELETE {HOOK}/delete", status=404, shape=DENIED, as_="ada"),
    Case("posts no more", f"POST {ADDRESS}", status=404, shape=DENIED, body={"content": "Still there?"}),
    Case("what it posted stays", f"GET {HALL}/messages", shape="any", as_="bob", check=says("It is green")),
    Case("the channel goes", f"DELETE {HALL}/delete", shape="boolean", as_="ada"),
    Case("settings as they were", "POST /api/v1/auths/admin/config", shape="any", as_="ada",
         body=lambda kept: kept["config"]),
]
# fmt: on

test_rows = scenario(CASES)
