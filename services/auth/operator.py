"""What the operator's commands share: a call to the running auth service with the installation's secret."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable

import grpc
import grpc.aio

from kernel.config import CommonSettings, SettingsError, load
from kernel.identity.service_credential import ServiceCredential, read_or_make

TIMEOUT = 15.0
Metadata = tuple[tuple[str, str], ...]
Operation = Callable[[grpc.aio.Channel, Metadata], Awaitable[str]]
"""Makes its calls with the metadata and returns the line to print."""


def operate(name: str, operation: Operation) -> int:
    """Run one operation and print its line; what went wrong is said on stderr. Returns the exit status."""
    try:
        settings = load(CommonSettings)
    except SettingsError as error:
        print(f"settings: {error}", file=sys.stderr)
        return 1

    async def call() -> str:
        secret = read_or_make(settings.service_secret_path, must_exist=True)
        metadata = (("authorization", ServiceCredential(name, secret).authorization),)
        async with grpc.aio.insecure_channel(settings.target("auth")) as channel:
            return await operation(channel, metadata)

    try:
        print(asyncio.run(call()))
    except FileNotFoundError as error:
        print(f"{error}: is the system set up? Try `make up`", file=sys.stderr)
    except grpc.aio.AioRpcError as error:
        print(f"auth at {settings.target('auth')}: {error.details() or error.code().name}", file=sys.stderr)
    else:
        return 0
    return 1
