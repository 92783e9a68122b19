"""The chat service, put together from its areas. A new area is a module in `areas` and a line here."""

from __future__ import annotations

from kernel.erasure import EraseSubject, to_log
from kernel.people import PeopleView
from kernel.service import App, Runtime
from services.chat.areas import (
    analytics,
    answers,
    channels,
    chat_reading,
    chat_sharing,
    chat_shelves,
    chat_statistics,
    chat_transfer,
    chat_versions,
    chats,
    embeds,
    feedback,
    folders,
    memories,
    notes,
    prompts,
    workspaces,
)
from services.chat.areas.parts import make
from services.chat.domain.erasure_events import SubjectErased

FOLLOWERS = (PeopleView,)
"""Views of the kernel's that this service keeps."""

AREAS = (
    channels,
    chats,
    chat_reading,
    answers,
    chat_sharing,
    chat_shelves,
    chat_statistics,
    feedback,
    notes,
    chat_transfer,
    folders,
    chat_versions,
    memories,
    prompts,
    workspaces,
    embeds,
    analytics,
)


async def build(rt: Runtime) -> App:
    """See kernel.service."""
    parts = await make(rt)
    app = App.of_areas([await area.build(rt, parts) for area in AREAS])
    app.followers += [kind() for kind in FOLLOWERS]
    report = to_log(rt.store, SubjectErased)
    app.reactions.append(EraseSubject(rt.database, app.erasers, report, rt.settings.erasure_settle))
    return app
