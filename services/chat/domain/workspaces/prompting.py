"""The messages a model gets: prompt, context, what was said before, the question; cut to what fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

CONTEXT_SHARE = 0.6
"""Of what is left after prompt and question; what was said before gets the rest."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a document that goes before a question."""

    title: str
    text: str


def tokens(text: str) -> int:
    """About how many tokens a text has: a quarter of its bytes."""
    return len(text.encode()) // 4 + 1


def compose(
    prompt: str,
    excerpts: Sequence[Excerpt],
    before: Sequence[tuple[str, str]],
    question: str,
    images: Sequence[Any],
    room: int,
) -> list[dict[str, Any]]:
    """OpenAI chat messages. `before` holds (role, text), oldest first; `images` OpenAI content parts.

    What does not fit `room` tokens is left out: the last excerpts, the oldest of what was said. Prompt
    and question are never cut.
    """
    room -= tokens(prompt) + tokens(question)
    context, used = _context(excerpts, int(room * CONTEXT_SHARE))
    system = f"{prompt}\n\n{context}" if context else prompt
    said = _newest(before, room - used)
    content: Any = [{"type": "text", "text": question}, *images] if images else question
    return [
        {"role": "system", "content": system},
        *({"role": role, "content": text} for role, text in said),
        {"role": "user", "content": content},
    ]


def _context(excerpts: Sequence[Excerpt], room: int) -> tuple[str, int]:
    blocks: list[str] = []
    used = 0
    for number, excerpt in enumerate(excerpts, 1):
        block = f"[{number}] {excerpt.title}\n{excerpt.text.strip()}"
        cost = tokens(block)
        if used + cost > room:
            left = (room - used) * 4
            if left < 400:
                break
            block = block.encode()[:left].decode("utf-8", "ignore")
            cost = tokens(block)
        blocks.append(block)
        used += cost
    return ("Passages:\n\n" + "\n\n".join(blocks), used + 3) if blocks else ("", 0)


def _newest(before: Sequence[tuple[str, str]], room: int) -> list[tuple[str, str]]:
    kept: list[tuple[str, str]] = []
    for role, text in reversed(before):
        room -= tokens(text) + 4
        if room < 0:
            break
        kept.append((role, text))
    while kept and kept[-1][0] != "user":
        kept.pop()  # what is left begins with a question
    return kept[::-1]
