"""Change a prompt: every command loads it as the caller may change it, decides, and keeps the claim on its
command with what it says."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any

import msgspec

from kernel.context import CallContext, Caller
from kernel.eventstore.model import EventStore, Transaction
from kernel.identity.grants import Grant
from kernel.identity.sharing import added, check_permissions
from services.chat.commands.prompts.create import COMMAND, claim, stream_of
from services.chat.domain.prompts import events as e
from services.chat.domain.prompts import prompt as life
from services.chat.domain.prompts.refusals import VersionNotFound
from services.chat.queries.prompts.find import Document, one, version
from services.chat.queries.shared_things import grants_of

KIND = "prompts"
"""In permission keys about sharing."""
Granting = Callable[[Sequence[Grant]], list[Grant]]
Decide = Callable[[Transaction, life.Prompt, Document], Awaitable[list[Any]]]


async def save(
    store: EventStore,
    ctx: CallContext,
    prompt_id: str,
    form: life.Form,
    message: str,
    live: bool,
    parent_id: str = "",
    granting: Granting | None = None,
) -> None:
    """Keep a new version, and other grants unless None.

    Raises PromptNotFound, PromptReadOnly, CommandTaken, PromptMalformed, Refusal AUDIENCE_PROHIBITED.
    """
    version_id = str(uuid.uuid4())

    async def decide(tx: Transaction, prompt: life.Prompt, found: Document) -> list[Any]:
        parent = prompt.version_id
        if parent_id:
            with suppress(VersionNotFound):  # of a copy, or deleted since it was read
                parent = (await version(tx, prompt_id, parent_id))["_id"]
        events = _access(ctx.who, prompt, found, granting)
        grants = events[0].access_grants if events else msgspec.json.encode(grants_of(found))
        return [*events, *life.decide_save(prompt, version_id, parent, form, message, live, grants)]

    await _change(store, ctx, ctx.who, prompt_id, decide, form.command if live else "")


async def details(
    store: EventStore, ctx: CallContext, prompt_id: str, name: str, command: str, tags: bytes
) -> None:
    """Another name, command or tags. Raises as `save`."""

    async def decide(tx: Transaction, prompt: life.Prompt, found: Document) -> list[Any]:
        return life.decide_details(prompt, name, command, tags)

    await _change(store, ctx, ctx.who, prompt_id, decide, command)


async def choose(store: EventStore, ctx: CallContext, prompt_id: str, version_id: str) -> None:
    """Make a version the live one. Raises PromptNotFound, PromptReadOnly, VersionNotFound."""

    async def decide(tx: Transaction, prompt: life.Prompt, found: Document) -> list[Any]:
        said = await version(tx, prompt_id, version_id)
        return life.decide_choose(prompt, version_id, text_of(said, said["tags"]))

    await _change(store, ctx, ctx.who, prompt_id, decide)


async def delete_version(store: EventStore, ctx: CallContext, prompt_id: str, version_id: str) -> None:
    """Drop a version. Raises PromptNotFound, PromptReadOnly, VersionNotFound, VersionActive."""

    async def decide(tx: Transaction, prompt: life.Prompt, found: Document) -> list[Any]:
        await version(tx, prompt_id, version_id)
        return life.decide_delete_version(prompt, version_id)

    await _change(store, ctx, ctx.who, prompt_id, decide)


async def switch(store: EventStore, ctx: CallContext, prompt_id: str) -> None:
    """Turn it on or off. Raises PromptNotFound, PromptReadOnly."""

    async def decide(tx: Transaction, prompt: life.Prompt, found: Document) -> list[Any]:
        return [e.PromptSwitched(prompt_id, not found["active"])]

    await _change(store, ctx, ctx.who, prompt_id, decide)


async def share(
    store: EventStore, ctx: CallContext, person: Caller, prompt_id: str, granting: Granting
) -> None:
    """Other grants. Raises PromptNotFound, PromptReadOnly, Refusal AUDIENCE_PROHIBITED."""

    async def decide(tx: Transaction, prompt: life.Prompt, found: Document) -> list[Any]:
        return _access(person, prompt, found, granting)

    await _change(store, ctx, person, prompt_id, decide)


async def delete(store: EventStore, ctx: CallContext, person: Caller, prompt_id: str) -> None:
    """Delete it with its versions; the command is free again. Raises PromptNotFound, PromptReadOnly."""

    async def decide(tx: Transaction, prompt: life.Prompt, found: Document) -> list[Any]:
        await tx.release(COMMAND, prompt.text.command, prompt_id)
        return [e.PromptDeleted(prompt_id, prompt.owner_id)]

    await _change(store, ctx, person, prompt_id, decide)


def text_of(document: Document, tags: bytes) -> life.Text:
    """What a view document says."""
    return life.Text(
        document["command"], document["name"], document["content"], document["data"], document["meta"], tags
    )


async def _change(
    store: EventStore, ctx: CallContext, person: Caller, prompt_id: str, decide: Decide, command: str = ""
) -> None:
    async def work(tx: Transaction) -> None:
        found = await one(tx, person, prompt_id, "write")
        text = text_of(found, msgspec.json.encode(found["tags"]))
        prompt = life.Prompt(prompt_id, found["user_id"], found["version_id"], text)
        events = await decide(tx, prompt, found)
        if command and command != text.command:
            await claim(tx, command, prompt_id)
            await tx.release(COMMAND, text.command, prompt_id)
        if events:
            await tx.append(stream_of(prompt_id), found["version"], events)

    await store.execute(ctx, work)


def _access(person: Caller, prompt: life.Prompt, found: Document, granting: Granting | None) -> list[Any]:
    if granting is None:
        return []
    kept = grants_of(found)
    wanted = granting(kept)
    if not person.is_admin:
        check_permissions(person, KIND, added(kept, wanted))
    if wanted == kept:
        return []
    return [e.PromptAccessChanged(prompt.prompt_id, prompt.owner_id, msgspec.json.encode(wanted))]
