"""Error answers: each surface in its own shape, the same reasons behind them."""

from __future__ import annotations

from typing import Any

import pytest

from services.gateway.contract import reason_statuses
from services.gateway.dialects import dialects
from services.gateway.dialects.words import WORDS
from services.gateway.errors import Failure
from tests.unit.gateway.harness import DEVELOPER, USER, Stand

PATHS = {
    "openwebui": ("/api/v1/fail/openwebui", USER),
    "anythingllm": ("/api/v1/fail/anythingllm", DEVELOPER),
    "openai": ("/openai/fail", USER),
    "ollama": ("/ollama/fail", USER),
    "scim": ("/api/v1/scim/v2/fail", USER),
}


async def fail(gate: Stand, surface: str, reason: str, message: str = "", **details: str) -> Any:
    path, credential = PATHS[surface]
    body = {"reason": reason, "message": message, "details": details}
    return await gate.client("POST", path, body, credential=credential)


async def test_openwebui_says_detail(gate: Stand) -> None:
    answer = await fail(gate, "openwebui", "CHAT_NOT_FOUND")
    assert (answer.status, answer.header("content-type")) == (401, "application/json")
    assert answer.json == {"detail": WORDS["CHAT_NOT_FOUND"]}


async def test_anythingllm_says_error_and_message_side_by_side(gate: Stand) -> None:
    answer = await fail(gate, "anythingllm", "NOT_FOUND")
    assert (answer.status, answer.header("content-type")) == (404, "application/json; charset=utf-8")
    assert set(answer.json) == {"error", "message"}


@pytest.mark.parametrize("credential", [None, "Bearer wrong"])
async def test_anythingllm_refuses_a_missing_or_unknown_key_with_403(
    gate: Stand, credential: str | None
) -> None:
    answer = await gate.client("POST", "/api/v1/fail/anythingllm", {"reason": "x"}, credential=credential)
    assert answer.status == 403
    assert set(answer.json) == {"error", "message"}


async def test_a_route_may_declare_the_shape_of_its_errors(gate: Stand) -> None:
    text = await fail(gate, "anythingllm", "WORKSPACE_NOT_FOUND")
    assert (text.status, text.header("content-type")) == (400, "text/plain; charset=utf-8")
    assert text.body.decode() == WORDS["WORKSPACE_NOT_FOUND"]
    shaped = await fail(gate, "anythingllm", "FILE_EMPTY")
    assert shaped.status == 422
    assert shaped.json == {"success": False, "error": WORDS["FILE_EMPTY"], "documents": []}
    empty = await fail(gate, "anythingllm", "THREAD_NOT_FOUND")
    assert (empty.status, empty.body) == (404, b"")


async def test_openai_errors_have_message_type_param_and_code(gate: Stand) -> None:
    answer = await fail(gate, "openai", "RATE_LIMITED", retry_after="17")
    assert (answer.status, answer.header("retry-after")) == (429, "17")
    error = answer.json["error"]
    assert set(error) == {"message", "type", "param", "code"}
    assert (error["type"], error["code"]) == ("rate_limit_error", "rate_limited")
    bad = await gate.client("POST", "/openai/fail", {"message": 5})
    assert (bad.status, bad.json["error"]["param"]) == (400, "reason")


async def test_ollama_errors_are_one_text(gate: Stand) -> None:
    answer = await fail(gate, "ollama", "OVERLOADED")
    assert (answer.status, answer.header("retry-after")) == (503, "1")
    assert list(answer.json) == ["error"]


async def test_scim_errors_carry_schema_status_as_text_and_type(gate: Stand) -> None:
    answer = await fail(gate, "scim", "EMAIL_TAKEN")
    assert (answer.status, answer.header("content-type")) == (409, "application/scim+json")
    assert answer.json["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
    assert (answer.json["status"], answer.json["scimType"]) == ("409", "uniqueness")
    broken = await gate.client("POST", "/api/v1/scim/v2/fail", b"{")
    assert (broken.status, broken.json["scimType"]) == (400, "invalidSyntax")


async def test_validation_errors_are_a_list_on_openwebui_and_a_sentence_elsewhere(gate: Stand) -> None:
    listed = await gate.client("POST", "/api/v1/fail/openwebui", {})
    assert listed.status == 422
    assert listed.json["detail"][0]["type"] == "missing"
    assert listed.json["detail"][0]["loc"] == ["body", "reason"]
    told = await gate.client("POST", "/api/v1/fail/anythingllm", {}, credential=DEVELOPER)
    assert told.status == 400
    assert told.json["error"].startswith("body.reason")


async def test_a_service_words_what_only_it_knows(gate: Stand) -> None:
    answer = await fail(gate, "openwebui", "INVALID_ARGUMENT", "The name must not be empty.")
    assert answer.json == {"detail": "The name must not be empty."}
    unlisted = await fail(gate, "openwebui", "MODEL_NOT_FOUND", "There is no model m.")
    assert unlisted.json == {"detail": "There is no model m."}
    silent = await fail(gate, "openwebui", "MODEL_NOT_FOUND")
    assert silent.json == {"detail": "Model not found."}


async def test_internals_of_a_conflict_are_not_shown(gate: Stand) -> None:
    answer = await fail(gate, "openwebui", "CONFLICT", "stream user-17 is no longer at version 4")
    assert answer.status == 409
    assert b"user-17" not in answer.body


async def test_what_a_backend_refused_with_passes_as_it_came(gate: Stand) -> None:
    body = '{"error": {"message": "no", "code": 7}}'
    answer = await fail(gate, "openwebui", "BACKEND_REFUSED", body, status="418")
    assert (answer.status, answer.body.decode()) == (418, body)
    odd = await fail(gate, "openwebui", "BACKEND_REFUSED", "<html>", status="299")
    assert odd.status == 502
    assert odd.json == {"detail": "<html>"}


@pytest.mark.parametrize("surface", sorted(PATHS))
@pytest.mark.parametrize("reason", sorted(reason_statuses()))
def test_every_reason_has_an_error_status_and_words_on_every_surface(surface: str, reason: str) -> None:
    dialect = next(d for d in dialects().values() if d.name == surface)
    told = dialect.tell(Failure(reason))
    assert 400 <= told.status <= 599
    assert len(told.message) > 8
    assert told.body
