"""Make a prompt."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from kernel.context import CallContext
from kernel.errors import ClaimTaken
from kernel.eventstore.model import EventStore, Transaction
from kernel.identity.grants import Grant
from services.chat.domain.prompts.prompt import Form, decide_create
from services.chat.domain.prompts.refusals import CommandTaken

COMMAND = "prompt-command"
"""Kind of the claim on a command."""


@dataclass(frozen=True, slots=True)
class CreatePrompt:
    """What is sent, what is said about it, and who besides the caller may use it."""

    form: Form
    message: str = ""
    grants: Sequence[Grant] = ()


def stream_of(prompt_id: str) -> str:
    """The stream of a prompt."""
    return f"prompt-{prompt_id}"


async def claim(tx: Transaction, command: str, prompt_id: str) -> None:
    """Take a command. Raises CommandTaken."""
    try:
        await tx.claim(COMMAND, command, prompt_id)
    except ClaimTaken:
        raise CommandTaken("Another prompt has this command.") from None


async def handle(store: EventStore, ctx: CallContext, command: CreatePrompt) -> str:
    """Make it the caller's; returns its id. Raises CommandTaken, PromptMalformed."""
    prompt_id, version_id = str(uuid.uuid4()), str(uuid.uuid4())
    grants = msgspec.json.encode(list(command.grants))
    events = decide_create(prompt_id, ctx.who.id, version_id, command.form, command.message, grants)

    async def work(tx: Transaction) -> None:
        await claim(tx, command.form.command, prompt_id)
        await tx.append(stream_of(prompt_id), 0, events)

    await store.execute(ctx, work)
    return prompt_id
