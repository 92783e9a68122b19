"""Contract: the configuration as a whole and in sections; banners, defaults, settings of accounts."""

from __future__ import annotations

from typing import Any

from tests.contract.runner import Case, scenario
from tests.system import System

CONFIGS = "/api/v1/configs"
AUTHS = "/api/v1/auths"
BANNER = {
    "id": "b1", "type": "info", "title": "Tonight", "content": "closed from ten", "dismissible": True,
    "timestamp": 1700000000,
}  # fmt: skip
REFUSED = {"detail": "string"}
ACCOUNTS = ("0.12.4#26", "0.8.12#25")
CHANGED = ("0.12.4#27", "0.8.12#26")


def holds(**expected: Any) -> Any:
    """The reply has these members; dots stand as two underscores."""

    def check(body: Any) -> None:
        assert {key.replace("__", "."): value for key, value in expected.items()}.items() <= body.items()

    return check


def told(body: Any) -> None:
    """Clients are told what was set."""
    assert body["default_models"] == "fake-chat"
    assert body["ui"]["visibility"] == {"playground": False}
    assert body["default_prompt_suggestions"] == [{"title": ["Tell", "me"], "content": "Tell me"}]


def counts(number: int) -> Any:
    """The reply is a list of this length."""

    def check(body: Any) -> None:
        assert len(body) == number

    return check


def names(*expected: str) -> Any:
    """The reply lists things of these names."""

    def check(body: Any) -> None:
        assert {*expected} <= {each["name"] for each in body}

    return check


