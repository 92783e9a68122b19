"""`python -m services.auth.import_users FILE`: import accounts from JSON lines (`-`: standard input).

A line is an object with `email`, `name`, `password_hash` (bcrypt or argon2; may be left out), `role`
(admin, user, pending) and `active`. What cannot be imported is told on stderr with its line; the rest is
imported. The exit status is 1 when anything was left out.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import grpc.aio
from google.protobuf import json_format
from parlance.auth.v1 import import_pb2, import_pb2_grpc

from services.auth.operator import Metadata, operate

BATCH = 100
_TIMEOUT = 120.0


def main(arguments: list[str]) -> int:
    """Entry point; returns the exit status."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    text = sys.stdin.read() if arguments[0] == "-" else Path(arguments[0]).read_text("utf-8")
    left_out: list[str] = []
    users = list(_read(text, left_out))

    async def bring(channel: grpc.aio.Channel, metadata: Metadata) -> str:
        stub = import_pb2_grpc.ImportStub(channel)
        imported = 0
        for batch in _batches(users):
            request = import_pb2.ImportUsersRequest(users=[user for _, user in batch])
            reply = await stub.ImportUsers(request, metadata=metadata, timeout=_TIMEOUT)
            imported += reply.imported
            for (line, user), outcome in zip(batch, reply.outcomes, strict=True):
                if outcome.error:
                    left_out.append(f"line {line}: {user.email}: {outcome.error}")
        return f"{imported} imported, {len(left_out)} left out"

    status = operate("import_users", bring)
    for line in left_out:
        print(line, file=sys.stderr)
    return status or (1 if left_out else 0)


def _read(text: str, left_out: list[str]) -> Iterator[tuple[int, import_pb2.ImportedUser]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                yield number, json_format.Parse(line, import_pb2.ImportedUser())
            except json_format.ParseError as error:
                left_out.append(f"line {number}: {error}")


def _batches(
    users: list[tuple[int, import_pb2.ImportedUser]],
) -> Iterator[list[tuple[int, import_pb2.ImportedUser]]]:
    for at in range(0, len(users), BATCH):
        yield users[at : at + BATCH]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
