"""Settings over a real database: changed, conflicting, exported, imported, replayed, and from before."""

from __future__ import annotations

import asyncio
import random
from typing import Any

import grpc.aio
import pytest
from parlance.auth.v1 import ldap_settings_pb2

from kernel.context import system
from kernel.eventstore.model import Transaction
from kernel.eventstore.verify import verify
from services.auth.adapters.changes import SUBJECT
from services.auth.domain import installation
from services.auth.domain.config.secrets import MASK
from services.auth.domain.events import AccountSettingsChanged
from services.auth.projections.config import ConfigView
from tests.integration.auth.config.harness import Settings
from tests.integration.auth.conftest import Fresh
from tests.integration.auth.harness import reason_of, refused

BANNER = {"id": "b", "type": "info", "content": "closed", "dismissible": True, "timestamp": 1}


def some_change(chance: random.Random) -> tuple[str, dict[str, Any]]:
    """A section and settings it takes."""
    word = chance.choice(["", "a", "ü", "long " * 20])
    banners = [{**BANNER, "id": str(number), "content": word} for number in range(chance.randrange(4))]
    return chance.choice(
        [
            ("banners", {"banners": banners}),
            ("interface", {"visibility": {word: chance.random() < 0.5}}),
            ("interface", {"default_locale": chance.choice(["", "de-DE"])}),
            ("models", {"DEFAULT_MODELS": chance.choice([None, word]), "MODEL_ORDER_LIST": [word] * 2}),
            ("models", {"DEFAULT_MODEL_PARAMS": {"temperature": chance.random(), "stop": [word]}}),
            ("suggestions", {"suggestions": [{"title": [word, "b"], "content": word}]}),
            ("accounts", {"RESPONSE_WATERMARK": word, "ENABLE_API_KEYS": chance.random() < 0.5}),
            ("ldap", {"app_dn_password": chance.choice(["", "s3cret", MASK]), "label": word or "x"}),
            ("other", {"document": {"audio.key": word, "audio.url": word}}),
        ]
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(2))
async def test_whatever_is_changed_views_equal_the_replay_and_an_export_imports_to_nothing(
    fresh: Fresh, seed: int
) -> None:
    chance = random.Random(seed)
    async with fresh() as auth:
        settings = Settings(auth, await auth.sign_up())
        expected: dict[str, dict[str, Any]] = {}
        for _ in range(25):
            name, values = some_change(chance)
            known = expected.setdefault(name, {})
            if values.get("app_dn_password") == MASK and not known.get("app_dn_password"):
                await refused(settings.change(name, values), "VALIDATION_FAILED")
                continue
            await settings.change(name, values)
            known |= {key: value for key, value in values.items() if value != MASK}
        for name, values in expected.items():
            shown = await settings.values(name)
            secret = {key for key in values if shown[key] == MASK}
            assert {key: shown[key] for key in values.keys() - secret} == {
                key: value if key != "banners" else [{**each, "title": None, "i18n": None} for each in value]
                for key, value in values.items()
                if key not in secret
            }
            changes = await settings.history(name)
            numbers = [change.version for change in changes]
            assert numbers == sorted(numbers, reverse=True)
            assert numbers == list(range(len(numbers), 0, -1))
        assert (await verify(auth.service.store, ConfigView())).ok
        before, versions = await settings.exported(), await settings.versions()
        assert await settings.imported(before) == before
        assert await settings.versions() == versions


async def test_an_export_restores_what_was_changed_since_secrets_included(fresh: Fresh) -> None:
    async with fresh() as auth:
        settings = Settings(auth, await auth.sign_up())
        await settings.change("banners", {"banners": [BANNER]})
        await settings.change("ldap", {"label": "Town", "app_dn_password": "s3cret"})
        kept = await settings.exported()
        await settings.change("banners", {"banners": []})
        await settings.change("ldap", {"label": "Elsewhere"})
        assert await settings.imported(kept) == kept
        assert (await settings.values("banners"))["banners"][0]["content"] == "closed"
        ldap = await settings.used(ldap_settings_pb2.LdapSettings)
        assert (ldap.label, ldap.app_dn_password) == ("Town", "s3cret")


async def test_an_import_with_one_fault_changes_nothing_and_names_it(fresh: Fresh) -> None:
    async with fresh() as auth:
        settings = Settings(auth, await auth.sign_up())
        before, versions = await settings.exported(), await settings.versions()
        for fault in ({"auth.jwt_expiry": "soon"}, {"ui.visibility": {"x": "y"}}, {"user.permissions": 3}):
            with pytest.raises(grpc.aio.AioRpcError) as caught:
                await settings.imported({"ui.banners": [BANNER], "strange.key": 1, **fault})
            assert reason_of(caught.value).details["field"].startswith(next(iter(fault)))
        assert (await settings.exported(), await settings.versions()) == (before, versions)


