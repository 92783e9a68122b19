"""A stock python-socketio client gets the events of the recorded turns, from any gateway."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import httpx
import pytest
import socketio

from tests.e2e.live.clients import PATH, Client, connected
from tests.system import Person, System


def group(system: System, owner: Person, *others: Person) -> str:
    """A new group of these people."""
    body = {"name": "crew", "type": "group", "user_ids": [one.id for one in others]}
    with system.client(headers=owner.headers) as client:
        return str(client.post("/api/v1/channels/create", json=body).raise_for_status().json()["id"])


async def post(url: str, who: Person, path: str, body: Any) -> Any:
    """POST as somebody; the decoded reply."""
    async with httpx.AsyncClient(base_url=url, timeout=30, headers=who.headers) as client:
        return (await client.post(path, json=body)).raise_for_status().json()


async def test_the_recorded_channel_turn(system: System, gateways: tuple[str, str]) -> None:
    bob, cy = system.person("Bob"), system.person("Cy")
    crew = group(system, bob, cy)
    async with connected((gateways[0], bob.token), (gateways[1], cy.token)) as (one, two):
        joined = await one.io.call("user-join", {"auth": {"token": bob.token}})
        assert joined == {"id": bob.id, "name": "Bob"}
        await one.io.emit("heartbeat", {})
        await one.io.emit("usage", {"model": "fake-gpt"})
        await one.io.emit("join-channels", {"auth": {"token": bob.token}})
        body = {"content": "ping", "temp_id": "t-1"}
        posted = await post(gateways[0], bob, f"/api/v1/channels/{crew}/messages/post", body)
        for client in (one, two):
            event = await client.next("message")
            assert set(event) == {"channel_id", "message_id", "data", "user", "channel"}
            assert (event["channel_id"], event["message_id"]) == (crew, posted["id"])
            assert event["data"]["data"]["temp_id"] == "t-1"
            assert {k: v for k, v in event["data"]["data"].items() if k in posted} == posted
            assert event["data"]["data"]["user"] == {"id": bob.id, "name": "Bob", "role": "user"}
            assert (event["channel"]["type"], event["channel"]["name"]) == ("group", "crew")
        typing = {
            "channel_id": crew,
            "message_id": None,
            "data": {"type": "typing", "data": {"typing": True}},
        }
        await one.io.emit("events:channel", typing)
        for client in (one, two):
            told = await client.next("typing")
            assert told == {**typing, "user": {"id": bob.id, "name": "Bob", "role": "user"}}


async def test_each_change_of_a_message_is_told(system: System, gateways: tuple[str, str]) -> None:
    bob, cy = system.person("Bob"), system.person("Cy")
    crew = group(system, bob, cy)
    path = f"/api/v1/channels/{crew}/messages"
    async with connected((gateways[1], cy.token)) as (client,):
        first = (await post(gateways[0], bob, f"{path}/post", {"content": "one"}))["id"]
        await client.next("message")
        await post(gateways[0], bob, f"{path}/{first}/update", {"content": "two"})
        assert (await client.next("message:update"))["data"]["data"]["content"] == "two"
        await post(gateways[0], bob, f"{path}/{first}/reactions/add", {"name": "wave"})
        reacted = await client.next("message:reaction:add")
        assert reacted["data"]["data"]["name"] == "wave"
        assert reacted["data"]["data"]["reactions"][0]["users"] == [{"id": bob.id, "name": "Bob"}]
        await post(gateways[0], bob, f"{path}/{first}/reactions/remove", {"name": "wave"})
        await client.next("message:reaction:remove")
        await post(gateways[0], cy, f"{path}/post", {"content": "in the thread", "parent_id": first})
        assert (await client.next("message:reply"))["message_id"] == first
        async with httpx.AsyncClient(base_url=gateways[0], headers=bob.headers) as http:
            (await http.delete(f"{path}/{first}/delete")).raise_for_status()
        assert (await client.next("message:delete"))["message_id"] == first


async def test_who_joins_hears_and_who_leaves_does_not(system: System, gateways: tuple[str, str]) -> None:
    bob, cy, eve = system.person("Bob"), system.person("Cy"), system.person("Eve")
    crew = group(system, bob, cy)
    path = f"/api/v1/channels/{crew}"
    async with connected((gateways[1], eve.token)) as (client,):
        await post(gateways[0], bob, f"{path}/messages/post", {"content": "without her"})
        assert await client.quiet("message")
        typing = {
            "channel_id": crew,
            "message_id": None,
            "data": {"type": "typing", "data": {"typing": True}},
        }
        await client.io.emit("events:channel", typing)
        await post(gateways[0], bob, f"{path}/update/members/add", {"user_ids": [eve.id]})
        assert (await client.next("channel:created"))["channel_id"] == crew
        await post(gateways[0], bob, f"{path}/messages/post", {"content": "with her"})
        assert (await client.next("message"))["data"]["data"]["content"] == "with her"
        await post(gateways[0], bob, f"{path}/update/members/remove", {"user_ids": [eve.id]})
        await asyncio.sleep(0.3)
        await post(gateways[0], bob, f"{path}/messages/post", {"content": "without her again"})
        assert await client.quiet("message")


async def test_a_channel_that_is_closed_falls_silent_for_who_may_not_read_it(
    system: System, gateways: tuple[str, str]
) -> None:
    bob = system.person("Bob")
    opened = [{"principal_type": "user", "principal_id": "*", "permission": "read"}]
    body = {"name": "news", "access_grants": opened}
    news = (await post(gateways[0], system.admin, "/api/v1/channels/create", body))["id"]
    async with connected((gateways[1], bob.token)) as (client,):
        await post(gateways[0], system.admin, f"/api/v1/channels/{news}/messages/post", {"content": "open"})
        await client.next("message")
        await post(gateways[0], system.admin, f"/api/v1/channels/{news}/access/update", {"access_grants": []})
        await asyncio.sleep(1)
        await post(gateways[0], system.admin, f"/api/v1/channels/{news}/messages/post", {"content": "shut"})
        assert await client.quiet("message")


async def test_signing_out_ends_the_connection_within_a_second(
    system: System, gateways: tuple[str, str]
) -> None:
    bob = system.person("Bob")
    async with connected((gateways[1], bob.token)) as (client,):
        async with httpx.AsyncClient(base_url=gateways[0], headers=bob.headers) as http:
            (await http.post("/api/v1/auths/signout")).raise_for_status()
        began = time.monotonic()
        await asyncio.wait_for(client.gone.wait(), 10)
        assert time.monotonic() - began < 1


async def test_a_deactivated_account_is_cut_off_within_a_second(
    system: System, gateways: tuple[str, str]
) -> None:
    bob = system.person("Bob")
    async with connected((gateways[0], bob.token)) as (client,):
        form = {"role": "pending", "name": "Bob", "email": bob.email, "profile_image_url": "/user.png"}
        await post(gateways[1], system.admin, f"/api/v1/users/{bob.id}/update", form)
        began = time.monotonic()
        await asyncio.wait_for(client.gone.wait(), 10)
        assert time.monotonic() - began < 1


async def test_polling_works_and_an_api_key_may_connect(system: System, gateways: tuple[str, str]) -> None:
    bob = system.person("Bob")
    crew = group(system, bob)
    async with connected((gateways[0], bob.token), transports=["polling"]) as (client,):
        await post(gateways[1], bob, f"/api/v1/channels/{crew}/messages/post", {"content": "polled"})
        assert (await client.next("message"))["data"]["data"]["content"] == "polled"


@pytest.mark.parametrize("token", ["garbage", "a.b.c", "sk-" + "0" * 32])
async def test_a_bad_credential_does_not_connect(gateways: tuple[str, str], token: str) -> None:
    client = Client()
    with pytest.raises(socketio.exceptions.ConnectionError):
        await client.connect(gateways[0], token)


async def test_without_a_credential_nothing_is_heard(system: System, gateways: tuple[str, str]) -> None:
    bob = system.person("Bob")
    crew = group(system, bob)
    client = Client()
    await client.connect(gateways[0], None)
    await post(gateways[0], bob, f"/api/v1/channels/{crew}/messages/post", {"content": "private"})
    assert await client.quiet("message")
    joined = await client.io.call("user-join", {"auth": {"token": bob.token}})
    assert joined["id"] == bob.id
    await post(gateways[0], bob, f"/api/v1/channels/{crew}/messages/post", {"content": "now"})
    assert (await client.next("message"))["data"]["data"]["content"] == "now"
    await client.io.disconnect()


async def test_a_page_of_another_site_cannot_use_the_cookie(
    system: System, gateways: tuple[str, str]
) -> None:
    bob = system.person("Bob")
    async with httpx.AsyncClient(base_url=gateways[0]) as http:
        headers = {"origin": "https://evil.example", "cookie": f"token={bob.token}"}
        reply = await http.get(f"{PATH}?EIO=4&transport=polling", headers=headers)
        assert reply.status_code == 400


async def test_a_client_that_sends_too_much_at_once_is_let_go(
    system: System, gateways: tuple[str, str]
) -> None:
    bob = system.person("Bob")
    async with connected((gateways[0], bob.token)) as (client,):
        await client.io.emit("usage", {"model": "x" * 200_000})
        await asyncio.wait_for(client.gone.wait(), 10)


async def test_twenty_clients_on_two_gateways_all_get_each_message(
    system: System, gateways: tuple[str, str]
) -> None:
    bob = system.person("Bob")
    crew = group(system, bob)
    places = [(gateways[number % 2], bob.token) for number in range(20)]
    async with connected(*places) as clients:
        for number in range(5):
            body = {"content": str(number)}
            await post(gateways[number % 2], bob, f"/api/v1/channels/{crew}/messages/post", body)
        for client in clients:
            got = [(await client.next("message"))["data"]["data"]["content"] for _ in range(5)]
            assert sorted(got) == ["0", "1", "2", "3", "4"]
        assert not system.server_errors()


async def test_events_are_streamed_to_callers_of_the_api(system: System, gateways: tuple[str, str]) -> None:
    bob, cy = system.person("Bob"), system.person("Cy")
    crew = group(system, bob, cy)
    async with (
        httpx.AsyncClient(base_url=gateways[1], headers=cy.headers, timeout=30) as http,
        http.stream("GET", "/api/v1/events/stream") as reply,
    ):
        assert reply.headers["content-type"].startswith("text/event-stream")
        await post(gateways[0], bob, f"/api/v1/channels/{crew}/messages/post", {"content": "streamed"})
        async for line in reply.aiter_lines():
            if line.startswith("data: "):
                assert '"event":"events:channel"' in line
                assert '"streamed"' in line
                break
