"""End an answer: what arrived becomes the content of its message."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.chat.commands.chats.record import record
from services.chat.documents.limits import Limits
from services.chat.documents.parts import state_of
from services.chat.documents.read import read_node, with_values
from services.chat.documents.write import write_message
from services.chat.domain.answers.answer import COMPLETED, FAILED, STOPPED, Ending, decide_end
from services.chat.domain.chats.refusals import ChatNotFound, DocumentRefused
from services.chat.queries.answers.find import run_of
from services.chat.queries.chats.load import some_messages

_encode = msgspec.json.Encoder().encode
STATES = frozenset({COMPLETED, FAILED, STOPPED})


@dataclass(frozen=True, slots=True)
class EndAnswer:
    """`usage` is a JSON object, `sources` and `output` JSON arrays; empty without."""

    run_id: str
    ending: Ending
    text: str = ""
    usage: bytes = b""
    sources: bytes = b""
    output: bytes = b""


async def handle(store: EventStore, ctx: CallContext, command: EndAnswer, limits: Limits) -> bool:
    """Record it; False when the run had ended before or is gone with its chat."""
    if command.ending.state not in STATES:
        raise DocumentRefused("an answer ends completed, failed or stopped")
    values = _values(command)

    async def work(tx: Transaction) -> bool:
        run = await run_of(tx, command.run_id)
        if run is None:
            return False
        try:
            chat = await some_messages(tx, run.chat_id, [run.message_id])
        except ChatNotFound:
            return False
        part = chat.messages.get(run.message_id)
        node, digest = None, b""
        if part is not None:
            node = read_node(run.message_id, with_values(write_message(part), values))
            digest = part["h"]
            limits.check_piece(node.raw)
        events = decide_end(run, node, digest, command.ending)
        version = state_of([chat.head], run.chat_id).version
        await record(tx, run.chat_id, version, events, limits)
        return bool(events)

    return await store.execute(ctx, work)


def _values(command: EndAnswer) -> dict[str, bytes]:
    values = {"content": _encode(command.text), "done": b"true"}
    for name in ("usage", "sources", "output"):
        value: bytes = getattr(command, name)
        if value:
            values[name] = value
    if command.ending.state == FAILED:
        values["error"] = _encode({"content": command.ending.detail or command.ending.cause})
    if command.ending.state == STOPPED:
        values["stopped"] = b"true"
    return values
