"""What a failed call to model or retrieval means for a question."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import grpc.aio

from kernel.rpc.errors import refusal_of
from services.chat.domain.workspaces.refusals import AnswerFailed

_OF_THE_CREDENTIAL = frozenset({"TOKEN_STALE", "SESSION_REVOKED", "NOT_AUTHENTICATED", "INVALID_CREDENTIAL"})
_SAID = {
    "UNAVAILABLE": "A service that is needed for the answer cannot be reached.",
    "DEADLINE_EXCEEDED": "The answer took too long and was given up.",
    "BACKEND_UNREACHABLE": "The model backend cannot be reached.",
    "BACKEND_TIMEOUT": "The model backend did not answer in time.",
    "MODEL_NOT_FOUND": "The model of this workspace does not exist.",
    "MODEL_ACCESS_DENIED": "The model of this workspace may not be used.",
}


@contextmanager
def answering() -> Iterator[None]:
    """Turns a failed call inside into AnswerFailed; what concerns the credential passes as it is, so
    that a stale token is exchanged anew."""
    try:
        yield
    except grpc.aio.AioRpcError as error:
        refusal = refusal_of(error)
        if refusal is None:
            raise AnswerFailed("The answer failed inside a service.") from error
        if refusal.reason in _OF_THE_CREDENTIAL:
            raise refusal from error
        own = str(refusal) if str(refusal) != refusal.reason else ""
        said = _SAID.get(refusal.reason) or own or refusal.reason.replace("_", " ").capitalize() + "."
        raise AnswerFailed(said, refusal.reason) from error
