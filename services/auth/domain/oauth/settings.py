"""Section `oauth` as the domain knows it: providers completed and checked, each with its rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.auth.domain.oauth.provider import Provider, Rules, check, completed

SECTION = "oauth"


@dataclass(frozen=True, slots=True)
class Settings:
    """`providers` by id, in the order they are shown."""

    enabled: bool
    auto_redirect: bool
    rules: Rules
    providers: Mapping[str, Provider]

    def offered(self) -> Mapping[str, str]:
        """Display names by id; nothing while the whole is switched off."""
        return {one.id: one.name for one in self.providers.values()} if self.enabled else {}

    def find(self, provider: str) -> Provider | None:
        """A provider people may use now."""
        return self.providers.get(provider) if self.enabled else None


def settings_of(values: Mapping[str, Any]) -> Settings:
    """From the checked values of the section, secrets included."""
    common = rules_of(values["rules"])
    providers = [provider_of(one, common) for one in values["providers"]]
    return Settings(
        enabled=values["enabled"],
        auto_redirect=values["auto_redirect"],
        rules=common,
        providers={one.id: one for one in providers},
    )


def must_work(values: Mapping[str, Any]) -> None:
    """The rule of the section. Raises ValueInvalid."""
    common = rules_of(values["rules"])
    check([provider_of(one, common) for one in values["providers"]])


def rules_of(values: Mapping[str, Any]) -> Rules:
    """From the values of OAuthRules."""
    fields: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in values.items()
    }
    return Rules(**fields)


def provider_of(values: Mapping[str, Any], common: Rules) -> Provider:
    """From the values of OAuthProvider."""
    fields = {key: value for key, value in values.items() if key not in ("own_rules", "rules")}
    rules = rules_of(values["rules"]) if values["own_rules"] else common
    return completed(Provider(**fields, rules=rules))