# fmt: off
CASES = [
    # Settings of accounts, in all their spellings
    Case("account settings", f"GET {AUTHS}/admin/config", ACCOUNTS, as_="ada", keep={"accounts": ""}),
    Case("account settings, documented path", f"GET {AUTHS}/config", ACCOUNTS, as_="ada"),
    Case("account settings, not for users", f"GET {AUTHS}/config", "0.12.4#697", as_="bob"),
    Case("account settings, no token", f"GET {AUTHS}/config", "0.12.4#701"),
    Case("account settings changed", f"POST {AUTHS}/admin/config", CHANGED, as_="ada",
         body=lambda kept: {**kept["accounts"], "RESPONSE_WATERMARK": "made here"},
         check=holds(RESPONSE_WATERMARK="made here")),
    Case("account settings changed, path of the reference", f"POST {AUTHS}/config/update", CHANGED, as_="ada",
         body=lambda kept: {**kept["accounts"], "RESPONSE_WATERMARK": "there"},
         check=holds(RESPONSE_WATERMARK="there")),
    Case("account settings changed back", f"POST {AUTHS}/admin/config/update", CHANGED, as_="ada",
         body=lambda kept: kept["accounts"]),
    Case("account settings, nothing sent", f"POST {AUTHS}/config/update", ("0.12.4#28", "0.8.12#27"),
         as_="ada", body={}),
    Case("account settings, nothing sent, stock path", f"POST {AUTHS}/admin/config", "0.8.12#27", as_="ada",
         body={}),
    Case("account settings, not by users", f"POST {AUTHS}/config/update", "0.12.4#697", as_="bob",
         body=lambda kept: kept["accounts"]),
    Case("session lifetime", f"GET {AUTHS}/token/config", status=200, as_="ada",
         shape={"JWT_EXPIRES_IN": "string"}, check=holds(JWT_EXPIRES_IN="4w")),
    Case("session lifetime, not for users", f"GET {AUTHS}/token/config", "0.12.4#697", as_="bob"),
    Case("session lifetime changed", f"POST {AUTHS}/token/config/update", status=200, as_="ada",
         body={"JWT_EXPIRES_IN": "3w"}, shape={"JWT_EXPIRES_IN": "string"}, check=holds(JWT_EXPIRES_IN="3w")),
    Case("session lifetime, nonsense", f"POST {AUTHS}/token/config/update", status=422, as_="ada",
         body={"JWT_EXPIRES_IN": "soon"}, shape={"detail": "any"}),
    Case("session lifetime, missing", f"POST {AUTHS}/token/config/update", "0.8.12#27", as_="ada", body={}),
    Case("session lifetime back", f"POST {AUTHS}/token/config/update", status=200, as_="ada",
         body={"JWT_EXPIRES_IN": "4w"}, shape={"JWT_EXPIRES_IN": "string"}),
    # Banners
    Case("no banners yet", f"GET {CONFIGS}/banners", ("0.12.4#700", "0.8.12#698"), as_="bob"),
    Case("banners, no token", f"GET {CONFIGS}/banners", ("0.12.4#701", "0.8.12#699")),
    Case("banners set", f"POST {CONFIGS}/banners", "0.8.12#700", as_="ada", body={"banners": [BANNER]}),
    Case("banners shown", f"GET {CONFIGS}/banners", "0.8.12#701", as_="bob"),
    Case("banners, fields missing", f"POST {CONFIGS}/banners", ("0.12.4#704", "0.8.12#702"), as_="ada",
         body={"banners": [{"id": "b"}]}),
    Case("banners, not by users", f"POST {CONFIGS}/banners/update", "0.12.4#697", as_="bob",
         body={"banners": []}),
    Case("banners, path of the reference", f"POST {CONFIGS}/banners/update", "0.8.12#700", as_="ada",
         body={"banners": [BANNER, {**BANNER, "id": "b2", "i18n": {"de-DE": {"title": "Heute"}}}]}),
    Case("banners with translations", f"GET {CONFIGS}/banners", status=200, as_="bob",
         shape=[{"i18n": "any", "id": "string", "type": "string", "title": "string", "content": "string",
                 "dismissible": "boolean", "timestamp": "integer"}]),
    Case("banners, fields missing, documented path", f"POST {CONFIGS}/banners/update", "0.8.12#702",
         as_="ada", body={"banners": [{"id": "b"}]}),
    # Suggestions, models, visibility
    Case("suggestions", f"POST {CONFIGS}/suggestions", "0.12.4#705", as_="ada",
         body={"suggestions": [{"title": ["Tell", "me"], "content": "Tell me"}]}),
    Case("suggestions, not by users", f"POST {CONFIGS}/suggestions", "0.12.4#697", as_="bob",
         body={"suggestions": []}),
    Case("model defaults", f"GET {CONFIGS}/models", ("0.12.4#706", "0.8.12#704"), as_="ada",
         keep={"models": ""}),
    Case("model defaults, not for users", f"GET {CONFIGS}/models", "0.12.4#697", as_="bob"),
    Case("model defaults changed", f"POST {CONFIGS}/models", status=200, as_="ada",
         body={"DEFAULT_MODELS": "fake-chat", "DEFAULT_PINNED_MODELS": None,
               "MODEL_ORDER_LIST": ["fake-chat"], "DEFAULT_MODEL_PARAMS": {},
               "DEFAULT_MODEL_METADATA": {"capabilities": {"vision": False}}},
         shape={"DEFAULT_MODELS": "string", "DEFAULT_PINNED_MODELS": "null", "MODEL_ORDER_LIST": ["string"],
                "DEFAULT_MODEL_METADATA": {"capabilities": {"vision": "boolean"}},
                "DEFAULT_MODEL_PARAMS": {}}),
    Case("model metadata for everybody", f"GET {CONFIGS}/models/defaults", status=200, as_="bob",
         shape={"DEFAULT_MODEL_METADATA": {"capabilities": {"vision": "boolean"}}}),
    Case("visibility", f"POST {CONFIGS}/interface/visibility", status=200, as_="ada",
         body={"visibility": {"playground": False}}, shape={"visibility": {"playground": "boolean"}}),
    Case("what clients are told", "GET /api/config", status=200, as_="ada", check=told),
    Case("model defaults back", f"POST {CONFIGS}/models", status=200, as_="ada",
         body=lambda kept: kept["models"]),
    # The whole
    Case("export", f"GET {CONFIGS}/export", "0.12.4#696", as_="ada", keep={"whole": ""},
         check=holds(ui__enable_signup=True, auth__jwt_expiry="4w", ui__visibility={"playground": False})),
    Case("export, path of the reference", f"GET {CONFIGS}/", "0.12.4#696", as_="ada"),
    Case("export, not for users", f"GET {CONFIGS}/export", ("0.12.4#697", "0.8.12#695"), as_="bob"),
    Case("the whole, not for users", f"GET {CONFIGS}/", ("0.12.4#697", "0.8.12#695"), as_="bob"),
    Case("import of the export", f"POST {CONFIGS}/import", "0.12.4#698", as_="ada",
         body=lambda kept: {"config": kept["whole"]}),
    Case("import, nothing sent", f"POST {CONFIGS}/import", ("0.12.4#699", "0.8.12#697"), as_="ada", body={}),
    Case("import, not by users", f"POST {CONFIGS}/import", "0.12.4#697", as_="bob", body={"config": {}}),
    Case("import of an older server's", f"POST {CONFIGS}/import", "0.12.4#698", as_="ada",
         body={"config": {"version": 0, "ui": {"banners": [], "enable_signup": True},
                          "audio": {"tts": {"x": 1}}}},
         check=holds(ui__banners=[], ui__enable_signup=True, audio={"tts": {"x": 1}})),
    Case("partial change", f"POST {CONFIGS}/update", "0.12.4#698", as_="ada",
         body={"ui.default_locale": "de-DE"},
         check=holds(ui__default_locale="de-DE", ui__enable_signup=True)),
    Case("partial change back", f"POST {CONFIGS}/update", "0.12.4#698", as_="ada",
         body={"config": {"ui.default_locale": "", "ui.visibility": {}, "ui.prompt_suggestions": []}},
         check=holds(ui__default_locale="")),
    Case("partial change, wrong type", f"POST {CONFIGS}/update", status=422, as_="ada",
         body={"ui.default_locale": 7}, shape={"detail": "any"}),
    Case("partial change, not by users", f"POST {CONFIGS}/update", "0.12.4#697", as_="bob", body={}),
    # Sections
    Case("sections", f"GET {CONFIGS}/sections", status=200, as_="ada",
         check=names("accounts", "banners", "models")),
    Case("sections, not for users", f"GET {CONFIGS}/sections", status=401, shape=REFUSED, as_="bob"),
    Case("a section", f"GET {CONFIGS}/sections/interface", status=200, as_="ada", keep={"version": "version"},
         shape={"name": "string", "title": "string", "version": "integer", "changed_at": "integer",
                "changed_by": "string", "values": {"visibility": {}, "default_locale": "string"},
                "schema": "any"}),
    Case("an unknown section", f"GET {CONFIGS}/sections/nowhere", status=404, shape=REFUSED, as_="ada"),
    Case("a section changed", f"PUT {CONFIGS}/sections/interface", status=200, as_="ada",
         headers={"if-match": '"{version}"'}, body={"values": {"default_locale": "fr-FR"}}),
    Case("a section that changed meanwhile", f"PUT {CONFIGS}/sections/interface", status=412, as_="ada",
         headers={"if-match": '"{version}"'}, body={"values": {"default_locale": "it-IT"}}, shape=REFUSED),
    Case("a section that changed, by version", f"PUT {CONFIGS}/sections/interface", status=409, as_="ada",
         body={"values": {"default_locale": "it-IT"}, "expected_version": "{version}"}, shape=REFUSED),
    Case("a section back", f"PUT {CONFIGS}/sections/interface", status=200, as_="ada",
         body={"values": {"default_locale": ""}}),
    Case("history", f"GET {CONFIGS}/sections/interface/history?limit=2", status=200, as_="ada",
         shape=[{"version": "integer", "changed_at": "integer", "changed_by": "string",
                 "changed": ["string"]}], check=counts(2)),
]
# fmt: on

test_rows = scenario(CASES)


def test_the_version_of_a_section_is_its_entity_tag(system: System) -> None:
    """What a GET names in ETag, a PUT takes in If-Match, once."""
    path = f"{CONFIGS}/sections/interface"
    with system.client(headers=system.admin.headers) as client:
        tag = client.get(path).headers["etag"]
        locale = {"values": {"default_locale": "nl-NL"}}
        changed = client.put(path, json=locale, headers={"if-match": tag})
        assert changed.status_code == 200
        assert changed.headers["etag"] != tag
        assert client.put(path, json=locale, headers={"if-match": tag}).status_code == 412
        client.put(
            path, json={"values": {"default_locale": ""}}, headers={"if-match": "*"}
        ).raise_for_status()
