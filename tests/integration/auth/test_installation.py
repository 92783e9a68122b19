"""Settings of accounts, permissions, and what clients are told before they sign in."""

from __future__ import annotations

import json
from typing import Any

from parlance.auth.v1 import account_settings_pb2, accounts_pb2, system_pb2, users_pb2

from services.auth.rpc import admin_config, permission_tree
from tests.integration.auth.conftest import Fresh
from tests.integration.auth.harness import Auth, Person, bearer, refused


async def _config(auth: Auth, **call: Any) -> Any:
    return json.loads((await auth.system.GetConfig(system_pb2.GetConfigRequest(), **call)).config)


async def _change(auth: Auth, admin: Person, **changes: Any) -> Any:
    now = await auth.accounts.GetAdminConfig(accounts_pb2.GetAdminConfigRequest(), metadata=admin.as_caller)
    request = accounts_pb2.UpdateAdminConfigRequest()
    for field in request.DESCRIPTOR.fields:
        reply_field = now.DESCRIPTOR.fields_by_name[field.name]
        if not reply_field.has_presence or now.HasField(field.name):
            setattr(request, field.name, getattr(now, field.name))
    for name, value in changes.items():
        setattr(request, name, value)
    return await auth.accounts.UpdateAdminConfig(request, metadata=admin.as_caller)


async def test_settings_have_every_documented_key_and_change_as_a_whole(fresh: Fresh) -> None:
    async with fresh() as auth:
        admin = await auth.sign_up()
        now = await auth.accounts.GetAdminConfig(
            accounts_pb2.GetAdminConfigRequest(), metadata=admin.as_caller
        )
        settings = account_settings_pb2.AccountSettings.DESCRIPTOR.fields_by_name
        assert {name for name, _, _ in admin_config.fields(type(now))} == set(settings)
        assert not now.HasField("sessions_revoked")
        after = await _change(
            auth, admin, enable_signup=False, default_user_role="user", folder_max_file_count=b"7"
        )
        assert (after.enable_signup, after.default_user_role) == (False, "user")
        assert json.loads(after.folder_max_file_count) == "7"
        assert after.HasField("sessions_revoked") and not after.sessions_revoked
        await refused(auth.sign_up(), "SIGNUP_DISABLED")
        assert not (await _config(auth))["features"]["enable_signup"]
        await _change(auth, admin, enable_signup=True)
        assert (await auth.sign_up()).role == "user"


async def test_what_cannot_be_enforced_or_understood_is_refused(fresh: Fresh) -> None:
    async with fresh() as auth:
        admin = await auth.sign_up()
        await refused(_change(auth, admin, enable_mfa=True), "INVALID_ARGUMENT")
        await refused(_change(auth, admin, enable_api_keys_endpoint_restrictions=True), "INVALID_ARGUMENT")
        await refused(_change(auth, admin, default_user_role="emperor"), "VALIDATION_FAILED")
        await refused(_change(auth, admin, jwt_expires_in="soon"), "VALIDATION_FAILED")
        await refused(_change(auth, admin, i18n=b"[]"), "VALIDATION_FAILED")


async def test_switching_api_keys_off_ends_their_use(fresh: Fresh) -> None:
    async with fresh() as auth:
        admin = await auth.sign_up()
        made = await auth.accounts.CreateApiKey(accounts_pb2.CreateApiKeyRequest(), metadata=admin.as_caller)
        await _change(auth, admin, enable_api_keys=False)
        await refused(auth.exchange(made.api_key), "API_KEY_NOT_ALLOWED")
        create = auth.accounts.CreateApiKey(accounts_pb2.CreateApiKeyRequest(), metadata=admin.as_caller)
        await refused(create, "API_KEY_CREATION_NOT_ALLOWED")
        await _change(auth, admin, enable_api_keys=True)
        assert (await auth.exchange(made.api_key)).caller.user_id == admin.id


async def test_status_is_refused_while_switched_off(fresh: Fresh) -> None:
    async with fresh() as auth:
        admin = await auth.sign_up()
        await _change(auth, admin, enable_user_status=False)
        call = auth.users.GetStatus(users_pb2.GetStatusRequest(), metadata=admin.as_caller)
        await refused(call, "USER_STATUS_DISABLED")


async def test_session_lifetime_follows_the_setting(fresh: Fresh) -> None:
    import time

    async with fresh() as auth:
        admin = await auth.sign_up()
        await _change(auth, admin, jwt_expires_in="90m")
        reply = await auth.sign_in(admin.email)
        assert abs(reply.expires_at - time.time() - 5400) < 30


async def test_clients_are_told_more_the_more_they_may(fresh: Fresh) -> None:
    async with fresh() as auth:
        anonymous = await _config(auth)
        assert anonymous["onboarding"] is True
        admin = await auth.sign_up()
        pending = await auth.sign_up()
        later = await _config(auth)
        assert "onboarding" not in later
        assert set(later) == {
            "status", "name", "version", "default_locale", "i18n", "oauth", "features"
        }  # fmt: skip
        waiting = await _config(auth, metadata=bearer(pending.token))
        assert set(waiting["ui"]) == {"pending_user_overlay_title", "pending_user_overlay_content"}
        full = await _config(auth, metadata=bearer(admin.token))
        assert full["permissions"]["chat"]["delete"] is True
        assert {"default_models", "audio", "file", "code", "ui"} <= set(full)


async def test_default_permissions_change_what_a_token_carries(fresh: Fresh) -> None:
    async with fresh(default_role="user") as auth:
        admin, person = await auth.sign_up(), await auth.sign_up()
        before = (await auth.exchange(person.token)).caller.permissions
        tree = await auth.users.GetDefaultPermissions(
            users_pb2.GetDefaultPermissionsRequest(), metadata=admin.as_caller
        )
        tree.workspace.models = True
        tree.chat.ClearField("import_chats")
        reply = await auth.users.UpdateDefaultPermissions(tree, metadata=admin.as_caller)
        assert reply.workspace.models and reply.chat.import_chats
        after = (await auth.exchange(person.token)).caller.permissions
        assert int(after, 16) == int(before, 16) | 1
        mine = await auth.users.GetPermissions(
            users_pb2.GetPermissionsRequest(), metadata=bearer(person.token)
        )
        assert mine == reply
        initial = await auth.users.GetInitialPermissions(
            users_pb2.GetInitialPermissionsRequest(), metadata=admin.as_caller
        )
        assert not initial.workspace.models
        assert permission_tree.granted(users_pb2.PermissionTree()) == permission_tree.granted(initial)


async def test_whom_to_turn_to_is_shown_unless_they_do_not_want(fresh: Fresh) -> None:
    async with fresh() as auth:
        admin = await auth.sign_up("ada@example.test", "Ada")
        request = accounts_pb2.GetAdminDetailsRequest()
        shown = await auth.accounts.GetAdminDetails(request, metadata=admin.as_caller)
        assert (shown.name, shown.email) == ("Ada", "ada@example.test")
        await _change(auth, admin, show_admin_details=False)
        await refused(auth.accounts.GetAdminDetails(request, metadata=admin.as_caller), "ACTION_PROHIBITED")
