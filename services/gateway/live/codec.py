"""JSON for python-socketio, with msgspec: what services published passes through unparsed."""

from __future__ import annotations

from typing import Any

import msgspec

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode


class Json:
    """What python-socketio expects of a `json` module."""

    @staticmethod
    def dumps(value: Any, **_: Any) -> str:
        """JSON text."""
        return _encode(value).decode()

    @staticmethod
    def loads(text: str | bytes, **_: Any) -> Any:
        """A value. Raises ValueError."""
        try:
            return _decode(text)
        except (msgspec.DecodeError, RecursionError) as error:
            raise ValueError("not JSON") from error
