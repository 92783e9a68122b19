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


@pytest.mark.parametrize(
    ("reason", "status"),
    [
        ("VALIDATION_FAILED", 400),
        ("IDEMPOTENCY_KEY_REUSED", 400),
        ("ACCESS_PROHIBITED", 403),
        ("PERMISSION_MISSING", 403),
        ("CHAT_NOT_FOUND", 403),
        ("INVALID_CREDENTIAL", 401),
        ("SESSION_REVOKED", 401),
        ("NOT_FOUND", 404),
        ("TOO_LARGE", 413),
    ],
)
async def test_scim_never_answers_422_and_401_only_for_the_credential(
    gate: Stand, reason: str, status: int
) -> None:
    answer = await fail(gate, "scim", reason)
    assert (answer.status, answer.json["status"]) == (status, str(status))
    assert answer.header("content-type") == "application/scim+json"
    assert (answer.header("www-authenticate") is not None) == (status == 401)


SCIM = "/api/v1/scim/v2"


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "kind"),
    [
        ("GET", "/nothing", b"", 404, None),
        ("GET", "", b"", 404, None),
        ("DELETE", "/Users/%2e%2e/x", b"", 404, None),
        ("OPTIONS", "/nothing", b"", 404, None),
        ("PATCH", "/fail", b"{}", 405, None),
        ("TRACE", "/fail", b"", 405, None),
        ("POST", "/fail", b"{", 400, "invalidSyntax"),
        ("POST", "/fail", b"[]", 400, "invalidSyntax"),
        ("POST", "/fail", b"", 400, "invalidSyntax"),
        ("POST", "/fail", b"<xml/>", 400, "invalidSyntax"),
        ("POST", "/fail", b'{"reason": "\xff"}', 400, "invalidSyntax"),
        ("POST", "/fail", b'{"reason":' * 200 + b"1" + b"}" * 200, 400, "invalidSyntax"),
        ("POST", "/fail", b"[" * 100_000, 400, "invalidSyntax"),
        ("POST", "/fail", b'{"reason": 7}', 400, "invalidValue"),
        ("POST", "/fail", b"{}", 400, "invalidValue"),
        ("POST", "/fail", b" " * (16 * 1024 * 1024 + 1), 413, None),
        ("HEAD", "/fail", b"", 405, None),
    ],
)
async def test_every_fault_below_scim_is_told_as_scim_tells_it(
    gate: Stand, method: str, path: str, body: bytes, status: int, kind: str | None
) -> None:
    answer = await gate.client(method, SCIM + path, body, headers={"content-type": "application/scim+json"})
    assert answer.status == status
    assert answer.header("content-type") == "application/scim+json"
    if status == 405:
        assert answer.header("allow") == "POST"
    if method == "HEAD":
        return
    assert answer.json["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
    assert answer.json["status"] == str(status)
    assert answer.json.get("scimType") == kind
    assert not gate.things.calls


async def test_scim_refuses_a_missing_or_unknown_credential_with_401(gate: Stand) -> None:
    for credential in (None, "Bearer wrong"):
        answer = await gate.client("PUT", f"{SCIM}/heads/7", {}, credential=credential)
        assert answer.status == 401
        assert (answer.header("www-authenticate") or "").startswith("Bearer")


async def test_scim_takes_plain_json_and_its_own_type(gate: Stand) -> None:
    for kind in ("application/json", "application/scim+json; charset=utf-8", ""):
        headers = {"content-type": kind}
        assert (await gate.client("PUT", f"{SCIM}/heads/7", {"a": 1}, headers=headers)).status == 201
        assert gate.things.calls[-1]["request"].document == b'{"a": 1}'


async def test_paths_that_only_contain_the_word_are_not_scim(gate: Stand) -> None:
    assert list((await gate.client("GET", "/other/scim/v2")).json) == ["detail"]
    assert list((await gate.client("GET", "/api/v1/scimitar")).json) == ["detail"]


async def test_a_value_a_service_refuses_is_listed_like_the_gateways_own(gate: Stand) -> None:
    answer = await fail(gate, "openwebui", "VALIDATION_FAILED", "This is no date.", field="form.born")
    assert answer.status == 422
    entry = {"type": "value_error", "loc": ["body", "form", "born"], "msg": "This is no date.", "input": None}
    assert answer.json == {"detail": [entry]}
    whole = await fail(gate, "openwebui", "VALIDATION_FAILED", "This is no chat.", input="x")
    assert whole.json["detail"] == [
        {"type": "value_error", "loc": ["body"], "msg": "This is no chat.", "input": "x"}
    ]
    for surface in ("anythingllm", "ollama"):
        told = await fail(gate, surface, "VALIDATION_FAILED", "This is no date.", field="born")
        assert (told.status, told.json["error"]) == (400, "This is no date.")
    openai = await fail(gate, "openai", "VALIDATION_FAILED", "This is no date.", field="born")
    assert (openai.json["error"]["message"], openai.json["error"]["param"]) == ("This is no date.", "born")


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
