"""What the gateway's codec costs, next to google.protobuf.json_format.

    python bench/codec_bench.py

A list of 50 chats, a chat document of 1 MiB as opaque JSON, a sign-in body, and the route table.
Prints microseconds per operation (best of several rounds).
"""

from __future__ import annotations

import sys
import timeit
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "gen")]

from google.protobuf import json_format  # noqa: E402
from parlance.auth.v1 import accounts_pb2  # noqa: E402
from parlance.chat.v1 import chats_pb2  # noqa: E402

from services.gateway.codec.decode import Decoders  # noqa: E402
from services.gateway.codec.encode import Encoders  # noqa: E402
from services.gateway.codec.plan import Plans  # noqa: E402
from services.gateway.contract import load, methods  # noqa: E402
from services.gateway.routes import RouteTable  # noqa: E402


def micros(run: Callable[[], Any], seconds: float = 0.15) -> float:
    """Microseconds of one run: best of five rounds."""
    timer = timeit.Timer(run)
    number = max(1, int(seconds / max(timer.timeit(3) / 3, 1e-7)))
    return min(timer.repeat(5, number)) / number * 1e6


def main() -> None:
    """Print the table."""
    plans, encoders, decoders = Plans(), Encoders(), Decoders(64)
    rows = chats_pb2.ListChatsReply(
        items=[
            chats_pb2.ChatRow(
                id=f"{i:036d}",
                title=f"A chat about tomatoes {i}",
                updated_at=1_700_000_000 + i,
                created_at=1_700_000_000,
                last_read_at=1_700_000_100,
            )
            for i in range(50)
        ]
    )
    listed = encoders.of_field(plans.of(_described(chats_pb2.ListChatsReply)), "items")
    wire = rows.SerializeToString()
    report("list of 50 chats: encode", micros(lambda: listed(rows)))
    report("  with parsing the message", micros(lambda: listed(chats_pb2.ListChatsReply.FromString(wire))))
    slow = micros(lambda: json_format.MessageToJson(rows, preserving_proto_field_name=True))
    report("  json_format", slow)

    document = (
        b'{"history":{"messages":{'
        + b",".join(
            b'"%d":{"id":"%d","role":"user","content":"%b"}' % (i, i, b"word " * 150) for i in range(1300)
        )
        + b"}}}"
    )
    body = b'{"chat":%b}' % document
    create = decoders.body(plans.of(_described(chats_pb2.CreateChatRequest)), "*", ())
    cost = micros(lambda: create(body, chats_pb2.CreateChatRequest()))
    report(f"chat document of {len(body) // 1024} KiB: decode", cost)

    sign_in = b'{"email": "ada@example.test", "password": "a long enough password"}'
    decode = decoders.body(plans.of(_described(accounts_pb2.SignInRequest)), "*", ())
    report("sign-in body: decode", micros(lambda: decode(sign_in, accounts_pb2.SignInRequest())))
    report("  json_format", micros(lambda: json_format.Parse(sign_in, accounts_pb2.SignInRequest())))

    table: RouteTable[str] = RouteTable()
    for method in methods(load()):
        for b in method.bindings:
            table.add(b.verb, b.template, method.full_name, method.full_name, method.rule.developer_key_only)
    table.seal()
    report("route: literal path", micros(lambda: table.find(b"/api/v1/auths/signin", "POST")))
    report("route: two parameters", micros(lambda: table.find(b"/api/v1/chats/abc/messages/def", "GET")))


def _described(message: Any) -> Any:
    # Stub packages disagree on the type of a generated DESCRIPTOR.
    return message.DESCRIPTOR


def report(what: str, cost: float) -> None:
    """One line of the table."""
    print(f"{what:44} {cost:10.1f} µs")


if __name__ == "__main__":
    main()
