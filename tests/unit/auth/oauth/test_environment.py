"""A provider the operator gives by the environment."""

from __future__ import annotations

import pytest

from kernel.config import load
from services.auth.adapters.sections import schemas
from services.auth.domain.oauth.settings import SECTION, settings_of
from services.auth.settings import Settings, from_environment

GIVEN = {
    "PARLANCE_OAUTH_ISSUER": "https://id.example/realms/staff",
    "PARLANCE_OAUTH_CLIENT_ID": "parlance",
    "PARLANCE_OAUTH_CLIENT_SECRET": "a secret",
    "PARLANCE_OAUTH_SIGNUP": "true",
}


def test_the_environment_names_one_provider() -> None:
    schema = schemas(from_environment(load(Settings, GIVEN)))[SECTION]
    found = settings_of(schema.defaults)
    assert found.offered() == {"oidc": "SSO"}
    provider = found.providers["oidc"]
    assert (provider.issuer, provider.client_secret) == (GIVEN["PARLANCE_OAUTH_ISSUER"], "a secret")
    assert (provider.rules.signup, provider.rules.link_by_email) == (True, False)
    # What is not given is as in an installation without the environment's word.
    plain = settings_of(schemas(from_environment(load(Settings, {})))[SECTION].defaults)
    assert plain.offered() == {}
    assert provider.rules == type(provider.rules)(**{**_fields(plain.rules), "signup": True})


def test_a_provider_that_could_not_work_keeps_auth_from_starting() -> None:
    with pytest.raises(TypeError, match="issuer"):
        schemas(from_environment(load(Settings, {**GIVEN, "PARLANCE_OAUTH_ISSUER": "id.example"})))


def test_the_secret_is_not_shown() -> None:
    assert "a secret" not in repr(load(Settings, GIVEN))


def _fields(rules: object) -> dict[str, object]:
    return {name: getattr(rules, name) for name in rules.__dataclass_fields__}  # type: ignore[attr-defined]
