"""What an export of workspaces looks like, piece by piece; the formats are those of the AnythingLLM API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from kernel.moments import iso_moment
from services.chat.domain.workspaces.exchange import Exchange
from services.chat.domain.workspaces.question import DOCUMENT
from services.chat.rpc.workspace_shapes import encode

CSV_EMPTY = b"id,workspace,prompt,response,sent_at"
CSV_HEAD = CSV_EMPTY + b",username,rating"
LINE_END = b"]}"
_RATINGS: Mapping[bool | None, str] = {True: "GOOD", False: "BAD", None: "--"}
_CALCULATES = ("=", "+", "-", "@", "\t", "\r", "\n")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Row:
    """An exchange, the name of its workspace, and whom it was for."""

    exchange: Exchange
    workspace: str
    username: str


def json_row(row: Row) -> bytes:
    """An object of the format `json`."""
    exchange = row.exchange
    return encode(
        {
            "id": exchange.number,
            "prompt": exchange.question,
            "response": exchange.answer,
            "sent_at": iso_moment(exchange.sent_at * 1000),
            "attachments": _images(exchange),
            "workspace": row.workspace,
            "username": row.username,
            "rating": _RATINGS[exchange.liked],
        }
    )


def csv_row(row: Row) -> bytes:
    """A line of the format `csv`, with the line end before it."""
    exchange = row.exchange
    values = (row.workspace, exchange.question, exchange.answer, _date(exchange.sent_at), row.username)
    cells = [str(exchange.number), *map(_harmless, values), _RATINGS[exchange.liked]]
    return ("\n" + ",".join(map(_quoted, cells))).encode()


def alpaca_row(exchange: Exchange, prompt: str) -> bytes:
    """An object of the format `jsonAlpaca`: what the model was told, what was asked, what it said."""
    texts = [one["text"] for one in exchange.sources if isinstance(one.get("text"), str)]
    passages = "".join(f"[CONTEXT {n}]:\n{text}\n[END CONTEXT {n}]\n\n" for n, text in enumerate(texts))
    told = f"{prompt}\nContext:\n{passages}" if passages else prompt
    return encode({"instruction": told, "input": exchange.question, "output": exchange.answer})


def line_begin(prompt: str) -> bytes:
    """The beginning of a workspace's line of the format `jsonl`; turns follow, then LINE_END."""
    return b'{"messages":[' + encode({"role": "system", "content": _parts(prompt)})


def line_turns(exchange: Exchange) -> bytes:
    """Question and answer in a line."""
    question = {"role": "user", "content": [*_parts(exchange.question), *_images(exchange)]}
    answer = {"role": "assistant", "content": _parts(exchange.answer)}
    return b"," + encode(question) + b"," + encode(answer)


def _parts(text: str) -> list[dict[str, str]]:
    return [{"type": "text", "text": text}]


def _images(exchange: Exchange) -> list[dict[str, str]]:
    """The attached images, as the formats name them; attached documents are among the sources."""
    images = (one for one in exchange.attachments if one.get("mime") != DOCUMENT)
    contents = (one.get("contentString") for one in images)
    return [{"type": "image", "image": one} for one in contents if isinstance(one, str)]


def _date(seconds: int) -> str:
    """As JavaScript writes a date: this is what the format has."""
    at = datetime.fromtimestamp(seconds, UTC)
    day = f"{_WEEKDAYS[at.weekday()]} {_MONTHS[at.month - 1]} {at:%d %Y %H:%M:%S}"
    return f"{day} GMT+0000 (Coordinated Universal Time)"


def _harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return "'" + text if text.lstrip().startswith(_CALCULATES) or text.startswith(_CALCULATES) else text


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return '"' + " ".join(doubled.splitlines()) + '"'
