"""Bodies of routes that also take forms."""

from __future__ import annotations

import json

import pytest

from services.gateway.errors import Failure
from services.gateway.leniency import MOST_FIELDS, as_json
from tests.unit.gateway.harness import DEVELOPER, Stand

FORM = "application/x-www-form-urlencoded"


def test_a_form_becomes_an_object_of_texts() -> None:
    body = as_json(b"message=hello+there&empty=&umlaut=%C3%BC", f"{FORM}; charset=utf-8".encode())
    assert json.loads(body) == {"message": "hello there", "empty": "", "umlaut": "ü"}


@pytest.mark.parametrize("body", [b"", b" \n"])
def test_nothing_is_an_empty_object(body: bytes) -> None:
    assert as_json(body, b"") == b"{}"


def test_json_passes_whatever_its_type_says() -> None:
    assert as_json(b'{"a":1}', b"text/plain") == b'{"a":1}'


def test_a_form_with_too_many_fields_is_refused() -> None:
    with pytest.raises(Failure, match="at most"):
        as_json(b"&".join([b"a=1"] * (MOST_FIELDS + 1)), FORM.encode())


async def test_a_lenient_route_reads_a_form(gate: Stand) -> None:
    headers = {"content-type": FORM}
    path = "/api/v1/workspace/w1/stream-chat"
    await gate.client("POST", path, b"mode=from+a+form", headers=headers, credential=DEVELOPER)
    assert gate.things.calls[-1]["request"].mode == "from a form"


async def test_a_body_that_is_no_json_gets_a_page_on_the_developer_api(gate: Stand) -> None:
    answer = await gate.client("POST", "/api/v1/fail/anythingllm", b'{"reason":', credential=DEVELOPER)
    assert (answer.status, answer.header("content-type")) == (400, "text/html; charset=utf-8")
    assert answer.body.startswith(b"<!doctype html>")