async def test_a_document_of_another_server_is_taken_and_what_is_not_served_is_kept(fresh: Fresh) -> None:
    async with fresh() as auth:
        settings = Settings(auth, await auth.sign_up())
        after = await settings.imported(
            {
                "version": 0,
                "ui": {"enable_signup": False, "banners": None, "theme": "night"},
                "openai": {"api_keys": ["sk-1", ""], "api_base_urls": ["https://me:pw@models.example/v1"]},
                "ldap": {"server": {"host": "dir.example", "app_password": "s3cret"}},
                "user.permissions": {"features": {"api_keys": True}},
            }
        )
        assert (after["ui.enable_signup"], after["ui.banners"], after["ui.theme"]) == (False, [], "night")
        assert after["openai"] == {"api_keys": [MASK, ""], "api_base_urls": [MASK]}
        assert (after["ldap.server.host"], after["ldap.server.app_password"]) == ("dir.example", MASK)
        assert after["user.permissions"]["features"]["api_keys"] is True
        assert after["user.permissions"]["chat"]["delete"] is False
        versions = await settings.versions()
        assert await settings.imported(after) == after
        assert await settings.versions() == versions
        await refused(settings.imported({"openai": {"api_keys": [MASK, MASK]}}), "VALIDATION_FAILED")
        await refused(auth.sign_up(), "SIGNUP_DISABLED")


async def test_of_two_who_change_the_same_version_one_is_told(fresh: Fresh) -> None:
    async with fresh() as auth:
        settings = Settings(auth, await auth.sign_up())
        outcomes = await asyncio.gather(
            *(settings.change("interface", {"default_locale": x}, expected_version=0) for x in "abcd"),
            return_exceptions=True,
        )
        refusals = [reason_of(each).reason for each in outcomes if isinstance(each, grpc.aio.AioRpcError)]
        assert refusals == ["CONFLICT"] * 3
        (change,) = await settings.history("interface")
        assert (change.version, list(change.changed)) == (1, ["default_locale"])


async def test_changes_without_a_version_both_count(fresh: Fresh) -> None:
    async with fresh() as auth:
        settings = Settings(auth, await auth.sign_up())
        await asyncio.gather(
            settings.change("interface", {"default_locale": "fr"}),
            settings.change("interface", {"visibility": {"x": True}}),
        )
        assert await settings.values("interface") == {"default_locale": "fr", "visibility": {"x": True}}


async def test_a_repeated_call_with_a_key_is_one_change(fresh: Fresh) -> None:
    async with fresh() as auth:
        settings = Settings(auth, await auth.sign_up())
        key = (("idempotency-key", "once"),)
        first = await settings.imported({"ui.default_locale": "fr", "strange": 1}, key)
        assert first["ui.default_locale"] == "fr"
        await settings.change("interface", {"default_locale": "de"})
        assert await settings.imported({"ui.default_locale": "fr", "strange": 1}, key) == first
        assert (await settings.values("interface"))["default_locale"] == "de"


async def test_the_history_tells_who_and_comes_in_pages(fresh: Fresh) -> None:
    async with fresh() as auth:
        admin = await auth.sign_up()
        settings = Settings(auth, admin)
        for locale in "abcde":
            await settings.change("interface", {"default_locale": locale})
        first = await settings.history("interface", limit=2)
        assert [change.version for change in first] == [5, 4]
        rest = await settings.history("interface", before=first[-1].version)
        assert [change.version for change in rest] == [3, 2, 1]
        assert {change.changed_by for change in (*first, *rest)} == {admin.id}
        await refused(settings.history("nowhere"), "NOT_FOUND")


async def test_settings_from_before_there_were_sections_count_until_they_are_changed(fresh: Fresh) -> None:
    async with fresh() as auth:
        settings = Settings(auth, await auth.sign_up())

        async def as_it_was(tx: Transaction) -> None:
            _, version = await tx.fold(installation.STREAM, None, lambda state, _: state)
            older = AccountSettingsChanged(b'{"ENABLE_SIGNUP":false,"JWT_EXPIRES_IN":"2w","GONE":1}')
            await tx.append(installation.STREAM, version, [older])

        await auth.service.store.execute(system("test"), as_it_was)
        await auth.service.runtime.publish(SUBJECT, b"installation")
        async with asyncio.timeout(2):
            while (await settings.values("accounts"))["ENABLE_SIGNUP"]:
                await asyncio.sleep(0.01)
        now = await settings.get("accounts")
        assert now.version == 0
        values = await settings.values("accounts")
        assert (values["ENABLE_SIGNUP"], values["JWT_EXPIRES_IN"]) == (False, "2w")
        await refused(auth.sign_up(), "SIGNUP_DISABLED")
        await settings.change("accounts", {"ENABLE_SIGNUP": True})
        values = await settings.values("accounts")
        assert (values["ENABLE_SIGNUP"], values["JWT_EXPIRES_IN"]) == (True, "2w")
        await auth.sign_up()


async def test_another_replica_of_auth_has_a_change_within_a_second(fresh: Fresh) -> None:
    async with fresh() as one, fresh() as two:
        settings = Settings(one, await one.sign_up())
        await two.sign_up()
        await settings.change("accounts", {"ENABLE_SIGNUP": False})
        async with asyncio.timeout(1):
            while True:
                try:
                    await two.sign_up()
                except grpc.aio.AioRpcError as error:
                    assert reason_of(error).reason == "SIGNUP_DISABLED"
                    break


async def test_only_administrators_and_services_come_near(fresh: Fresh) -> None:
    async with fresh(default_role="user") as auth:
        settings = Settings(auth, await auth.sign_up())
        settings.metadata = (await auth.sign_up()).as_caller
        for call in (
            settings.get("ldap"),
            settings.exported(),
            settings.imported({}),
            settings.change("ldap", {}),
            settings.history("ldap"),
            settings.versions(),
        ):
            await refused(call, "ACCESS_PROHIBITED")
        assert (await settings.read("banners")).version == 0
