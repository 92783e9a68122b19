"""What administrators see of and do to accounts, and what people keep about themselves."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from parlance.auth.v1 import accounts_pb2, developer_keys_pb2, users_pb2

from services.auth.rpc.profile_image import neutral_png
from tests.integration.auth.conftest import Fresh
from tests.integration.auth.harness import PASSWORD, Auth, Person, refused

PNG = "data:image/png;base64," + base64.b64encode(neutral_png()).decode()


async def test_list_is_searched_ordered_and_paged(fresh: Fresh) -> None:
    async with fresh(default_role="user") as auth:
        admin = await auth.sign_up("zoe@example.test", "Zoe Admin")
        for n in range(31):
            await auth.users.GetInitialPermissions(
                users_pb2.GetInitialPermissionsRequest(), metadata=admin.as_caller
            )
            await auth.accounts.AddUser(
                accounts_pb2.AddUserRequest(name=f"Bob {n:02}", email=f"b{n}@x.test", password="p"),
                metadata=admin.as_caller,
            )

        async def page(**fields: Any) -> Any:
            return await auth.users.ListUsers(users_pb2.ListUsersRequest(**fields), metadata=admin.as_caller)

        first, second = await page(query="BOB", order_by="name"), await page(
            query="bob", order_by="name", page=2
        )  # fmt: skip
        assert [row.name for row in first.users] == [f"Bob {n:02}" for n in range(30)]
        assert ([row.name for row in second.users], first.total, second.total) == (["Bob 30"], 31, 31)
        assert [row.name for row in (await page(page=0)).users] == [row.name for row in (await page()).users]
        newest = (await page(order_by="created_at", direction="desc")).users[0]
        assert newest.role == "pending"
        active = await page(order_by="last_active_at", direction="desc")
        assert active.total == 32
        await refused(page(order_by="password"), "VALIDATION_FAILED")
        assert (await page(query=".*")).total == 0


@pytest.mark.parametrize("email", ['{"$ne": null}', "$gt", "a'; db.users.drop()"])
async def test_operators_in_text_are_text(auth: Auth, admin: Person, email: str) -> None:
    await refused(auth.sign_in(email, '{"$gt": ""}'), "CREDENTIALS_WRONG")
    await refused(auth.sign_up(email), "EMAIL_INVALID")
    request = users_pb2.GetUserRequest(user_id='{"$ne": ""}')
    await refused(auth.users.GetUser(request, metadata=admin.as_caller), "USER_NOT_FOUND")


async def test_plain_users_find_people_but_do_not_list_or_open_them(auth: Auth, person: Person) -> None:
    me = person.as_caller
    found = await auth.users.SearchUsers(users_pb2.SearchUsersRequest(query=person.email), metadata=me)
    assert [one.id for one in found.users] == [person.id]
    assert found.users[0].is_active
    await refused(auth.users.ListUsers(users_pb2.ListUsersRequest(), metadata=me), "ACCESS_PROHIBITED")
    await refused(
        auth.users.GetUser(users_pb2.GetUserRequest(user_id=person.id), metadata=me), "ACCESS_PROHIBITED"
    )


async def test_profile_changes_are_read_at_once_and_do_not_touch_role_or_mail(
    auth: Auth, person: Person
) -> None:
    request = accounts_pb2.UpdateProfileRequest(
        name="New Name", profile_image_url=PNG, bio="hi", date_of_birth="1990-02-28"
    )
    brief = await auth.accounts.UpdateProfile(request, metadata=person.as_caller)
    assert (brief.name, brief.role, brief.email) == ("New Name", "user", person.email)
    shown = await auth.session_of(person)
    assert (shown.name, shown.bio, shown.date_of_birth) == ("New Name", "hi", "1990-02-28")
    assert shown.profile_image_url == PNG
    assert not shown.HasField("gender")
    row = await auth.users.GetStatus(users_pb2.GetStatusRequest(), metadata=person.as_caller)
    assert row.profile_image_url == PNG


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "//evil.test/x.png",
        "https://evil.test/x.png",
        "data:image/svg+xml;base64,PHN2Zz4=",
        "data:image/png;base64,PHNjcmlwdD4=",
        "/\\evil.test",
        "data:text/html,<script>",
        "/" + "a" * 300_000,
    ],
)
async def test_unsafe_profile_images_are_refused(auth: Auth, person: Person, url: str) -> None:
    request = accounts_pb2.UpdateProfileRequest(name="x", profile_image_url=url)
    await refused(auth.accounts.UpdateProfile(request, metadata=person.as_caller), "VALIDATION_FAILED")


async def test_profile_image_is_the_stored_picture_or_a_neutral_one(auth: Auth, person: Person) -> None:
    async def image() -> tuple[str, bytes]:
        request = users_pb2.GetProfileImageRequest(user_id=person.id)
        parts = [part async for part in auth.users.GetProfileImage(request, metadata=person.as_caller)]
        return parts[0].head.content_type, b"".join(part.chunk for part in parts[1:])

    assert await image() == ("image/png", neutral_png())
    gif = b"GIF89a" + b"\0" * 40
    url = "data:image/gif;base64," + base64.b64encode(gif).decode()
    await auth.accounts.UpdateProfile(
        accounts_pb2.UpdateProfileRequest(name="x", profile_image_url=url), metadata=person.as_caller
    )
    assert await image() == ("image/gif", gif)


async def test_settings_are_null_then_merged_by_top_level_key_without_tool_servers(
    auth: Auth, person: Person
) -> None:
    async def save(form: object) -> Any:
        request = users_pb2.UpdateSettingsRequest(form=json.dumps(form).encode())
        reply = await auth.users.UpdateSettings(request, metadata=person.as_caller)
        return json.loads(reply.settings)

    empty = await auth.users.GetSettings(users_pb2.GetSettingsRequest(), metadata=person.as_caller)
    assert not empty.HasField("settings")
    await save({"ui": {"theme": "dark", "$set": 1, "a.b": 2}, "extra": 1})
    merged = await save({"ui": {"theme": "light", "toolServers": [1]}})
    assert merged == {"ui": {"theme": "light"}, "extra": 1}
    stored = await auth.users.GetSettings(users_pb2.GetSettingsRequest(), metadata=person.as_caller)
    assert json.loads(stored.settings) == merged
    for bad in ([], "text", {"ui": []}):
        await refused(save(bad), "VALIDATION_FAILED")


async def test_information_is_null_then_merged(auth: Auth, person: Person) -> None:
    async def add(form: object) -> Any:
        request = users_pb2.UpdateInfoRequest(form=json.dumps(form).encode())
        return json.loads((await auth.users.UpdateInfo(request, metadata=person.as_caller)).info)

    assert not (await auth.users.GetInfo(users_pb2.GetInfoRequest(), metadata=person.as_caller)).HasField(
        "info"
    )
    await add({"location": "Oslo"})
    assert await add({"team": "x"}) == {"location": "Oslo", "team": "x"}


async def test_status_is_set_and_cleared(auth: Auth, person: Person) -> None:
    me = person.as_caller
    request = users_pb2.UpdateStatusRequest(status_emoji=":wave:", status_message="busy")
    assert (await auth.users.UpdateStatus(request, metadata=me)).status_message == "busy"
    cleared = await auth.users.UpdateStatus(users_pb2.UpdateStatusRequest(), metadata=me)
    assert not cleared.HasField("status_emoji")
    past = users_pb2.UpdateStatusRequest(status_message="old", status_expires_at=1)
    assert not (await auth.users.UpdateStatus(past, metadata=me)).HasField("status_message")


async def test_update_changes_what_is_sent_and_keeps_the_rest(
    auth: Auth, admin: Person, person: Person
) -> None:
    request = users_pb2.UpdateUserRequest(user_id=person.id, email=f"New-{person.email}")
    row = await auth.users.UpdateUser(request, metadata=admin.as_caller)
    assert (row.email, row.role, row.name) == (f"new-{person.email}", "user", "Some One")
    again = await auth.sign_up(person.email)
    assert again.email == person.email, "the address before is free"
    taken = users_pb2.UpdateUserRequest(user_id=person.id, email=again.email)
    await refused(auth.users.UpdateUser(taken, metadata=admin.as_caller), "EMAIL_TAKEN")
    assert (await auth.sign_in(f"new-{person.email}", PASSWORD)).id == person.id


async def test_the_first_administrator_is_protected(auth: Auth, admin: Person) -> None:
    second = await auth.accounts.AddUser(
        accounts_pb2.AddUserRequest(name="B", email="second@example.test", password="p", role="admin"),
        metadata=admin.as_caller,
    )
    by_second = (("authorization", f"Bearer {second.token}"),)
    for caller, change in (
        (admin.as_caller, {"role": "user"}),
        (by_second, {"name": "taken over"}),
        (by_second, {"password": "mine now"}),
    ):
        call = auth.users.UpdateUser(users_pb2.UpdateUserRequest(user_id=admin.id, **change), metadata=caller)
        await refused(call, "ACTION_PROHIBITED")
    for caller in (admin.as_caller, by_second):
        call = auth.users.DeleteUser(users_pb2.DeleteUserRequest(user_id=admin.id), metadata=caller)
        await refused(call, "ACTION_PROHIBITED")


async def test_unknown_roles_are_refused(auth: Auth, admin: Person, person: Person) -> None:
    add = accounts_pb2.AddUserRequest(name="B", email="emperor@example.test", password="p", role="emperor")
    await refused(auth.accounts.AddUser(add, metadata=admin.as_caller), "VALIDATION_FAILED")
    change = users_pb2.UpdateUserRequest(user_id=person.id, role="emperor")
    await refused(auth.users.UpdateUser(change, metadata=admin.as_caller), "VALIDATION_FAILED")


async def test_a_deleted_account_is_gone_with_sessions_and_address_and_twice_is_fine(
    auth: Auth, admin: Person, person: Person
) -> None:
    for _ in range(2):
        request = users_pb2.DeleteUserRequest(user_id=person.id)
        assert (await auth.users.DeleteUser(request, metadata=admin.as_caller)).value
    await refused(auth.exchange(person.token), "SESSION_REVOKED")
    await refused(auth.sign_in(person.email), "CREDENTIALS_WRONG")
    call = auth.users.GetUser(users_pb2.GetUserRequest(user_id=person.id), metadata=admin.as_caller)
    await refused(call, "USER_NOT_FOUND")
    again = await auth.sign_up(person.email)
    assert again.id != person.id
    database = auth.service.runtime.database
    assert await database["password_hashes"].find_one({"_id": person.id}) is None


async def test_developer_keys_go_when_their_maker_is_no_administrator_any_more(
    auth: Auth, admin: Person
) -> None:
    maker = await auth.accounts.AddUser(
        accounts_pb2.AddUserRequest(name="M", email="maker@example.test", password="p", role="admin"),
        metadata=admin.as_caller,
    )
    made = await auth.developer_keys.CreateDeveloperKey(
        developer_keys_pb2.CreateDeveloperKeyRequest(),
        metadata=(("authorization", f"Bearer {maker.token}"),),
    )
    assert (await auth.exchange(made.secret)).caller.role == "admin"
    demote = users_pb2.UpdateUserRequest(user_id=maker.id, role="user")
    await auth.users.UpdateUser(demote, metadata=admin.as_caller)
    await refused(auth.exchange(made.secret), "INVALID_CREDENTIAL")


async def test_a_replica_hears_of_a_change_at_another(fresh: Fresh) -> None:
    import asyncio

    async with fresh() as one, fresh() as two:
        person = await one.sign_up()
        await two.session_of(person)
        for _ in range(100):  # the first message waits for the bus connection
            await one.accounts.UpdateProfile(
                accounts_pb2.UpdateProfileRequest(name="Renamed", profile_image_url="/user.png"),
                metadata=person.as_caller,
            )
            await one.accounts.UpdateProfile(
                accounts_pb2.UpdateProfileRequest(name="Again", profile_image_url="/user.png"),
                metadata=person.as_caller,
            )
            if (await two.session_of(person)).name == "Again":
                break
            await asyncio.sleep(0.05)
        assert (await two.session_of(person)).name == "Again"
