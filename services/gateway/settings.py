"""Settings of the gateway, beside the common ones."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.config import CommonSettings, Port, Positive, Seconds


@dataclass(frozen=True, slots=True)
class Settings(CommonSettings):
    """What the gateway reads."""

    port: Port = 8080
    """Port of the REST gateway; 0 takes a free one."""
    workers: Positive = 1
    """Gateway processes that share the port."""
    cors_origins: tuple[str, ...] = ()
    """Origins whose pages may call the API (`https://chat.example`); `*` allows all, without cookies."""
    trusted_proxies: tuple[str, ...] = ()
    """Addresses or networks (`10.0.0.0/8`) of proxies whose X-Forwarded-For, X-Forwarded-Proto and
    X-Forwarded-Host headers are believed."""
    max_body: Positive = 16 * 1024 * 1024
    """Largest JSON body in bytes, where the contract names no other limit."""
    max_upload: Positive = 256 * 1024 * 1024
    """Largest multipart upload in bytes, where the contract names no other limit."""
    max_depth: Positive = 64
    """Deepest nesting of a JSON body."""
    body_timeout: Seconds = 30.0
    """Seconds a client may pause within a request body."""
    read_deadline: Seconds = 9.0
    """Seconds a GET may take, where the contract names no other limit. Nobody waits 10 s for an outage."""
    write_deadline: Seconds = 9.0
    """Seconds any other call may take, where the contract names no other limit."""
    stream_deadline: Seconds = 600.0
    """Seconds a streamed answer, an upload or a download may take."""
    heartbeat: Seconds = 15.0
    """Seconds of silence after which an event stream gets a comment."""
    compress_from: Positive = 1024
    """Smallest JSON reply in bytes that is compressed for clients that accept it."""
    compress_local: bool = False
    """Compress for clients on the same machine too, where it costs more than it saves."""
    trust_request_id: bool = False
    """Take the X-Request-ID of a request as its id, for a gateway behind a proxy that makes them."""
    http_backlog: Positive = 2048
    """Connections that may wait to be accepted."""
    max_requests: Positive = 2048
    """Requests, streams included, a gateway process works on at once; more get 503 at once."""
    docs: bool = True
    """Serve /docs and /openapi.json."""
