"""What a request becomes for the backend that gets it, and what its answer becomes for the caller.

A Dialect is one request in one protocol. For a backend of the same protocol it passes unchanged, apart
from the model's name where that is spelled differently; for one of the other it is translated.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

import msgspec

from services.inference.adapters.catalog import Place
from services.inference.adapters.pool import Outgoing
from services.inference.adapters.readers import (
    Garbage,
    LinesThrough,
    OllamaAsOpenAI,
    OpenAIAsOllama,
    Reader,
    SseThrough,
    decode,
)
from services.inference.domain import to_ollama, to_openai
from services.inference.domain.catalog import Kind
from services.inference.domain.errors import BadRequest

_encode = msgspec.json.Encoder().encode


class Peek(msgspec.Struct):
    """The keys every dialect needs; the others are skipped without being built."""

    model: str | None = None
    stream: bool | None = None


_peek = msgspec.json.Decoder(Peek).decode
_object = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_values = msgspec.json.Decoder(dict[str, Any]).decode


def peek(body: bytes) -> Peek:
    """Model and stream of a request. Raises BadRequest unless the body is an object with fitting types."""
    try:
        return _peek(body)
    except msgspec.DecodeError as error:
        raise BadRequest(f"the body does not fit: {error}") from None


def raw_object(body: bytes) -> dict[str, msgspec.Raw]:
    """The values of a JSON object, undecoded. Raises BadRequest."""
    try:
        return _object(body)
    except msgspec.DecodeError as error:
        raise BadRequest(f"the body does not fit: {error}") from None


def values(body: bytes) -> dict[str, Any]:
    """A JSON object. Raises BadRequest."""
    try:
        return _values(body)
    except msgspec.DecodeError as error:
        raise BadRequest(f"the body does not fit: {error}") from None


class Dialect(Protocol):
    """One request of a caller."""

    native: Kind
    model: str
    stream: bool

    def ask(self, place: Place) -> Outgoing:
        """The request as this backend wants it."""
        ...

    def reader(self, place: Place) -> Reader:
        """A reader of this backend's stream."""
        ...

    def whole(self, place: Place, document: bytes) -> bytes:
        """This backend's whole answer as the caller wants it. Raises Garbage."""
        ...

    def failure(self, message: str, kind: str) -> bytes:
        """The event that ends a broken stream."""
        ...


def openai_failure(message: str, kind: str) -> bytes:
    """An error as an event of an OpenAI stream."""
    return _encode({"error": {"message": message, "type": kind, "param": None, "code": kind}})


@dataclass(slots=True)
class OpenAIChat:
    """A chat completion request in OpenAI's form. `ollama_v1` leaves the translation to Ollama itself."""

    model: str
    stream: bool
    body: bytes
    ollama_v1: bool = False
    path: str = "/chat/completions"
    native: Kind = "openai"

    def ask(self, place: Place) -> Outgoing:
        """Unchanged for an OpenAI-type backend, /api/chat for an Ollama one."""
        if place.backend.kind == "openai":
            return Outgoing(self.path, _renamed(self.body, self.model, place.model.id), self.stream)
        if self.ollama_v1:
            path = f"/v1{self.path}"
            return Outgoing(path, _renamed(self.body, self.model, place.model.id), self.stream)
        request = to_ollama.chat_request(values(self.body), place.model.id)
        return Outgoing("/api/chat", _encode(request), self.stream)

    def reader(self, place: Place) -> Reader:
        """Dialect.reader"""
        if place.backend.kind == "openai" or self.ollama_v1:
            return SseThrough()
        return OllamaAsOpenAI(to_ollama.ChatStream(_answer_id(), self.model, int(time.time())))

    def whole(self, place: Place, document: bytes) -> bytes:
        """Dialect.whole"""
        if place.backend.kind == "openai" or self.ollama_v1:
            return _checked(document)
        reply = decode(document)
        return _shaped(to_ollama.chat_reply, reply, _answer_id(), self.model, int(time.time()))

    def failure(self, message: str, kind: str) -> bytes:
        """Dialect.failure"""
        return openai_failure(message, kind)


@dataclass(slots=True)
class OllamaText:
    """A request of /api/chat or /api/generate."""

    kind: Literal["chat", "generate"]
    model: str
    stream: bool
    body: bytes
    began: float
    native: Kind = "ollama"

    def ask(self, place: Place) -> Outgoing:
        """Unchanged for an Ollama backend, a chat completion for an OpenAI-type one."""
        if place.backend.kind == "ollama":
            path = f"/api/{self.kind}"
            return Outgoing(path, _renamed(self.body, self.model, place.model.id), self.stream)
        translate = to_openai.chat_request if self.kind == "chat" else to_openai.generate_request
        return Outgoing(
            "/chat/completions", _encode(translate(values(self.body), place.model.id)), self.stream
        )

    def reader(self, place: Place) -> Reader:
        """Dialect.reader"""
        if place.backend.kind == "ollama":
            return LinesThrough()
        return OpenAIAsOllama(to_openai.TextStream(self.kind, self.model, self.began))

    def whole(self, place: Place, document: bytes) -> bytes:
        """Dialect.whole"""
        if place.backend.kind == "ollama":
            return _checked(document)
        reply = decode(document)
        return _shaped(to_openai.text_reply, self.kind, reply, self.model, self.began, time.time())

    def failure(self, message: str, kind: str) -> bytes:
        """Dialect.failure"""
        return _encode({"error": message})


@dataclass(slots=True)
class Embedding:
    """A request for embeddings in either form; never streamed."""

    native: Kind
    model: str
    request: Mapping[str, Any]
    began: float
    stream: bool = False

    def ask(self, place: Place) -> Outgoing:
        """The request in the backend's form."""
        if place.backend.kind == "openai":
            body = {**self.request, "model": place.model.id}
            if self.native == "ollama":
                body = to_openai.embed_request(self.request, place.model.id)
            return Outgoing("/embeddings", _encode(body), False)
        body = {**self.request, "model": place.model.id}
        if self.native == "openai":
            body = to_ollama.embed_request(self.request, place.model.id)
        return Outgoing("/api/embed", _encode(body), False)

    def reader(self, place: Place) -> Reader:
        """Embeddings are not streamed."""
        raise NotImplementedError

    def whole(self, place: Place, document: bytes) -> bytes:
        """Dialect.whole"""
        if place.backend.kind == self.native:
            return _checked(document)
        reply = decode(document)
        if self.native == "openai":
            return _shaped(to_ollama.embed_reply, reply, self.model)
        return _shaped(to_openai.embed_reply, reply, self.model, self.began, time.time())

    def failure(self, message: str, kind: str) -> bytes:
        """Dialect.failure"""
        return openai_failure(message, kind)


def _renamed(body: bytes, asked: str, known: str) -> bytes:
    """The body with the backend's own spelling of the model; the same bytes when they agree."""
    if asked == known:
        return body
    fields = raw_object(body)
    fields["model"] = msgspec.Raw(_encode(known))
    return _encode(fields)


def _checked(document: bytes) -> bytes:
    """A document that passes unchanged, if it looks like a JSON object. Raises Garbage."""
    document = document.strip()
    if document[:1] != b"{" or document[-1:] != b"}":
        raise Garbage
    return document


def _shaped(translate: Any, *args: Any) -> bytes:
    try:
        return _encode(translate(*args))
    except (AttributeError, TypeError, ValueError) as error:
        raise Garbage from error


def _answer_id() -> str:
    return f"chatcmpl-{uuid.uuid4()}"
