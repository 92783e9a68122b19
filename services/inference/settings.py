"""Settings of the inference service. The local runner reads the same ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

import msgspec

from kernel.config import CommonSettings, Port, Positive, Seconds

LOCAL_CHAT_MODEL = "smollm2-135m-instruct"
LOCAL_EMBEDDING_MODEL = "all-minilm-l6-v2"


@dataclass(frozen=True, slots=True)
class Settings(CommonSettings):
    """Where models come from and how long they may take."""

    openai_urls: tuple[str, ...] = ()
    """Base URLs of OpenAI-type backends (`https://host/v1`), in the order clients count them."""
    openai_keys: tuple[str, ...] = field(default=(), repr=False)
    """Their keys, in the same order; an empty or missing one sends none."""
    ollama_urls: tuple[str, ...] = ()
    """Base URLs of Ollama backends (`http://host:11434`)."""
    local_model: Literal["auto", "always", "never"] = "auto"
    """Use the chat model that comes as a package: always, never, or when no backend is configured."""
    local_host: str = "127.0.0.1"
    """Address of the local models."""
    local_chat_port: Port = 8134
    """Port of the local chat model."""
    local_embedding_port: Port = 8135
    """Port of the local embedding model."""
    local_threads: Positive = 1
    """Threads of the local models. More than one only pays when as many cores are idle: they spin."""
    local_slots: Positive = 4
    """Chats the local model answers at once; they share its context."""
    local_context: Positive = 8192
    """Tokens of context of the local chat model."""
    default_model: str = ""
    """Chat model for callers that name none; empty means the first one listed."""
    embedding_model: str = ""
    """Model that embeds documents and questions; empty means the local one."""
    model_access: Literal["open", "admin"] = "open"
    """Who may use models that have no grants: every user with a role, or administrators only."""
    models_ttl: Seconds = 10.0
    """Seconds a list of models is answered from memory."""
    backend_connect: Seconds = 5.0
    """Seconds to connect to a backend."""
    backend_first_byte: Seconds = 60.0
    """Seconds until a stream begins; an answer that is not streamed has until `backend_total`."""
    backend_idle: Seconds = 60.0
    """Seconds between two pieces of a stream."""
    backend_total: Seconds = 600.0
    """Seconds an answer may take in all."""
    backend_list: Seconds = 5.0
    """Seconds a backend has to list its models."""
    breaker_failures: Annotated[int, msgspec.Meta(ge=1, le=100)] = 5
    """Failures in a row after which a backend is left alone."""
    breaker_pause: Seconds = 2.0
    """Seconds it is left alone at first; doubled each time, up to 30."""
    embedding_cache: int = 1024
    """Single texts (questions) whose embeddings are kept in memory; 0 keeps none."""

    @property
    def runs_local_chat(self) -> bool:
        """Whether the local chat model is one of the backends."""
        configured = any(self.openai_urls) or any(self.ollama_urls)
        return self.local_model == "always" or (self.local_model == "auto" and not configured)

    @property
    def runs_local_embeddings(self) -> bool:
        """Whether the local embedding model is one of the backends."""
        return self.local_model != "never" and (
            self.runs_local_chat or self.embedding_model in ("", LOCAL_EMBEDDING_MODEL)
        )
