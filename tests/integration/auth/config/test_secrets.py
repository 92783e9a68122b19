"""A secret of the configuration is readable where it is used and nowhere else."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator
from typing import Any

import bson
import grpc.aio
import nats
import pytest
from parlance.auth.v1 import audit_pb2, audit_pb2_grpc, ldap_settings_pb2, oauth_settings_pb2

from services.auth.domain.config.secrets import MASK
from tests.integration.auth.config.harness import Settings
from tests.integration.auth.conftest import Fresh
from tests.integration.auth.harness import Auth

CANARY = "canary-7d1f2c"
PROVIDER = {
    "id": "keycloak", "name": "Keycloak", "issuer": "https://id.example.test/realms/x",
    "client_id": "parlance", "client_secret": f"{CANARY}-provider",
}  # fmt: skip


async def stored(auth: Auth) -> AsyncIterator[tuple[str, bytes]]:
    """Every document of every database of the installation."""
    mongo, prefix = auth.service.store.mongo, auth.service.settings.db_prefix
    for name in ("auth", "keys"):
        database = mongo.database(prefix + name)
        for collection in await database.list_collection_names():
            async for document in database[collection].find({}):
                yield f"{name}.{collection}", bson.encode(document)


async def published(auth: Auth) -> list[bytes]:
    """Every message of the service's stream on the bus."""
    settings = auth.service.settings
    async with await nats.connect(settings.nats_url) as connection:
        stream = connection.jetstream()
        found = [
            each.config.name
            for each in await stream.streams_info()
            if each.config.name and settings.nats_prefix.upper() in each.config.name.upper()
        ]
        messages = []
        for name in found:
            state = (await stream.stream_info(name)).state
            for number in range(state.first_seq, state.last_seq + 1):
                message = await stream.get_msg(name, number)
                messages.append((message.data or b"") + json.dumps(dict(message.headers or {})).encode())
        return messages


def hidden(where: str, content: Any) -> None:
    """The canary is not in it."""
    data = content if isinstance(content, bytes) else str(content).encode()
    assert CANARY.encode() not in data, f"the secret stands in {where}"


async def test_a_secret_is_in_no_document_message_reply_or_log(
    fresh: Fresh, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with fresh(access_log=True) as auth:
        settings = Settings(auth, await auth.sign_up())
        key = (("idempotency-key", "secret"),)
        replies: list[Any] = [
            await settings.change("ldap", {"app_dn_password": CANARY}, key),
            await settings.change("oauth", {"providers": [PROVIDER]}),
            await settings.imported({"openai.api_keys": [CANARY], "x.password": {"deep": CANARY}}),
            await settings.get("ldap"),
            await settings.get("oauth"),
            await settings.get("other"),
            await settings.exported(),
            await settings.history("ldap"),
            await settings.versions(),
        ]
        for wrong in ({"app_dn_password": CANARY * 200}, {"app_dn_password": [CANARY]}):
            with pytest.raises(grpc.aio.AioRpcError) as refused:
                await settings.change("ldap", wrong)
            replies.append(refused.value.debug_error_string())
        with pytest.raises(grpc.aio.AioRpcError) as refused:
            await settings.imported({"ldap.server.app_password": {"a": CANARY}})
        replies.append(refused.value.debug_error_string())
        for reply in replies:
            hidden("a reply", reply)
        seen = 0
        async for where, document in stored(auth):
            hidden(where, document)
            seen += b"ConfigChanged" in document
        assert seen >= 3, "the changes themselves were not looked at"
        await auth.service.events.settle()
        trail = audit_pb2_grpc.AuditStub(settings.channel)
        audited = await trail.List(audit_pb2.ListAuditRequest(category="config"), metadata=settings.metadata)
        assert len(audited.entries) >= 3
        hidden("the audit trail", audited)
        messages = await published(auth)
        assert any(b"ConfigChanged" in message for message in messages)
        for message in messages:
            hidden("the bus", message)
        hidden("the log", caplog.text)

        ldap = await settings.used(ldap_settings_pb2.LdapSettings)
        assert ldap.app_dn_password == CANARY
        for name in ("ldap", "oauth", "other"):
            hidden("what a service without need for it reads", (await settings.read(name)).message)


async def test_a_secret_survives_changes_beside_it_and_a_new_process(fresh: Fresh) -> None:
    async with fresh() as auth:
        admin = await auth.sign_up()
        settings = Settings(auth, admin)
        await settings.change("oauth", {"providers": [PROVIDER]})
        shown = (await settings.values("oauth"))["providers"][0]
        assert shown["client_secret"] == MASK
        second = {**PROVIDER, "id": "other", "client_secret": "x"}
        await settings.change("oauth", {"providers": [second, {**shown, "name": "Renamed"}]})
    async with fresh() as auth:
        providers = (await Settings(auth, admin).used(oauth_settings_pb2.OAuthSettings)).providers
        assert [(each.name, each.client_secret) for each in providers] == [
            ("Keycloak", "x"),
            ("Renamed", f"{CANARY}-provider"),
        ]
