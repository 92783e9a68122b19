"""`python -m services.auth.scim_token PROVIDER [own|all]`: make a SCIM token and print it."""

from __future__ import annotations

import sys

import grpc.aio
from parlance.auth.v1 import keys_pb2, keys_pb2_grpc

from services.auth.operator import TIMEOUT, Metadata, operate


def main(arguments: list[str]) -> int:
    """Entry point; returns the exit status."""
    provider, view = (*arguments, "")[0] or "scim", (*arguments[1:], "own")[0]
    request = keys_pb2.CreateScimTokenRequest(provider=provider, view=view, name="made on the command line")

    async def create(channel: grpc.aio.Channel, metadata: Metadata) -> str:
        stub = keys_pb2_grpc.KeysStub(channel)
        reply = await stub.CreateScimToken(request, metadata=metadata, timeout=TIMEOUT)
        return str(reply.token)

    return operate("scim_token", create)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
