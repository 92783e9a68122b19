"""`python -m services.auth.developer_key [name]`: make a developer key and print it, alone on a line."""

from __future__ import annotations

import sys

import grpc.aio
from parlance.auth.v1 import developer_keys_pb2, developer_keys_pb2_grpc

from services.auth.operator import TIMEOUT, Metadata, operate


def main(arguments: list[str]) -> int:
    """Entry point; returns the exit status."""
    name = " ".join(arguments) or "made on the command line"
    request = developer_keys_pb2.CreateDeveloperKeyRequest(name=name)

    async def create(channel: grpc.aio.Channel, metadata: Metadata) -> str:
        stub = developer_keys_pb2_grpc.DeveloperKeysStub(channel)
        reply = await stub.CreateDeveloperKey(request, metadata=metadata, timeout=TIMEOUT)
        return str(reply.secret)

    return operate("developer_key", create)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
