"""What a client must not be able to do: break the server, reach what is not theirs, leave half of something.

Each reply is a clear 4xx in the shape of its surface; a backend that misbehaves is named as such.
"""

from __future__ import annotations

import io
import json
import socket
import time
import zipfile
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.system import PASSWORD, Person, System, wait_until_processed

QUESTION = [{"role": "user", "content": "Which way to the harbour?"}]
LIKE_A_QUERY = ({"$ne": None}, {"$gt": ""}, {"$where": "1"}, ["a"], 7, True)


@pytest.fixture(scope="module")
def person(system: System) -> Person:
    """Somebody with an account."""
    return system.person("Careless")


@pytest.fixture
def client(system: System, person: Person) -> Iterator[httpx.Client]:
    """Their client."""
    with system.client(headers=person.headers) as made:
        yield made


@pytest.fixture
def developer(system: System) -> Iterator[httpx.Client]:
    """A client with a developer key."""
    with system.client(headers={"authorization": f"Bearer {system.developer_key()}"}) as made:
        yield made


@pytest.fixture
def broken(system: System) -> Iterator[System]:
    """The system; afterwards its provider is well and no longer left alone."""
    yield system
    system.break_provider("")
    body = {"model": "fake-gpt", "messages": QUESTION}
    with system.client(headers=system.admin.headers) as client:
        for _ in range(100):
            if client.post("/openai/chat/completions", json=body).status_code == 200:
                return
            time.sleep(0.3)
    raise AssertionError("the provider is well, and still not asked")


def is_refusal(reply: httpx.Response, *statuses: int) -> None:
    """A 4xx (of these) with a `detail` as the first surface shows it."""
    assert reply.status_code in (statuses or range(400, 500)), reply.text[:300]
    assert reply.json()["detail"]


def chats(client: httpx.Client) -> list[Any]:
    """The caller's chats."""
    found: list[Any] = client.get("/api/v1/chats/?include_folders=true").json()
    return found


@pytest.mark.parametrize(
    "body", [b"{", b"[1,", b"{'a': 1}", b"\xff\xfe{}", b"null", b"[]", b'"text"', b"NaN"]
)
@pytest.mark.parametrize("path", ["/api/v1/auths/signin", "/api/v1/chats/new", "/api/v1/retrieval/query/doc"])
def test_a_body_that_is_no_object_is_refused(client: httpx.Client, path: str, body: bytes) -> None:
    is_refusal(client.post(path, content=body, headers={"content-type": "application/json"}), 400, 422)


@pytest.mark.parametrize("path", ["/openai/chat/completions", "/ollama/api/chat", "/api/chat/completions"])
@pytest.mark.parametrize("body", [b"{", b"[]", b'{"model": 7}', b'{"messages": []}'])
def test_a_completion_that_makes_no_sense_is_refused(client: httpx.Client, path: str, body: bytes) -> None:
    reply = client.post(path, content=body, headers={"content-type": "application/json"})
    assert reply.status_code in range(400, 500), reply.text[:300]
    assert reply.json()


def test_a_broken_body_is_refused_in_the_shape_of_the_developer_api(developer: httpx.Client) -> None:
    reply = developer.post("/api/v1/document/raw-text", json={"textContent": 7})
    assert reply.status_code in range(400, 500)
    assert reply.json()["error"]


@pytest.mark.parametrize("value", LIKE_A_QUERY)
def test_an_operator_is_not_a_value(system: System, value: Any) -> None:
    with system.client() as anybody:
        is_refusal(anybody.post("/api/v1/auths/signin", json={"email": value, "password": PASSWORD}), 422)
        email = system.admin.email
        is_refusal(anybody.post("/api/v1/auths/signin", json={"email": email, "password": value}), 422)


