"""`python -m services.auth.developer_key [name]`: make a developer key and print it, alone on a line.

Asks the auth service that is running, with the installation's service secret.
"""

from __future__ import annotations

import asyncio
import sys

import grpc
import grpc.aio
from parlance.auth.v1 import developer_keys_pb2, developer_keys_pb2_grpc

from kernel.config import CommonSettings, SettingsError, load
from kernel.identity.service_credential import ServiceCredential, read_or_make

_TIMEOUT = 15.0


async def create(settings: CommonSettings, name: str) -> str:
    """A new key. Raises grpc.RpcError when auth does not answer, FileNotFoundError without a secret."""
    secret = read_or_make(settings.service_secret_path, must_exist=True)
    credential = ServiceCredential("developer_key", secret)
    async with grpc.aio.insecure_channel(settings.target("auth")) as channel:
        stub = developer_keys_pb2_grpc.DeveloperKeysStub(channel)
        reply = await stub.CreateDeveloperKey(
            developer_keys_pb2.CreateDeveloperKeyRequest(name=name),
            metadata=(("authorization", credential.authorization),),
            timeout=_TIMEOUT,
        )
    return str(reply.secret)


def main(arguments: list[str]) -> int:
    """Entry point; returns the exit status."""
    try:
        settings = load(CommonSettings)
        print(asyncio.run(create(settings, " ".join(arguments) or "made on the command line")))
    except SettingsError as error:
        print(f"settings: {error}", file=sys.stderr)
    except FileNotFoundError as error:
        print(f"{error}: is the system set up? Try `make up`", file=sys.stderr)
    except grpc.aio.AioRpcError as error:
        print(f"auth at {settings.target('auth')}: {error.details() or error.code().name}", file=sys.stderr)
    else:
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
