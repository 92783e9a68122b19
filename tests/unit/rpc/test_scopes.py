"""Which scopes open the methods of the real contract."""

from __future__ import annotations

import pytest
from parlance.auth.v1 import accounts_pb2_grpc, keys_pb2_grpc, users_pb2_grpc  # noqa: F401
from parlance.chat.v1 import chats_pb2_grpc  # noqa: F401
from parlance.inference.v1 import engine_pb2_grpc, ollama_pb2_grpc, openai_pb2_grpc  # noqa: F401
from parlance.knowledge.v1 import retriever_pb2_grpc  # noqa: F401

from kernel.rpc import contract, scopes


def opening(service: str, name: str) -> frozenset[str]:
    return next(scopes.opening(m) for m in contract.methods(service) if m.name == name)


@pytest.mark.parametrize(
    ("service", "method", "expected"),
    [
        ("auth.v1.Users", "UpdateUser", {"users"}),
        ("auth.v1.Users", "ListUsers", {"users", "users:read", "read"}),
        ("auth.v1.Accounts", "UpdatePassword", set()),
        ("auth.v1.Accounts", "CreateApiKey", set()),
        ("auth.v1.Keys", "CreateScimToken", set()),
        ("auth.v1.Keys", "ListApiKeys", {"read"}),
        ("inference.v1.Engine", "Complete", {"openai"}),
        ("auth.v1.Tokens", "Exchange", set()),
    ],
)
def test_a_method_is_opened_by_its_area_and_by_read(service: str, method: str, expected: set[str]) -> None:
    assert opening(f"parlance.{service}", method) == expected


def test_openai_opens_completions_models_and_embeddings_but_no_administration() -> None:
    for service in ("parlance.inference.v1.OpenAI", "parlance.inference.v1.Ollama"):
        for method in contract.methods(service):
            opened = scopes.OPENAI in scopes.opening(method)
            assert opened == (method.rule.access in (2, 3)), method.name


def test_every_scope_that_opens_something_can_be_given_to_a_key() -> None:
    for package in ("auth", "chat", "knowledge", "inference"):
        for service in contract.services_of(package):
            for method in contract.methods(service):
                assert not scopes.unknown(scopes.opening(method)), method.path