@pytest.mark.parametrize("value", ["$ne", '{"$ne":null}', "a\x00b", "../admin", "%00", "a" * 5000])
@pytest.mark.parametrize(
    "path", ["/api/v1/chats/{}", "/api/v1/files/{}", "/api/v1/files/{}/content", "/api/v1/knowledge/{}"]
)
def test_an_id_nobody_made_is_not_found(client: httpx.Client, path: str, value: str) -> None:
    quoted = "".join(f"%{byte:02X}" for byte in value.encode())
    reply = client.get(path.format(quoted))
    assert reply.status_code in range(400, 500), reply.text[:300]
    assert "detail" in reply.json()


def test_operators_in_a_filter_are_refused(client: httpx.Client) -> None:
    uploaded = client.post(
        "/api/v1/files/?process_in_background=false", files={"file": ("own.txt", b"Own words.", "text/plain")}
    ).json()["id"]
    query = {"collection_name": f"file-{uploaded}", "query": "words", "filter": {"created_by": {"$ne": ""}}}
    is_refusal(client.post("/api/v1/retrieval/query/doc", json=query), 400, 422)


def test_a_body_nested_too_deeply_is_refused_and_nothing_is_kept(client: httpx.Client) -> None:
    before = chats(client)
    deep = b'{"chat":{"title":"deep","x":' + b"[" * 5000 + b"]" * 5000 + b"}}"
    is_refusal(client.post("/api/v1/chats/new", content=deep, headers={"content-type": "application/json"}))
    assert chats(client) == before


def test_a_body_that_is_too_large_is_refused_and_nothing_is_kept(client: httpx.Client) -> None:
    before = chats(client)
    large = json.dumps({"chat": {"title": "large", "x": "y" * (17 * 1024 * 1024)}})
    reply = client.post("/api/v1/chats/new", content=large, headers={"content-type": "application/json"})
    is_refusal(reply, 413)
    assert chats(client) == before


def test_a_length_past_the_limit_is_refused_before_the_body_is_sent(system: System, person: Person) -> None:
    address = httpx.URL(system.url)
    head = (
        "POST /api/v1/chats/new HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
        f"authorization: Bearer {person.token}\r\ncontent-length: {10**12}\r\n\r\n"
    )
    with socket.create_connection((address.host, address.port or 80), timeout=10) as sent:
        sent.sendall(head.encode())
        assert sent.recv(100).startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "..\\..\\boot.ini", "/etc/passwd", "a/../../b.txt", "nul\x00.txt", ".." * 50, " "],
)
def test_a_file_name_leads_nowhere(client: httpx.Client, name: str) -> None:
    reply = client.post("/api/v1/files/?process=false", files={"file": (name, b"harmless", "text/plain")})
    if reply.status_code != 200:
        return is_refusal(reply)
    kept = reply.json()
    assert "/" not in kept["filename"]
    assert "\\" not in kept["filename"]
    content = client.get(f"/api/v1/files/{kept['id']}/content")
    assert content.content == b"harmless"
    return None


@pytest.mark.parametrize("name", ["../../evil", "/abs", "a/../../b", "..\\evil"])
def test_a_folder_name_leads_nowhere(developer: httpx.Client, name: str) -> None:
    reply = developer.get(f"/api/v1/documents/folder/{name.replace('/', '%2F').replace(chr(92), '%5C')}")
    assert reply.status_code in range(400, 500)


