"""Contract: sign-in with identity providers; tests/integration/oauth follows whole sign-ins."""

from __future__ import annotations

from typing import Any

from tests.contract.runner import Case, scenario

AUTHS = "/api/v1/auths"
SECTION = "/api/v1/configs/sections/oauth"
CONFIG = "0.12.4#76"
THERE = {
    "id": "octo", "name": "Octo", "kind": "github", "client_id": "an id", "client_secret": "a secret",
    "redirect_uri": "https://chat.example/oauth/octo/login/callback",
}  # fmt: skip


def holds(**expected: Any) -> Any:
    """The reply has these members."""

    def check(body: Any) -> None:
        assert expected.items() <= body.items()

    return check


def offers(**expected: str) -> Any:
    """Clients are told of these providers."""

    def check(body: Any) -> None:
        assert body["oauth"] == {"providers": expected, "auto_redirect": False}

    return check


def hides(body: Any) -> None:
    """No secret is shown."""
    assert "a secret" not in str(body)
    assert set(body["OAUTH_CLIENT_SECRET"]) == {"*"}


PLAIN = {
    "OPENID_PROVIDER_URL": "https://id.example/.well-known/openid-configuration",
    "OAUTH_CLIENT_ID": "an id", "OAUTH_CLIENT_SECRET": "a secret", "OAUTH_PROVIDER_NAME": "House",
    "OAUTH_BLOCKED_GROUPS": '["hidden-*"]', "OAUTH_ALLOWED_DOMAINS": "one.example, two.example",
    "OAUTH_GROUP_DEFAULT_SHARE": "members", "OAUTH_TIMEOUT": "7", "OAUTH_CODE_CHALLENGE_METHOD": "S256",
}  # fmt: skip

# fmt: off
CASES = [
    Case("settings", f"GET {AUTHS}/admin/config/oauth", CONFIG, as_="ada", keep={"oauth": ""}),
    Case("settings, path of the reference", f"GET {AUTHS}/oauth/config", CONFIG, as_="ada"),
    Case("settings, not for users", f"GET {AUTHS}/oauth/config", "0.12.4#697", as_="bob"),
    Case("settings, no token", f"GET {AUTHS}/admin/config/oauth", "0.12.4#701"),
    Case("settings unchanged", f"POST {AUTHS}/admin/config/oauth", CONFIG, as_="ada",
         body=lambda kept: kept["oauth"]),
    Case("settings changed", f"POST {AUTHS}/oauth/config/update", status=200, as_="ada", body=PLAIN,
         check=holds(OAUTH_TIMEOUT=7, OAUTH_ALLOWED_DOMAINS="one.example,two.example",
                     OAUTH_BLOCKED_GROUPS='["hidden-*"]', OAUTH_GROUP_DEFAULT_SHARE="members")),
    Case("the secret is not shown", f"GET {AUTHS}/admin/config/oauth", status=200, as_="ada", check=hides),
    Case("providers", f"GET {AUTHS}/oauth/providers", status=200, shape={"oidc": "string"},
         check=holds(oidc="House")),
    Case("clients are told", "GET /api/config", status=200, check=offers(oidc="House")),
    Case("settings, another code challenge", f"POST {AUTHS}/oauth/config/update", status=400, as_="ada",
         body={"OAUTH_CODE_CHALLENGE_METHOD": "plain"}, shape={"detail": "string"}),
    Case("settings, refreshed tokens", f"POST {AUTHS}/oauth/config/update", status=400, as_="ada",
         body={"OAUTH_REFRESH_TOKEN_INCLUDE_SCOPE": True}, shape={"detail": "string"}),
    Case("settings, an address that is none", f"POST {AUTHS}/oauth/config/update", status=422, as_="ada",
         body={"OPENID_PROVIDER_URL": "file:///etc/passwd"}, shape={"detail": "any"}),
    Case("settings, a wrong type", f"POST {AUTHS}/oauth/config/update", status=422, as_="ada",
         body={"ENABLE_OAUTH": "perhaps"}, shape={"detail": "any"}),
    Case("settings, not by users", f"POST {AUTHS}/oauth/config/update", "0.12.4#697", as_="bob", body={}),
    Case("settings back", f"POST {AUTHS}/oauth/config/update", CONFIG, as_="ada",
         body=lambda kept: {**kept["oauth"], "OAUTH_TIMEOUT": 0}),
    Case("another provider", f"PUT {SECTION}", status=200, as_="ada",
         body={"values": {"providers": [THERE]}}),
    Case("provider not there", "GET /oauth/google/login", ("0.12.4#77", "0.8.12#75")),
    Case("provider not there, path of the reference", f"GET {AUTHS}/oauth/google/login", "0.12.4#77"),
    Case("way back of a provider not there", "GET /oauth/google/callback", "0.12.4#77"),
    Case("the way there", "GET /oauth/octo/login", status=302, content_type=""),
    Case("the way there, path of the reference", f"GET {AUTHS}/oauth/octo/login", status=302,
         content_type=""),
    Case("the way back, of nobody who went", "GET /oauth/octo/login/callback?code=1&state=2", status=307,
         content_type=""),
    Case("the way back, path of the reference", f"GET {AUTHS}/oauth/octo/callback?code=1&state=2", status=307,
         content_type=""),
    Case("sign-ins of an account", "GET /api/v1/users/{bob_id}/oauth/sessions", ("0.12.4#109", "0.8.12#107"),
         as_="ada"),
    Case("sign-ins of nobody", "GET /api/v1/users/nobody/oauth/sessions", "0.12.4#109", as_="ada"),
    Case("sign-ins, not for users", "GET /api/v1/users/{bob_id}/oauth/sessions", "0.12.4#697", as_="bob"),
    Case("tokens forgotten", f"DELETE {AUTHS}/oauth/sessions/octo", status=200, shape="boolean", as_="bob"),
    Case("tokens forgotten, no token", f"DELETE {AUTHS}/oauth/sessions/octo", "0.12.4#701"),
    Case("sign-out there, no token of a provider", "POST /oauth/octo/backchannel-logout", status=400,
         body={"logout_token": "a.b.c"}, shape={"error": "string", "error_description": "string"}),
    Case("sign-out there, of nobody", "POST /oauth/backchannel-logout", status=400,
         body={"logout_token": "a.b.c"}, shape={"error": "string", "error_description": "string"}),
    Case("no providers", f"PUT {SECTION}", status=200, as_="ada", body={"values": {"providers": []}}),
    Case("clients are told of none", "GET /api/config", status=200, check=offers()),
]
# fmt: on

test_rows = scenario(CASES)
