"""parlance.chat.v1.Prompts"""

from __future__ import annotations

import asyncio
from typing import Any

from parlance.chat.v1 import prompts_pb2 as pb
from parlance.common.v1 import common_pb2

from kernel.context import CallContext
from kernel.errors import Refusal
from kernel.eventstore.model import EventStore
from kernel.identity.sharing import Sharing
from services.chat.adapters.people import People
from services.chat.commands.prompts import change, create
from services.chat.domain.prompts.difference import line_endings_only, unified
from services.chat.domain.prompts.prompt import Form
from services.chat.queries.prompts import find
from services.chat.queries.shared_things import Wanted, grants_of, may_use
from services.chat.rpc.grant_forms import Granting, granting
from services.chat.rpc.people_shapes import card
from services.chat.rpc.prompts import shapes

_MAKING = ("workspace.prompts", "workspace.prompts_import")


class Prompts:
    """See the proto for what each method promises."""

    def __init__(self, store: EventStore, people: People, sharing: Sharing) -> None:
        self._store = store
        self._people = people
        self._sharing = sharing

    async def List(self, request: Any, ctx: CallContext) -> pb.PromptRows:
        """What the caller may read."""
        found = await find.listed(self._store, ctx.who)
        return pb.PromptRows(items=[shapes.prompt(one) for one in found])

    async def Tags(self, request: Any, ctx: CallContext) -> pb.PromptTags:
        """The tags of what the caller may read."""
        return pb.PromptTags(items=await find.tags(self._store, ctx.who))

    async def Search(self, request: pb.SearchPromptsRequest, ctx: CallContext) -> pb.PromptPage:
        """One page, by words, owner and tag."""
        wanted = Wanted(
            query=request.query,
            view_option=request.view_option,
            order_by=request.order_by,
            direction=request.direction,
            tag=request.tag,
        )
        found, total = await find.searched(self._store, ctx.who, wanted, request.page or 1)
        authors = await self._people.named(ctx, [one["user_id"] for one in found])
        items = [
            shapes.item(one, may_use(ctx.who, one, "write"), card(authors.get(one["user_id"])))
            for one in found
        ]
        return pb.PromptPage(items=items, total=total)

    async def Create(self, request: pb.PromptForm, ctx: CallContext) -> pb.Prompt:
        """Make a prompt."""
        if not any(ctx.who.may(key) for key in _MAKING):
            raise Refusal("PERMISSION_MISSING", details={"permission": _MAKING[0]})
        given = granting(request.access_grants)
        grants = given(()) if given else []
        await self._sharing.check(ctx, change.KIND, (), grants)
        command = create.CreatePrompt(_form(request), request.commit_message, grants)
        return await self._shown(ctx, await create.handle(self._store, ctx, command))

    async def GetByCommand(self, request: pb.PromptCommandRequest, ctx: CallContext) -> pb.PromptItem:
        """One prompt by its command."""
        found = await find.by_command(self._store, ctx.who, request.command)
        return shapes.item(found, may_use(ctx.who, found, "write"))

    async def Get(self, request: pb.PromptRequest, ctx: CallContext) -> pb.PromptItem:
        """One prompt."""
        found = await find.one(self._store, ctx.who, request.id)
        return shapes.item(found, may_use(ctx.who, found, "write"))

    async def Update(self, request: pb.UpdatePromptRequest, ctx: CallContext) -> pb.Prompt:
        """A new version."""
        form = request.form
        grants = granting(form.access_grants)
        await self._check(ctx, request.id, grants)
        live = form.is_production or not form.HasField("is_production")
        said = (_form(form), form.commit_message, live, form.version_id, grants)
        await change.save(self._store, ctx, request.id, *said)
        return await self._shown(ctx, request.id)

    async def UpdateMeta(self, request: pb.UpdatePromptMetaRequest, ctx: CallContext) -> pb.Prompt:
        """Another name, command or tags."""
        form = request.form
        await change.details(self._store, ctx, request.id, form.name, form.command, form.tags)
        return await self._shown(ctx, request.id)

    async def ChooseVersion(self, request: pb.ChooseVersionRequest, ctx: CallContext) -> pb.Prompt:
        """Another live version."""
        await change.choose(self._store, ctx, request.id, request.form.version_id)
        return await self._shown(ctx, request.id)

    async def UpdateAccess(self, request: pb.PromptAccessRequest, ctx: CallContext) -> pb.Prompt:
        """Other grants."""
        grants = granting(request.form.access_grants)
        if grants is None:
            raise Refusal("INVALID_ARGUMENT", "access_grants must be a list.")
        await self._check(ctx, request.id, grants)
        await change.share(self._store, ctx, ctx.who, request.id, grants)
        return await self._shown(ctx, request.id)

    async def Toggle(self, request: pb.PromptRequest, ctx: CallContext) -> pb.Prompt:
        """On or off."""
        await change.switch(self._store, ctx, request.id)
        return await self._shown(ctx, request.id)

    async def Delete(self, request: pb.PromptRequest, ctx: CallContext) -> common_pb2.BoolValue:
        """Delete it."""
        await change.delete(self._store, ctx, ctx.who, request.id)
        return common_pb2.BoolValue(value=True)

    async def History(self, request: pb.PromptHistoryRequest, ctx: CallContext) -> pb.PromptVersionRows:
        """Its versions."""
        await find.one(self._store, ctx.who, request.id)
        found = await find.versions(self._store, request.id, request.page)
        authors = await self._people.named(ctx, [one["by"] for one in found])
        return pb.PromptVersionRows(
            items=[shapes.version_row(one, card(authors.get(one["by"]))) for one in found]
        )

    async def GetVersion(self, request: pb.PromptVersionRequest, ctx: CallContext) -> pb.PromptVersion:
        """One version."""
        await find.one(self._store, ctx.who, request.id)
        return shapes.version(await find.version(self._store, request.id, request.history_id))

    async def DeleteVersion(self, request: pb.PromptVersionRequest, ctx: CallContext) -> common_pb2.BoolValue:
        """Drop a version."""
        await change.delete_version(self._store, ctx, request.id, request.history_id)
        return common_pb2.BoolValue(value=True)

    async def Diff(self, request: pb.PromptDiffRequest, ctx: CallContext) -> pb.PromptDiff:
        """What two versions have different."""
        await find.one(self._store, ctx.who, request.id)
        before = await find.version(self._store, request.id, request.from_id)
        after = await find.version(self._store, request.id, request.to_id)
        old, new = before["content"], after["content"]
        names = (f"v{request.from_id[:8]}", f"v{request.to_id[:8]}")
        return pb.PromptDiff(
            from_id=request.from_id,
            to_id=request.to_id,
            from_snapshot=shapes.snapshot(before),
            to_snapshot=shapes.snapshot(after),
            content_diff=await asyncio.to_thread(unified, old, new, *names),
            line_endings_only=line_endings_only(old, new),
            name_changed=before["name"] != after["name"],
        )

    async def _check(self, ctx: CallContext, prompt_id: str, grants: Granting | None) -> None:
        if grants is not None:
            kept = grants_of(await find.one(self._store, ctx.who, prompt_id, "write"))
            await self._sharing.check(ctx, change.KIND, kept, grants(kept))

    async def _shown(self, ctx: CallContext, prompt_id: str) -> pb.Prompt:
        return shapes.prompt(await find.one(self._store, ctx.who, prompt_id))


def _form(form: pb.PromptForm) -> Form:
    return Form(form.command, form.name, form.content, form.data, form.meta, form.tags)
