"""A generic gRPC client that knows nothing of Parlance: reflection, dynamic messages, a session token."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import grpc
import pytest
from google.protobuf import json_format
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message_factory import GetMessageClass
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase
from grpc_status import rpc_status

from tests.system import Person, System

PROMISED = {
    "auth": "parlance.auth.v1.Users",
    "chat": "parlance.chat.v1.Chats",
    "knowledge": "parlance.knowledge.v1.Files",
    "inference": "parlance.inference.v1.Models",
}


class Generic:
    """Calls methods by name, with messages as dicts."""

    def __init__(self, port: int) -> None:
        self._channel = grpc.insecure_channel(f"127.0.0.1:{port}")
        self._database = ProtoReflectionDescriptorDatabase(self._channel)
        self._pool = DescriptorPool(self._database)

    def services(self) -> list[str]:
        """What the server says it serves."""
        return list(self._database.get_services())

    def call(self, service: str, method: str, request: dict[str, Any], token: str = "") -> dict[str, Any]:
        """One unary call."""
        descriptor = self._pool.FindServiceByName(service).FindMethodByName(method)
        send, receive = GetMessageClass(descriptor.input_type), GetMessageClass(descriptor.output_type)
        stub = self._channel.unary_unary(
            f"/{service}/{method}",
            request_serializer=send.SerializeToString,
            response_deserializer=receive.FromString,
        )
        metadata = (("authorization", f"Bearer {token}"),) if token else ()
        reply = stub(json_format.ParseDict(request, send()), metadata=metadata, timeout=20)
        found: dict[str, Any] = json_format.MessageToDict(reply, preserving_proto_field_name=True)
        return found

    def close(self) -> None:
        """Close the channel."""
        self._channel.close()


@pytest.fixture(scope="module")
def person(system: System) -> Person:
    """Somebody with an account."""
    return system.person("Grpc")


@pytest.fixture(params=sorted(PROMISED))
def service(request: pytest.FixtureRequest, system: System) -> Iterator[tuple[str, Generic]]:
    """Each service with a client of it."""
    client = Generic(system.ports[request.param])
    yield request.param, client
    client.close()


def test_each_service_lists_what_it_serves(service: tuple[str, Generic]) -> None:
    name, client = service
    listed = client.services()
    assert PROMISED[name] in listed
    assert "grpc.health.v1.Health" in listed


def test_a_session_token_opens_a_method(system: System, person: Person) -> None:
    chats = Generic(system.ports["chat"])
    auth = Generic(system.ports["auth"])
    try:
        session = auth.call("parlance.auth.v1.Accounts", "GetSession", {}, person.token)
        assert session["email"] == person.email
        assert chats.call("parlance.chat.v1.Chats", "List", {}, person.token).get("items", []) == []
    finally:
        chats.close()
        auth.close()


def test_without_a_token_the_reason_is_told(system: System) -> None:
    client = Generic(system.ports["chat"])
    try:
        with pytest.raises(grpc.RpcError) as caught:
            client.call("parlance.chat.v1.Chats", "List", {})
    finally:
        client.close()
    error: Any = caught.value
    assert error.code() == grpc.StatusCode.UNAUTHENTICATED
    status = rpc_status.from_call(error)
    assert [detail.TypeName() for detail in status.details] == ["google.rpc.ErrorInfo"]


def test_a_plain_user_is_kept_out_of_an_administrators_method(system: System, person: Person) -> None:
    client = Generic(system.ports["auth"])
    try:
        with pytest.raises(grpc.RpcError) as caught:
            client.call("parlance.auth.v1.Users", "ListUsers", {}, person.token)
    finally:
        client.close()
    error: Any = caught.value
    assert error.code() == grpc.StatusCode.PERMISSION_DENIED
