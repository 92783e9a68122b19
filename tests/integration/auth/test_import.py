"""Accounts of other systems, and profile images named by an address."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import bcrypt
import pytest
from parlance.auth.v1 import accounts_pb2, import_pb2, import_pb2_grpc, users_pb2

from services.auth.adapters.images import Images
from services.auth.domain.refusals import ValueInvalid
from services.auth.rpc.profile_image import neutral_png
from tests.integration.auth.harness import Auth, Person, refused

OLD = bcrypt.hashpw(b"from before", bcrypt.gensalt(5)).decode()


async def test_an_imported_account_signs_in_with_its_old_password_which_is_then_hashed_anew(
    auth: Auth, admin: Person
) -> None:
    email = f"{uuid.uuid4().hex}@example.test"
    stub = import_pb2_grpc.ImportStub(auth.channel)
    request = import_pb2.ImportUsersRequest(
        users=[
            import_pb2.ImportedUser(email=email, name="Old Hand", password_hash=OLD, role="user"),
            import_pb2.ImportedUser(email=email, name="Twice", password_hash=OLD),
            import_pb2.ImportedUser(email="no@x.test", name="No", password_hash="md5"),
            import_pb2.ImportedUser(email="no@x.test", name="No", role="emperor"),
        ]
    )
    reply = await stub.ImportUsers(request, metadata=admin.as_caller)
    assert reply.imported == 1
    assert [one.error for one in reply.outcomes] == [
        "",
        "EMAIL_TAKEN",
        "VALIDATION_FAILED",
        "VALIDATION_FAILED",
    ]
    await refused(auth.sign_in(email, "from  before"), "CREDENTIALS_WRONG")
    assert (await auth.sign_in(email, "from before")).role == "user"
    stored = await auth.parts.credentials.password_hash(reply.outcomes[0].id)
    assert stored is not None and stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert (await auth.sign_in(email, "from before")).role == "user"


async def test_only_administrators_import(auth: Auth, person: Person) -> None:
    stub = import_pb2_grpc.ImportStub(auth.channel)
    call = stub.ImportUsers(import_pb2.ImportUsersRequest(), metadata=person.as_caller)
    await refused(call, "ACCESS_PROHIBITED")


async def test_the_command_line_imports_json_lines_and_tells_what_it_left_out(
    auth: Auth, admin: Person, tmp_path: Path
) -> None:
    email = f"{uuid.uuid4().hex}@example.test"
    lines = [
        json.dumps({"email": email, "name": "By Line", "password_hash": OLD, "active": False}),
        "{not json",
        json.dumps({"email": "nowhere", "name": "Bad"}),
    ]
    file = tmp_path / "people.jsonl"
    file.write_text("\n".join(lines))
    settings = auth.service.settings
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "services.auth.import_users", str(file),
        env={
            **os.environ,
            "PARLANCE_DATA_DIR": str(settings.data_dir),
            "PARLANCE_AUTH_PORT": str(settings.auth_port),
            "PYTHONPATH": os.pathsep.join(sys.path),
        },
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await process.communicate()
    assert (process.returncode, out.decode().strip()) == (1, "1 imported, 2 left out"), err.decode()
    assert "line 2" in err.decode() and "line 3: nowhere: EMAIL_INVALID" in err.decode()
    await refused(auth.sign_in(email, "from before"), "CREDENTIALS_WRONG")


@pytest.fixture
async def pictures() -> AsyncIterator[str]:
    """A server of pictures on this machine."""
    answers = {
        b"/ok": (b"200 OK", neutral_png()),
        b"/svg": (b"200 OK", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        b"/large": (b"200 OK", b"\x89PNG\r\n\x1a\n" + bytes(300_000)),
        b"/gone": (b"404 Not Found", neutral_png()),
    }

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        path = head.split(b" ")[1]
        if path == b"/inside":
            writer.write(b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.2/ok\r\ncontent-length: 0\r\n\r\n")
        else:
            status, body = answers[path]
            # The type is a lie on purpose: what counts are the bytes.
            head = b"HTTP/1.1 %s\r\ncontent-type: image/png\r\ncontent-length: %d\r\n\r\n" % (
                status,
                len(body),
            )
            writer.write(head + body)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def test_an_image_is_fetched_once_and_kept_as_data(pictures: str) -> None:
    images = Images(may_be_private=lambda origin: origin == pictures)
    assert (await images.settled(f"{pictures}/ok")).startswith("data:image/png;base64,iVBOR")
    assert await images.settled("/user.png") == "/user.png"
    for path in ("svg", "large", "gone", "inside"):
        with pytest.raises(ValueInvalid):
            await images.settled(f"{pictures}/{path}")
    await images.close()


async def test_addresses_inside_the_network_are_not_asked(auth: Auth, admin: Person, pictures: str) -> None:
    request = accounts_pb2.UpdateProfileRequest(name="Ada Admin", profile_image_url=f"{pictures}/ok")
    await refused(auth.accounts.UpdateProfile(request, metadata=admin.as_caller), "VALIDATION_FAILED")
    change = users_pb2.UpdateUserRequest(
        user_id=admin.id, profile_image_url="http://[::ffff:127.0.0.1]/x.png"
    )
    await refused(auth.users.UpdateUser(change, metadata=admin.as_caller), "VALIDATION_FAILED")
    await refused(auth.sign_up(profile_image_url=f"{pictures}/ok"), "VALIDATION_FAILED")
