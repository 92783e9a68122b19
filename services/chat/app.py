"""What the chat service consists of."""

from __future__ import annotations

from parlance.auth.v1.instance_settings_pb2 import InstanceSettings

from kernel.erasure import Eraser, EraseSubject, to_log
from kernel.service import App, Runtime, Servicer
from services.chat.adapters.directory import Directory
from services.chat.adapters.engine import Engine
from services.chat.adapters.knowledge import Knowledge
from services.chat.commands.workspaces.ask import Assistant
from services.chat.commands.workspaces.numbers import Numbers
from services.chat.documents.limits import Limits
from services.chat.domain.erasure_events import SubjectErased
from services.chat.erasers import Memberships, OwnedChats, OwnedWorkspaces, SearchedWords
from services.chat.projections.chats import ChatsView
from services.chat.projections.exchanges import ExchangesView
from services.chat.projections.workspaces import WorkspacesView
from services.chat.queries.chats.word_index import WordIndex
from services.chat.reactions.follow_accounts import FollowAccounts
from services.chat.reactions.follow_documents import FollowDocuments
from services.chat.rpc.chats import Chats
from services.chat.rpc.messages import Messages
from services.chat.rpc.workspace_chat import WorkspaceChat
from services.chat.rpc.workspace_members import WorkspaceMembers
from services.chat.rpc.workspaces import Workspaces


async def build(rt: Runtime) -> App:
    """Wire the service. Each area (chats, …) adds its servicers and projections here."""
    limits = Limits(
        document=rt.settings.chat_document_bytes,
        change=rt.settings.chat_change_bytes,
        messages=rt.settings.chat_messages,
    )
    index = WordIndex(rt.database)
    await index.start()
    numbers = Numbers(rt.database)
    await numbers.start()
    knowledge, engine = Knowledge(rt.channel("knowledge")), Engine(rt.channel("inference"))
    window = rt.settings.chat_context_tokens
    longest = rt.settings.chat_answer_tokens
    instance = rt.live(InstanceSettings)
    assistant = Assistant(
        rt.store,
        numbers,
        knowledge,
        engine,
        limits,
        window,
        longest,
        default_prompt=lambda: instance.value.default_system_prompt,
    )
    members = WorkspaceMembers(
        rt.store, Directory(rt.channel("auth")), lambda: instance.value.multi_user_mode
    )
    erasers: list[Eraser] = [
        OwnedChats(rt.store),
        OwnedWorkspaces(rt.store, knowledge, rt.service_context),
        Memberships(rt.store, rt.service_context),
        SearchedWords(rt.database),
    ]
    return App(
        servicers=[
            Servicer("parlance.chat.v1.Chats", Chats(rt.store, limits, index)),
            Servicer("parlance.chat.v1.Messages", Messages(rt.store, limits)),
            Servicer("parlance.chat.v1.Workspaces", Workspaces(rt.store, numbers, knowledge, window)),
            Servicer("parlance.chat.v1.WorkspaceChat", WorkspaceChat(rt.store, assistant)),
            Servicer("parlance.chat.v1.WorkspaceMembers", members),
        ],
        projections=[ChatsView(), WorkspacesView(), ExchangesView()],
        reactions=[
            FollowDocuments(rt.store, numbers, knowledge, rt.service_context),
            FollowAccounts(rt.store, rt.service_context),
            EraseSubject(rt.database, erasers, to_log(rt.store, SubjectErased), rt.settings.erasure_settle),
        ],
        on_stop=[index.stop, assistant.stop],
    )
