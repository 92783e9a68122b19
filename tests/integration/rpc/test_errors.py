"""What a caller is told about an exception, and what it is not."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator

import grpc
import grpc.aio
import pytest
from google.rpc import error_details_pb2
from grpc_status import rpc_status
from pymongo.errors import ServerSelectionTimeoutError

from kernel.errors import Refusal, VersionConflict
from kernel.rpc.errors import REASONS, refusal_of
from tests.integration.rpc.harness import Client, Running, serving


class OwnRefusal(Exception):
    """As a domain module defines one."""

    reason = "CHAT_NOT_FOUND"


@pytest.fixture
async def running() -> AsyncIterator[tuple[Running, Client]]:
    async with serving() as server, Client(server.target) as client:
        yield server, client


async def failure(running: tuple[Running, Client], error: BaseException) -> grpc.aio.AioRpcError:
    server, client = running
    server.sample.fail_with = error
    with pytest.raises(grpc.aio.AioRpcError) as caught:
        await client.call("Fail")
    return caught.value


async def test_a_refusal_arrives_with_its_reason_details_and_code(
    running: tuple[Running, Client],
) -> None:
    refused = Refusal("RATE_LIMITED", "slow down, ärger", {"retry_after": "7"})
    error = await failure(running, refused)
    assert error.code() is grpc.StatusCode.RESOURCE_EXHAUSTED
    status = rpc_status.from_call(error)  # checks that code and message agree with the details
    info = error_details_pb2.ErrorInfo()
    assert status is not None
    assert status.details[0].Unpack(info)
    assert (info.reason, info.domain, dict(info.metadata)) == (
        "RATE_LIMITED", "parlance", {"retry_after": "7"},
    )  # fmt: skip
    assert status.message == "slow down, ärger"


@pytest.mark.parametrize("reason", sorted(set(REASONS) - {"INTERNAL"}))
async def test_every_reason_of_the_contract_survives_the_wire(
    running: tuple[Running, Client], reason: str
) -> None:
    error = await failure(running, Refusal(reason))
    assert error.code() is REASONS[reason].code
    again = refusal_of(error)
    assert again is not None
    assert again.reason == reason


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OwnRefusal("gone"), "CHAT_NOT_FOUND"),
        (VersionConflict("chat-1", 3), "CONFLICT"),
        (ServerSelectionTimeoutError("mongodb://u:p@db"), "UNAVAILABLE"),
        (TimeoutError(), "DEADLINE_EXCEEDED"),
        (ConnectionRefusedError(), "UNAVAILABLE"),
    ],
)
async def test_known_exceptions_have_a_reason(
    running: tuple[Running, Client], error: Exception, reason: str
) -> None:
    told = await failure(running, error)
    refused = refusal_of(told)
    assert refused is not None
    assert refused.reason == reason
    assert "u:p" not in str(told.details())


async def test_a_defect_is_logged_and_its_text_kept_from_the_caller(
    running: tuple[Running, Client], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, "parlance.rpc"):
        error = await failure(running, KeyError("secret-detail"))
    assert error.code() is grpc.StatusCode.INTERNAL
    assert "secret-detail" not in f"{error.details()}{error.trailing_metadata()}"
    assert refusal_of(error) is None
    assert "secret-detail" in caplog.text


async def test_an_unknown_reason_is_a_defect(running: tuple[Running, Client]) -> None:
    error = await failure(running, Refusal("NO_SUCH_REASON"))
    assert error.code() is grpc.StatusCode.INTERNAL


async def test_a_long_message_is_cut_and_still_arrives(running: tuple[Running, Client]) -> None:
    error = await failure(running, Refusal("BACKEND_REFUSED", "ü" * 100_000))
    refused = refusal_of(error)
    assert refused is not None
    assert refused.reason == "BACKEND_REFUSED"
    assert 1000 < len(str(refused)) < 3000


async def test_a_message_that_cannot_be_decoded_is_the_callers_fault(
    running: tuple[Running, Client],
) -> None:
    _, client = running
    raw = client.channel.unary_unary("/parlance.sample.v1.Sample/Echo")
    with pytest.raises(grpc.aio.AioRpcError) as caught:
        await raw(b"\xff\xff\xff", timeout=5)
    assert caught.value.code() is grpc.StatusCode.INVALID_ARGUMENT


async def test_a_stream_that_fails_midway_delivers_what_came_before(
    running: tuple[Running, Client],
) -> None:
    _, client = running
    got = []
    call = client.method("Count", "unary_stream")(client.Note(count=-5), timeout=5)
    with pytest.raises(grpc.aio.AioRpcError) as caught:
        async for note in call:
            got.append(note.count)
    assert got == [0, 1]
    refused = refusal_of(caught.value)
    assert refused is not None
    assert refused.reason == "BACKEND_TIMEOUT"