def bomb() -> bytes:
    """A small archive that unpacks to far more than is allowed."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for index in range(8):
            archive.writestr(f"word/document{index or ''}.xml", b"\0" * (100 * 1024 * 1024))
    return made.getvalue()


BROKEN = {
    "cut.pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog",
    "not-really.pdf": b"\x89PNG\r\n\x1a\n" + bytes(200),
    "cut.docx": b"PK\x03\x04" + bytes(100),
    "garbage.xlsx": bytes(range(256)) * 20,
    "entities.html": b"<!DOCTYPE html [<!ENTITY a 'aaaa'>" + b"<!ENTITY b '&a;&a;&a;&a;'>" * 40 + b"]>",
}


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_a_broken_document_fails_with_a_reason_and_the_next_one_works(
    client: httpx.Client, person: Person, name: str
) -> None:
    reply = client.post("/api/v1/files/", files={"file": (name, BROKEN[name], "application/octet-stream")})
    assert reply.status_code == 200
    file = reply.json()["id"]
    status = wait_until_processed(client, file, person)
    if status == "failed":
        assert client.get(f"/api/v1/files/{file}").json()["data"]["error"]
        query = {"collection_name": f"file-{file}", "query": "anything"}
        found = client.post("/api/v1/retrieval/query/doc", json=query)
        assert found.status_code in (200, 400, 403, 404)
        assert found.status_code != 200 or found.json()["documents"] == [[]]
    good = {"file": ("good.txt", b"A good document.", "text/plain")}
    assert client.post("/api/v1/files/?process_in_background=false", files=good).status_code == 200


def test_a_decompression_bomb_fails_with_a_reason(client: httpx.Client, person: Person) -> None:
    reply = client.post("/api/v1/files/", files={"file": ("bomb.docx", bomb(), "application/zip")})
    assert reply.status_code == 200
    file = reply.json()["id"]
    assert wait_until_processed(client, file, person) == "failed"
    assert client.get(f"/api/v1/files/{file}").json()["data"]["error"]
    assert client.get("/api/version").status_code == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [("/openai/chat/completions", 404), ("/ollama/api/chat", 400), ("/api/chat/completions", 400)],
)
def test_an_unknown_model_is_named(client: httpx.Client, path: str, status: int) -> None:
    reply = client.post(path, json={"model": "no-such-model", "messages": QUESTION})
    assert reply.status_code == status
    assert "detail" in reply.json() or "error" in reply.json()


@pytest.mark.parametrize("fault", ["cut", "garbage_mid"])
def test_a_backend_that_dies_mid_stream_ends_the_stream_with_an_error(
    broken: System, client: httpx.Client, fault: str
) -> None:
    broken.break_provider(fault)
    body = {"model": "fake-gpt", "messages": QUESTION, "stream": True, "max_tokens": 20}
    reply = client.post("/api/chat/completions", json=body)
    assert reply.status_code == 200
    if fault == "cut":
        assert '"error"' in reply.text
    assert client.post("/api/chat/completions", json={**body, "stream": False}).status_code == 200


@pytest.mark.parametrize("fault", ["error", "refuse", "garbage", "html"])
def test_a_backend_that_fails_is_a_bad_gateway_and_no_fault_of_ours(
    broken: System, client: httpx.Client, fault: str
) -> None:
    broken.break_provider(fault, 4)
    reply = client.post("/openai/chat/completions", json={"model": "fake-gpt", "messages": QUESTION})
    assert reply.status_code in (500, 502, 503, 504)
    assert "detail" in reply.json() or "error" in reply.json()
    broken.break_provider("")


def test_a_client_that_leaves_a_hanging_backend_frees_it(broken: System, client: httpx.Client) -> None:
    broken.break_provider("hang")
    body = {"model": "fake-gpt", "messages": QUESTION, "stream": True}
    with pytest.raises(httpx.ReadTimeout):
        client.post("/openai/chat/completions", json=body, timeout=1.0)
    broken.break_provider("")
    assert client.post("/openai/chat/completions", json={**body, "stream": False}).status_code == 200
    active = None
    for _ in range(40):
        active = httpx.get(f"{broken.provider}/_stats").json()["active"]
        if active == 0:
            break
        time.sleep(0.1)
    assert active == 0


def test_a_method_that_is_not_served_is_told_so(client: httpx.Client) -> None:
    is_refusal(client.put("/api/v1/chats/new", json={}), 404, 405)
    is_refusal(client.get("/api/v1/no/such/thing"), 404)


def test_no_request_of_this_module_was_an_error_of_the_server(system: System) -> None:
    """Whatever a client sent above: nothing was logged as a failed request."""
    failed = [line for line in system.server_errors() if "a request failed" in line]
    assert not failed, failed[:3]
