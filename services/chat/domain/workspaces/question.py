"""What is asked of a workspace: read from loosely written requests, refused where the API refuses."""

from __future__ import annotations

import base64
import binascii
import mimetypes
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from services.chat.domain.workspaces.refusals import FormRefused
from services.chat.domain.workspaces.settings import MODES
from services.chat.domain.workspaces.values import Form, truth

DOCUMENT = "application/anythingllm-document"
SCOPE_LENGTH = 300
MOST_ATTACHED = 50
_DATA = re.compile(r"data:([\w.+-]+/[\w.+-]+)?((?:;[\w.=+-]+)*?)(;base64)?,(.*)", re.DOTALL)
_HTML = "text/html"
_TEXTUAL = ("text/", "application/json", "application/xml", "application/x-yaml", "application/yaml")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that comes with a question, as it was sent: `content` is a data URL."""

    name: str
    mime: str
    content: str

    @property
    def is_document(self) -> bool:
        """Whether its text goes into the context; anything else is an image for the model."""
        return self.mime == DOCUMENT


@dataclass(frozen=True, slots=True)
class Question:
    """A question. `scope` names the conversation, empty for the default one; `reset` starts it anew.
    An empty message means that nothing but the reset is asked for."""

    message: str
    mode: str
    scope: str = ""
    attachments: tuple[Attachment, ...] = ()
    reset: bool = False


def read_question(form: Form, default_mode: str) -> Question:
    """The question of a request. Raises FormRefused."""
    message, reset = form.get("message"), truth(form.get("reset"))
    mode = default_mode if form.get("mode") in (None, "") else form["mode"]
    scope = _scope(form.get("sessionId"))
    if not isinstance(message, str) or not message.strip():
        if reset:
            return Question("", default_mode, scope, reset=True)
        raise FormRefused("The message is empty.")
    if mode not in MODES:
        raise FormRefused(f"The mode is one of {', '.join(MODES)}.")
    return Question(message, mode, scope, _attachments(form.get("attachments")), reset)


def text_of(attachment: Attachment) -> str | None:
    """The text of an attached document that is plain text; None for one that has to be read by a parser.
    Raises FormRefused when it is no document at all."""
    kind, data = _unpacked(attachment)
    return data.decode("utf-8", "replace") if kind.startswith(_TEXTUAL) and kind != _HTML else None


def bytes_of(attachment: Attachment) -> tuple[str, bytes]:
    """Name and content of an attached document; a name without an extension gets that of its type.
    Raises FormRefused."""
    kind, data = _unpacked(attachment)
    name = attachment.name.replace("\\", "/").rpartition("/")[2] or "attachment"
    return name if "." in name else name + (mimetypes.guess_extension(kind) or ""), data


def image_of(attachment: Attachment) -> str:
    """The data URL of an attached image. Raises FormRefused for anything else."""
    if attachment.content.startswith("data:image/"):
        return attachment.content
    if attachment.mime.startswith("image/") and not attachment.content.startswith(("data:", "http")):
        return f"data:{attachment.mime};base64,{attachment.content}"
    raise FormRefused(f"{attachment.name}: an attachment is an image or a document, as a data URL.")


def read_conversation(messages: Any) -> tuple[str | None, list[tuple[str, str]], str, list[Any]]:
    """Of the messages of a completion request: the first system text, what was said before as (role,
    text), the last user message's text and its image parts. Raises FormRefused when the last message
    is not a user's."""
    said = [m for m in messages if isinstance(m, dict)] if isinstance(messages, list) else []
    if not said or said[-1].get("role") != "user":
        raise FormRefused("The last message has to be the user's.")
    system = next((plain(m.get("content")) for m in said if m.get("role") == "system"), None)
    before = [
        (m["role"], plain(m.get("content"))) for m in said[:-1] if m.get("role") in ("user", "assistant")
    ]
    content = said[-1].get("content")
    parts = content if isinstance(content, list) else []
    images = [p for p in parts if isinstance(p, dict) and p.get("type") == "image_url"]
    question = plain(content)
    if not question.strip() and not images:
        raise FormRefused("The last message is empty.")
    return system, before, question, images


def plain(content: Any) -> str:
    """The text of a message's content."""
    if isinstance(content, str):
        return content
    parts: Sequence[Any] = content if isinstance(content, list) else []
    found = (part.get("text") for part in parts if isinstance(part, dict) and part.get("type") == "text")
    return "\n".join(part for part in found if isinstance(part, str))


def _scope(value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return ""
    if len(value) > SCOPE_LENGTH:
        raise FormRefused(f"A sessionId has at most {SCOPE_LENGTH} characters.")
    return value


def _attachments(value: Any) -> tuple[Attachment, ...]:
    found: list[Attachment] = []
    for one in value if isinstance(value, list) else ():
        if len(found) == MOST_ATTACHED:
            raise FormRefused(f"A question has at most {MOST_ATTACHED} attachments.")
        if not isinstance(one, dict):
            raise FormRefused("An attachment has name, mime and contentString.")
        name, mime, content = (one.get(key) for key in ("name", "mime", "contentString"))
        if not isinstance(mime, str) or not isinstance(content, str):
            raise FormRefused("An attachment has name, mime and contentString.")
        found.append(Attachment(name if isinstance(name, str) else "attachment", mime, content))
    return tuple(found)


def _unpacked(attachment: Attachment) -> tuple[str, bytes]:
    found = _DATA.fullmatch(attachment.content)
    if found is None:
        raise FormRefused(f"{attachment.name}: contentString is a data URL.")
    kind, _, packed, content = found.groups()
    try:
        data = base64.b64decode(content, validate=True) if packed else content.encode()
    except (binascii.Error, ValueError):
        raise FormRefused(f"{attachment.name}: contentString is not base64.") from None
    return kind or "text/plain", data
