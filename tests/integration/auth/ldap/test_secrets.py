"""Passwords pass through and stay nowhere."""

from __future__ import annotations

import logging

import pytest
from bson import encode
from parlance.auth.v1 import ldap_pb2
from pymongo import MongoClient

from kernel.testing.slapd import READER_DN, Slapd
from tests.integration.auth.conftest import Fresh
from tests.integration.auth.harness import refused
from tests.integration.auth.ldap.company import employ
from tests.integration.auth.ldap.office import opened

OWN = "canary-7f3a91-of-a-person"
WRONG = "canary-5c02de-wrong"
SERVICE = "canary-b81e44-of-the-service"


async def test_no_password_is_stored_logged_or_returned(
    fresh: Fresh, slapd: Slapd, mongo_url: str, db_prefix: str, caplog: pytest.LogCaptureFixture
) -> None:
    """The people's, a mistyped one, and the service account's, which is stored sealed."""
    caplog.set_level(logging.DEBUG)
    async with opened(fresh, slapd) as office:
        uid = employ(slapd, userPassword=OWN)
        said = [await office.enter(uid, OWN), await refused(office.enter(uid, WRONG), "CREDENTIALS_WRONG")]
        await office.serve(app_dn=f"cn=x,{READER_DN}", app_dn_password=SERVICE)
        said.append(await refused(office.enter(uid, OWN), "DIRECTORY_UNAVAILABLE"))
        who = {"metadata": office.admin.as_caller}
        said.append(await office.ldap.GetLdapServer(ldap_pb2.GetLdapServerRequest(), **who))
        said.append(await office.ldap.GetLdapConfig(ldap_pb2.GetLdapConfigRequest(), **who))
        current = await office.auth.parts.config.fresh("ldap")
        assert current.values["app_dn_password"] == SERVICE, "it is there to be used"
        stored = _everything(mongo_url, db_prefix)
    assert b"ldap" in stored, "the stored was read"
    assert b"canary" not in stored
    heard = "\n".join(record.getMessage() + str(record.__dict__) for record in caplog.records)
    assert "the directory cannot be asked" in heard, "the log was read"
    assert "canary" not in heard
    assert "canary" not in "".join(map(str, said))


def _everything(mongo_url: str, prefix: str) -> bytes:
    """Every stored document of the installation, as bytes."""
    with MongoClient[dict[str, object]](mongo_url) as client:
        return b"".join(
            encode(document)
            for name in client.list_database_names()
            if name.startswith(prefix)
            for collection in client[name].list_collection_names()
            for document in client[name][collection].find()
        )
