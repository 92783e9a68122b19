"""Workspaces of the AnythingLLM developer API: settings, documents, members, threads, questions."""

from __future__ import annotations

from parlance.auth.v1.instance_settings_pb2 import InstanceSettings

from kernel.service import App, Runtime, Servicer
from services.chat.areas.parts import Parts
from services.chat.commands.workspaces.ask import Assistant
from services.chat.erasers import Memberships, OwnedThreads, OwnedWorkspaces
from services.chat.projections.exchanges import ExchangesView
from services.chat.projections.threads import ThreadsView
from services.chat.projections.workspaces import WorkspacesView
from services.chat.reactions.follow_accounts import FollowAccounts
from services.chat.reactions.follow_documents import FollowDocuments
from services.chat.rpc.threads import People, Threads
from services.chat.rpc.workspace_chat import WorkspaceChat
from services.chat.rpc.workspace_export import WorkspaceExport
from services.chat.rpc.workspace_members import WorkspaceMembers
from services.chat.rpc.workspaces import Workspaces


async def build(rt: Runtime, parts: Parts) -> App:
    """See kernel.service."""
    numbers, knowledge, window = parts.numbers, parts.knowledge, rt.settings.chat_context_tokens
    instance = rt.live(InstanceSettings)

    def default_prompt() -> str:
        return instance.value.default_system_prompt

    assistant = Assistant(
        rt.store,
        numbers,
        knowledge,
        parts.engine,
        parts.limits,
        window,
        rt.settings.chat_answer_tokens,
        default_prompt=default_prompt,
    )
    members = WorkspaceMembers(rt.store, parts.directory, lambda: instance.value.multi_user_mode)
    export = WorkspaceExport(rt.store, parts.directory, rt.service_context, default_prompt)
    people = People(parts.directory, lambda: instance.value.multi_user_mode)
    return App(
        servicers=[
            Servicer("parlance.chat.v1.Workspaces", Workspaces(rt.store, numbers, knowledge, window)),
            Servicer("parlance.chat.v1.WorkspaceChat", WorkspaceChat(rt.store, assistant)),
            Servicer("parlance.chat.v1.WorkspaceMembers", members),
            Servicer("parlance.chat.v1.WorkspaceExport", export),
            Servicer("parlance.chat.v1.Threads", Threads(rt.store, numbers, people, assistant)),
        ],
        projections=[WorkspacesView(), ThreadsView(), ExchangesView()],
        reactions=[
            FollowDocuments(rt.store, numbers, knowledge, rt.service_context),
            FollowAccounts(rt.store, rt.service_context),
        ],
        erasers=[
            OwnedWorkspaces(rt.store, knowledge, rt.service_context),
            OwnedThreads(rt.store, rt.service_context),
            Memberships(rt.store, rt.service_context),
        ],
        on_stop=[assistant.stop],
    )
