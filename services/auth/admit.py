"""`python -m services.auth.admit USER_ID [role]`: give an account a role (default: user).

What an administrator does in the list of users, for the operator of a machine where none is at hand.
"""

from __future__ import annotations

import sys

import grpc.aio
from parlance.auth.v1 import users_pb2, users_pb2_grpc

from services.auth.operator import TIMEOUT, Metadata, operate


def main(arguments: list[str]) -> int:
    """Entry point; returns the exit status."""
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    request = users_pb2.UpdateUserRequest(user_id=arguments[0], role=(*arguments, "user")[1])

    async def admit(channel: grpc.aio.Channel, metadata: Metadata) -> str:
        stub = users_pb2_grpc.UsersStub(channel)
        row = await stub.UpdateUser(request, metadata=metadata, timeout=TIMEOUT)
        return f"{row.id} has the role {row.role}"

    return operate("admit", admit)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
