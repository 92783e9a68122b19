"""What a client shows when it connects: its credential, its address."""

from __future__ import annotations

from typing import Any

from kernel.errors import Refusal
from kernel.identity import tokens
from services.gateway.call import Receive, Scope, Send
from services.gateway.credentials import MAX_CREDENTIAL, credential
from services.gateway.live.connections import Connection


def shown(environ: dict[str, Any], auth: Any) -> str:
    """The credential of a connection: what `auth` says, else the headers' (RFC 6265 cookie included)."""
    given = token({"auth": auth}) if isinstance(auth, dict) else ""
    return given or _from_headers(environ)


def _from_headers(environ: dict[str, Any]) -> str:
    headers = {
        name.encode(): str(environ[key]).encode("latin-1", "replace")
        for name, key in (
            ("authorization", "HTTP_AUTHORIZATION"),
            ("x-api-key", "HTTP_X_API_KEY"),
            ("cookie", "HTTP_COOKIE"),
        )
        if key in environ
    }
    authorization, _ = credential(headers)
    return "" if _is_internal(authorization) else authorization


def token(data: Any) -> str:
    """The credential of `{"auth": {"token"}}` as an `authorization` value; "" when there is none."""
    token = get(get(data, "auth"), "token")
    if not isinstance(token, str) or not 0 < len(token) <= MAX_CREDENTIAL:
        return ""
    return "" if not token.isascii() or _is_internal(f"Bearer {token}") else f"Bearer {token}"


def _is_internal(authorization: str) -> bool:
    """An access token is for services among themselves: no client ever gets one."""
    return tokens.key_id(authorization.removeprefix("Bearer ")) is not None


def get(value: Any, name: str) -> Any:
    """A member of what may be an object."""
    return value.get(name) if isinstance(value, dict) else None


def address(environ: dict[str, Any]) -> str:
    """Where the client is."""
    client = environ["asgi.scope"].get("client")
    return str(client[0]) if client else ""


def metadata(connection: Connection) -> tuple[tuple[str, str], ...]:
    """For a call on behalf of the client."""
    return (("authorization", f"Bearer {connection.identity.token}"), ("x-request-id", connection.sid))


def reason(error: Exception) -> str:
    """What the client is told."""
    return error.reason if isinstance(error, Refusal) else "UNAVAILABLE"


async def busy(scope: Scope, receive: Receive, send: Send) -> None:
    """Not now."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1013})
        return
    headers = [(b"retry-after", b"1"), (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": 503, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
