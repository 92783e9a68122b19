"""Begin an answer in a chat of the caller's. The cost does not depend on the chat's length."""

from __future__ import annotations

import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.chat.commands.chats.record import record
from services.chat.documents.limits import Limits
from services.chat.documents.read import CHILDREN, PARENT, read_node, read_object
from services.chat.domain.answers.answer import Run, decide_start
from services.chat.domain.answers.refusals import AnswerRunning
from services.chat.domain.chats.document import ChatState, Node, Outline
from services.chat.domain.chats.messages import owned
from services.chat.domain.chats.refusals import DocumentRefused, MessageNotFound
from services.chat.queries.answers.find import running_in
from services.chat.queries.chats.load import state_with

_json = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class StartAnswer:
    """`user_message` (a JSON object with an `id`) goes before `parent_id`, and that before `question`
    (JSON content of a new message). Without any the answer comes below the current message."""

    chat_id: str
    message_id: str = ""
    parent_id: str = ""
    user_message: bytes = b""
    question: bytes = b""
    model: str = ""


@dataclass(frozen=True, slots=True)
class Started:
    """The run, and where its message stands."""

    run: Run
    parent_id: str | None
    title: str


async def handle(store: EventStore, ctx: CallContext, command: StartAnswer, limits: Limits) -> Started:
    """Put what is missing into the chat and record that the answer has begun."""
    posted = _posted(command.user_message, limits)
    message_id = command.message_id or str(uuid.uuid4())
    for id_ in (message_id, command.parent_id):
        limits.check_id(id_)
    named = {message_id, command.parent_id, posted.get("id", ""), posted.get(PARENT) or ""} - {""}

    async def work(tx: Transaction) -> Started:
        state = owned(await state_with(tx, command.chat_id, sorted(named)), ctx.who.id)
        if await running_in(tx, command.chat_id, message_id):
            raise AnswerRunning
        run = Run(str(uuid.uuid4()), command.chat_id, state.owner_id, message_id, command.model)
        now = time.time()
        parent, new = _question(state, command, posted, message_id, int(now))
        if message_id not in state.nodes:
            new.append(_answer(run, parent, int(now)))
        for node in new:
            limits.check_piece(node.raw)
        events = decide_start(state, ctx.who.id, run, new, int(now * 1000))
        await record(tx, command.chat_id, state.version, events, limits)
        return Started(run, parent, state.title)

    return await store.execute(ctx, work)


def _posted(raw: bytes, limits: Limits) -> Mapping[str, Any]:
    """The posted question: id and parent decoded, the rest as it came."""
    if not raw:
        return {}
    fields: dict[str, Any] = dict(read_object(raw, "user_message"))
    id_, parent = _text(fields.get("id")), _text(fields.get(PARENT))
    if not id_:
        raise DocumentRefused("user_message has no id")
    limits.check_id(id_)
    limits.check_id(parent or "")
    return {**fields, "id": id_, PARENT: parent}


def _question(
    state: ChatState, command: StartAnswer, posted: Mapping[str, Any], message_id: str, now: int
) -> tuple[str | None, list[Node]]:
    """The message above the answer, and whether it has to be added."""
    shown = state.current if Outline.CURRENT_TEXT in state.outline and state.current else None
    if posted:
        id_, above = posted["id"], posted[PARENT]
        if id_ in state.nodes:
            return id_, []
        if above is not None and above not in state.nodes:
            raise MessageNotFound
        children = _children(posted.get(CHILDREN))
        kept = {"role": "user", "content": "", "timestamp": now, **posted}
        kept[CHILDREN] = list(dict.fromkeys([*children, message_id]))
        return id_, [read_node(id_, _json.encode(kept))]
    if command.parent_id:
        if command.parent_id not in state.nodes:
            raise MessageNotFound
        return command.parent_id, []
    if message_id in state.nodes:
        return state.nodes[message_id].links.parent, []
    if not command.question:
        return shown, []
    id_ = str(uuid.uuid4())
    message: dict[str, Any] = {"id": id_, PARENT: shown, CHILDREN: [message_id], "role": "user"}
    message |= {"content": msgspec.Raw(command.question), "timestamp": now, "models": [command.model]}
    return id_, [read_node(id_, _json.encode(message))]


def _answer(run: Run, parent: str | None, now: int) -> Node:
    message: dict[str, Any] = {
        "id": run.message_id,
        PARENT: parent,
        CHILDREN: [],
        "role": "assistant",
        "content": "",
        "model": run.model,
        "modelName": run.model,
        "modelIdx": 0,
        "timestamp": now,
        "done": False,
        "meta": {"task_id": run.id},
    }
    return read_node(run.message_id, _json.encode(message))


def _text(raw: Any) -> str | None:
    if raw is None:
        return None
    value = msgspec.json.decode(raw)
    if value is not None and not isinstance(value, str):
        raise DocumentRefused("the ids of user_message are texts")
    return value


def _children(raw: Any) -> list[str]:
    value = msgspec.json.decode(raw) if raw is not None else []
    return [child for child in value if isinstance(child, str)] if isinstance(value, list) else []
