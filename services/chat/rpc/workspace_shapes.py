"""Workspaces as the AnythingLLM API shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from parlance.auth.v1.directory_pb2 import Person
from parlance.chat.v1 import threads_pb2 as threads_pb
from parlance.chat.v1 import workspace_members_pb2 as members_pb
from parlance.chat.v1 import workspaces_pb2 as pb
from parlance.options.v1 import options_pb2

from kernel.moments import iso_moment
from services.chat.domain.workspaces.exchange import Exchange
from services.chat.domain.workspaces.settings import restored
from services.chat.queries.workspaces.said import Said

encode = msgspec.json.encode
_WIRE = {
    field.name: field.GetOptions().Extensions[options_pb2.field].name or field.name
    for field in pb.Workspace.DESCRIPTOR.fields
}
_NOT_EVERYWHERE = ("documents", "threads", "context_window", "current_context_token_count")
Json = dict[str, Any]


def read_form(raw: bytes) -> Json:
    """The JSON object of a request; anything else is an empty one."""
    if not raw:
        return {}
    try:
        form = msgspec.json.decode(raw)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return {}
    return form if isinstance(form, dict) else {}


def workspace(
    document: Mapping[str, Any],
    *,
    documents: bool = False,
    threads: Iterable[Mapping[str, Any]] | None = None,
    window: int | None = None,
) -> pb.Workspace:
    """A workspace of the view, with what the route shows beside its settings."""
    message = pb.Workspace(**_fields(document))
    if documents:
        message.documents = encode([_document(int(document["n"]), one) for one in document["d"]])
    if threads is not None:
        shown = [{"user_id": _number(one["p"]), "slug": one["g"], "name": one["t"]} for one in threads]
        message.threads = encode(shown)
    if window is not None:
        message.context_window = window
        message.current_context_token_count = sum(one["t"] for one in document["d"] if one["p"])
    return message


def workspace_json(document: Mapping[str, Any]) -> Json:
    """A workspace as a JSON object, nulls included."""
    fields = _fields(document)
    shown = [name for name in _WIRE if name not in _NOT_EVERYWHERE]
    return {_WIRE[name]: fields.get(name) for name in shown}


def _fields(document: Mapping[str, Any]) -> Json:
    settings = restored(document["s"])
    return {
        "id": int(document["n"]),
        "name": document["t"],
        "slug": document["g"],
        "created_at": iso_moment(document["c"]),
        "last_updated_at": iso_moment(document["m"]),
        "open_ai_temp": settings.temperature,
        "open_ai_history": settings.history,
        "open_ai_prompt": settings.prompt,
        "similarity_threshold": settings.similarity,
        "chat_provider": settings.provider,
        "chat_model": settings.model,
        "top_n": settings.passages,
        "chat_mode": settings.mode,
        "agent_provider": settings.agent_provider,
        "agent_model": settings.agent_model,
        "query_refusal_response": settings.refusal,
        "vector_search_mode": settings.search_mode,
    }


def _document(number: int, one: Mapping[str, Any]) -> Json:
    return {
        "id": int(one["n"]),
        "docId": one["i"],
        "filename": one["l"].rpartition("/")[2],
        "docpath": one["l"],
        "workspaceId": number,
        "metadata": one["a"],
        "pinned": one["p"],
        "watched": False,
        "createdAt": iso_moment(one["c"]),
        "lastUpdatedAt": iso_moment(one["m"]),
    }


def thread(document: Mapping[str, Any], workspace_number: int) -> threads_pb.Thread:
    """A thread of the view."""
    return threads_pb.Thread(
        id=int(document["n"]),
        name=document["t"],
        slug=document["g"],
        workspace_id=workspace_number,
        user_id=_number(document["p"]),
        created_at=iso_moment(document["c"]),
        last_updated_at=iso_moment(document["m"]),
    )


def _number(value: Any) -> int | None:
    return None if value is None else int(value)


def told(exchange: Exchange) -> list[Json]:
    """An exchange in a list of what was said: the question and the answer."""
    return [
        {
            "role": "user",
            "content": exchange.question,
            "sentAt": exchange.sent_at,
            "attachments": list(exchange.attachments),
            "chatId": exchange.number,
        },
        {
            "type": exchange.mode,
            "role": "assistant",
            "content": exchange.answer,
            "sources": list(exchange.sources),
            "chatId": exchange.number,
            "sentAt": exchange.sent_at,
            "feedbackScore": exchange.liked,
            "metrics": dict(exchange.metrics),
        },
    ]


def exchange_row(said: Said, person: Person | None) -> members_pb.ExchangeRow:
    """An exchange in the list over all workspaces, and the person it was for."""
    exchange, workspace = said.exchange, said.workspace
    response = {
        "text": exchange.answer,
        "sources": list(exchange.sources),
        "attachments": list(exchange.attachments),
        "type": exchange.mode,
        "metrics": dict(exchange.metrics),
    }
    at = iso_moment(exchange.sent_at * 1000)
    return members_pb.ExchangeRow(
        id=exchange.number,
        workspace_id=int(workspace["n"]),
        prompt=exchange.question,
        response=encode(response).decode(),
        include=said.present,
        user_id=person.number if person else None,
        thread_id=int(said.thread["n"]) if said.thread else None,
        api_session_id=said.conversation.scope or None,
        created_at=at,
        last_updated_at=at,
        feedback_score=exchange.liked,
        workspace=members_pb.ExchangeWorkspace(name=workspace["t"], slug=workspace["g"]),
        user=members_pb.ExchangeUser(username=who(said, person)),
    )


def who(said: Said, person: Person | None) -> str:
    """Whom an exchange was for: a person's name, `API` for a session of a key, else `nobody`."""
    if person is not None:
        return person.username
    return "API" if said.conversation.scope else "nobody"
