"""Channels to other services: one per target, balanced over its addresses, kept alive.

Calls of methods the contract marks idempotent are tried up to three times when the connection
fails (UNAVAILABLE, and the service did not say otherwise), with backoff and within a budget of a
tenth of the calls; other methods are never repeated. This is the one layer that retries.
"""

from __future__ import annotations

import json
from typing import Any

import grpc
import grpc.aio

from kernel.config import CommonSettings
from kernel.rpc import contract
from kernel.rpc.server import MAX_METADATA


class Channels:
    """All channels of a process. `close` ends them."""

    def __init__(self, settings: CommonSettings) -> None:
        self._settings = settings
        self._open: dict[str, grpc.aio.Channel] = {}

    def to(self, service: str) -> grpc.aio.Channel:
        """The channel to a service by name (`auth`)."""
        channel = self._open.get(service)
        if channel is None:
            options = channel_options(self._settings, service_config(service))
            target = dns_target(self._settings.target(service))
            channel = self._open[service] = grpc.aio.insecure_channel(target, options=options)
        return channel

    async def close(self) -> None:
        """Close every channel; running calls are cancelled."""
        for channel in self._open.values():
            await channel.close(None)
        self._open.clear()


def dns_target(target: str) -> str:
    """The target with a resolver, so that all addresses behind a name are used."""
    return target if ":///" in target or target.startswith("unix:") else f"dns:///{target}"


def service_config(package: str) -> dict[str, Any]:
    """gRPC service config for the services of `parlance.<package>.v1`."""
    names = [
        {"service": method.service, "method": method.name}
        for service in contract.services_of(package)
        for method in contract.methods(service)
        if method.idempotent and not method.streams_in
    ]
    retry = {
        "maxAttempts": 3,
        "initialBackoff": "0.05s",
        "maxBackoff": "1s",
        "backoffMultiplier": 3,
        "retryableStatusCodes": ["UNAVAILABLE"],
    }
    config: dict[str, Any] = {
        "loadBalancingConfig": [{"round_robin": {}}],
        "retryThrottling": {"maxTokens": 100, "tokenRatio": 0.1},
    }
    if names:
        config["methodConfig"] = [{"name": names, "retryPolicy": retry}]
    return config


def channel_options(settings: CommonSettings, config: dict[str, Any]) -> list[tuple[str, Any]]:
    """Channel arguments of a client."""
    return [
        ("grpc.service_config", json.dumps(config)),
        ("grpc.enable_retries", 1),
        ("grpc.max_receive_message_length", settings.max_message_bytes),
        ("grpc.max_send_message_length", settings.max_message_bytes),
        ("grpc.max_metadata_size", MAX_METADATA),
        ("grpc.keepalive_time_ms", 20_000),
        # New pods are found this soon after a connection ends; 30 s is the default.
        ("grpc.dns_min_time_between_resolutions_ms", 5_000),
        ("grpc.keepalive_timeout_ms", 5_000),
        ("grpc.http2.max_pings_without_data", 0),
        ("grpc.initial_reconnect_backoff_ms", 100),
        ("grpc.min_reconnect_backoff_ms", 500),
        ("grpc.max_reconnect_backoff_ms", 2_000),
    ]
