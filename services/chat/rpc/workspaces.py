"""parlance.chat.v1.Workspaces"""

from __future__ import annotations

from parlance.chat.v1 import workspaces_pb2 as pb

from kernel.context import CallContext
from kernel.eventstore.model import EventStore
from services.chat.adapters.knowledge import Knowledge
from services.chat.commands.workspaces import change, create, delete, embed
from services.chat.commands.workspaces.numbers import Numbers
from services.chat.domain.workspaces.conversation import DEFAULT
from services.chat.domain.workspaces.refusals import DocumentNotFound, FormRefused, WorkspaceNotFound
from services.chat.domain.workspaces.settings import says_anything
from services.chat.domain.workspaces.sources import result
from services.chat.domain.workspaces.values import number, texts, truth, whole
from services.chat.queries.threads.find import of_workspaces
from services.chat.queries.workspaces import find
from services.chat.queries.workspaces.history import exchanges
from services.chat.queries.workspaces.passages import passages_for
from services.chat.rpc import workspace_shapes as shapes

MOST_EXCHANGES = 5000
_DEFAULT_EXCHANGES = 100


class Workspaces:
    """Workspaces, their documents and what was said in them."""

    def __init__(self, store: EventStore, numbers: Numbers, knowledge: Knowledge, window: int) -> None:
        self._store = store
        self._numbers = numbers
        self._knowledge = knowledge
        self._window = window

    async def Create(self, request: pb.WorkspaceForm, ctx: CallContext) -> pb.WorkspaceReply:
        """A workspace from a form."""
        form = shapes.read_form(request.form)
        workspace_id = await create.handle(self._store, ctx, self._numbers, form)
        document = await find.by_id(self._store, workspace_id)
        if document is None:
            raise WorkspaceNotFound  # deleted at once by somebody else
        return pb.WorkspaceReply(workspace=shapes.workspace(document))

    async def List(self, request: pb.ListWorkspacesRequest, ctx: CallContext) -> pb.ListWorkspacesReply:
        """All workspaces."""
        documents = await find.everything(self._store)
        threads = await of_workspaces(self._store, [one["_id"] for one in documents])
        shown = [shapes.workspace(one, threads=threads.get(one["_id"], ())) for one in documents]
        return pb.ListWorkspacesReply(workspaces=shown)

    async def Get(self, request: pb.WorkspaceRequest, ctx: CallContext) -> pb.GetWorkspaceReply:
        """One workspace, or none."""
        document = await find.by_slug(self._store, request.slug)
        if document is None:
            return pb.GetWorkspaceReply()
        threads = (await of_workspaces(self._store, [document["_id"]])).get(document["_id"], ())
        shown = shapes.workspace(document, documents=True, threads=threads)
        return pb.GetWorkspaceReply(workspace=[shown])

    async def Update(self, request: pb.WorkspaceForm, ctx: CallContext) -> pb.UpdateWorkspaceReply:
        """Change settings."""
        form = shapes.read_form(request.form)
        await change.change(self._store, ctx, request.slug, form)
        document = (await find.load(self._store, request.slug)).document
        if not says_anything(form):
            alone = shapes.encode({"id": int(document["n"])})
            return pb.UpdateWorkspaceReply(json=alone, message="Nothing was given that can be changed.")
        return pb.UpdateWorkspaceReply(json=shapes.encode(shapes.workspace_json(document)))

    async def Delete(self, request: pb.WorkspaceRequest, ctx: CallContext) -> pb.TextReply:
        """Delete a workspace."""
        await delete.handle(self._store, ctx, self._knowledge, request.slug)
        return pb.TextReply(text="OK")

    async def UpdateEmbeddings(
        self, request: pb.UpdateEmbeddingsRequest, ctx: CallContext
    ) -> pb.UpdateEmbeddingsReply:
        """Take documents out and in."""
        form = shapes.read_form(request.form)
        workspace = (await find.load(self._store, request.slug)).state
        await embed.unembed(self._store, ctx, self._knowledge, workspace, texts(form.get("deletes")))
        workspace = (await find.load(self._store, request.slug)).state
        adds = texts(form.get("adds"))
        await embed.embed(self._store, ctx, self._numbers, self._knowledge, workspace, adds)
        document = (await find.load(self._store, request.slug)).document
        shown = shapes.workspace(document, documents=True, window=self._window)
        return pb.UpdateEmbeddingsReply(workspace=shown)

    async def UpdatePin(self, request: pb.UpdatePinRequest, ctx: CallContext) -> pb.MessageText:
        """Pin a document."""
        form = shapes.read_form(request.form)
        location = form.get("docPath")
        if not isinstance(location, str):
            await find.load(self._store, request.slug)
            raise DocumentNotFound
        await change.pin(self._store, ctx, request.slug, location, truth(form.get("pinStatus")))
        return pb.MessageText(message="The pin is set as asked.")

    async def VectorSearch(self, request: pb.VectorSearchRequest, ctx: CallContext) -> pb.VectorSearchReply:
        """The passages that answer a query best."""
        form = shapes.read_form(request.form)
        loaded = await find.load(self._store, request.slug)
        query = form.get("query")
        if not isinstance(query, str) or not query.strip():
            raise FormRefused("The query is empty.")
        if not loaded.state.documents:
            return pb.VectorSearchReply(results=b"[]", message="No documents are embedded in this workspace.")
        limit, least = whole(form.get("topN")), number(form.get("scoreThreshold"))
        if limit is not None and limit < 1:
            limit = None
        if least is not None and not 0 <= least <= 1:
            least = None
        passages = await passages_for(self._knowledge, ctx, loaded.state, query, limit, least)
        about = find.about_files(loaded.document)
        results = [result(passage, about.get(passage.file_id, {})) for passage in passages]
        return pb.VectorSearchReply(results=shapes.encode(results))

    async def History(self, request: pb.HistoryRequest, ctx: CallContext) -> pb.HistoryReply:
        """What was said: in the present default conversation, or in all of a session."""
        workspace = (await find.load(self._store, request.slug)).state
        limit = whole(request.limit) if request.HasField("limit") else _DEFAULT_EXCHANGES
        session = request.api_session_id
        if session:
            chats = await find.all_chats(self._store, workspace.workspace_id, session)
        else:
            present = await find.present_chat(self._store, workspace.workspace_id, DEFAULT)
            chats = [] if present is None else [present]
        said = await exchanges(
            self._store,
            chats,
            max(0, min(limit or 0, MOST_EXCHANGES)),
            descending=request.order_by.lower() == "desc",
            hidden=bool(session),
        )
        return pb.HistoryReply(history=shapes.encode([one for e in said for one in shapes.told(e)]))
