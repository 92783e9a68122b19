"""What lists, searches and folders of somebody with very many chats read: an index up to their place, and
their own rows.

Asked of MongoDB's profiler, about the very commands the service sends. Figures over 100,000 chats and
1,000,000 messages: `python -m bench many_chats`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
import pytest_asyncio
from parlance.chat.v1 import chat_shelves_pb2, chat_transfer_pb2, chats_pb2, folders_pb2

from bench import chat_crowd as crowd
from kernel.context import CallContext
from kernel.eventstore.mongo_store import MongoEventStore
from kernel.privacy import KeyRing, MemoryKeys
from services.chat.adapters.events import event_registry
from services.chat.documents.limits import Limits
from services.chat.projections.chat_shares import SHARES, ChatSharesView
from services.chat.projections.chat_tags import TAGS, ChatTagsView
from services.chat.projections.chats import ChatsView
from services.chat.projections.folders import FOLDERS, FoldersView
from services.chat.queries.chats.candidates import MOST
from services.chat.queries.chats.listing import PAGE
from services.chat.queries.chats.word_index import WORDS, WordIndex
from services.chat.queries.folders.chats import MOST_DOCUMENTS
from services.chat.queries.folders.chats import PAGE as FOLDER_PAGE
from services.chat.queries.folders.tree import list_folders
from services.chat.queries.sharing.shared import SharedChats
from services.chat.rpc.chat_shelves import ChatShelves
from services.chat.rpc.chat_tags import ChatTags
from services.chat.rpc.chat_transfer import ChatTransfer
from services.chat.rpc.chats import Chats
from services.chat.rpc.folder_chats import FolderChats
from tests.integration.chat.conftest import somebody
from tests.integration.chat.profiler import Profile

CHATS_OF_ONE = 12_000
VIEWS = ("chats", TAGS, SHARES, FOLDERS, WORDS)
ANN, ROOT = somebody("ann"), somebody("root", role="admin")
DEEP = CHATS_OF_ONE // 2 // PAGE
"""A page far from the first."""


class Crowded:
    """The servicers, over the chats of one person and a few of another."""

    def __init__(self, store: MongoEventStore, index: WordIndex) -> None:
        self.store = store
        self.chats = Chats(store, Limits(), index)
        self.shelves = ChatShelves(store, index)
        self.tags = ChatTags(store)
        self.transfer = ChatTransfer(store, index, Limits())
        self.folders = FolderChats(store, lambda: None)  # type: ignore[arg-type,return-value]
        self.shared = SharedChats(store)

    async def list(self, **query: Any) -> Any:
        return (await self.chats.List(chats_pb2.ListChatsRequest(**query), ANN)).items

    async def search(self, text: str, page: int = 1) -> Any:
        return (await self.chats.Search(chats_pb2.SearchChatsRequest(text=text, page=page), ANN)).items

    async def archived(self, ctx: CallContext = ANN, **query: Any) -> Any:
        return (await self.shelves.ListArchived(chat_shelves_pb2.ListShelfRequest(**query), ctx)).items


@pytest_asyncio.fixture(scope="module")
async def crowded(mongo: Any) -> AsyncIterator[Crowded]:
    """A person with many chats, each with a message, and another with few."""
    store = MongoEventStore(mongo, "tcrowd_chat", event_registry(), KeyRing(MemoryKeys(), bytes(range(32))))
    store.register([ChatsView(), FoldersView(), ChatTagsView(), ChatSharesView()])
    await store.ensure_indexes()
    index = WordIndex(store.database)
    await index.start()
    for name in VIEWS:
        await store.database[name].delete_many({})
    await crowd.fill(store.database, crowd.folders("ann"))
    await crowd.fill(store.database, crowd.chats("ann", 0, CHATS_OF_ONE, messages=1))
    await crowd.fill(store.database, crowd.found_words("ann", 0, CHATS_OF_ONE, messages=1))
    await crowd.fill(store.database, crowd.chats("bob", CHATS_OF_ONE, CHATS_OF_ONE + 100, messages=1))
    yield Crowded(store, index)
    await index.stop()
    await store.mongo.client.drop_database("tcrowd_chat")


def numbered(kept: Callable[[int], bool]) -> int:
    """How many of the chats are so."""
    return sum(map(kept, range(CHATS_OF_ONE)))


async def asked(crowded: Crowded, ask: Callable[[], Awaitable[Any]]) -> tuple[Any, Profile]:
    """An answer and what it read; nothing is scanned or sorted for it."""
    async with Profile(crowded.store.database, VIEWS) as profile:
        answer = await ask()
    assert profile.commands, "nothing was read"
    assert profile.scans() == []
    assert profile.sorts() == []
    return answer, profile


@pytest.mark.parametrize("page", [1, DEEP])
@pytest.mark.parametrize("sort_by", ["updated_at", "created_at", "title"])
@pytest.mark.parametrize("sort_dir", ["asc", "desc"])
@pytest.mark.parametrize("all_", [False, True], ids=["bare", "with pinned and foldered"])
async def test_a_page_of_chats_reads_its_own_rows(
    crowded: Crowded, page: int, sort_by: str, sort_dir: str, all_: bool
) -> None:
    more = {"include_pinned": all_, "include_folders": all_}
    found, profile = await asked(
        crowded, lambda: crowded.list(page=page, sort_by=sort_by, sort_dir=sort_dir, **more)
    )
    assert len(found) == PAGE
    assert profile.documents <= PAGE
    assert profile.keys <= page * PAGE + 20


async def test_all_pages_make_one_list(crowded: Crowded) -> None:
    every = [row.id for row in await crowded.list()]
    pages = [[row.id for row in await crowded.list(page=page)] for page in (1, 2, DEEP)]
    assert pages == [every[(page - 1) * PAGE : page * PAGE] for page in (1, 2, DEEP)]


async def test_pinned_and_archived_chats_and_their_number(crowded: Crowded) -> None:
    pinned, profile = await asked(
        crowded, lambda: crowded.shelves.ListPinned(chat_shelves_pb2.ListPinnedRequest(), ANN)
    )
    assert len(pinned.items) == numbered(lambda n: crowd.is_pinned(n) and not crowd.is_archived(n))
    assert profile.documents <= len(pinned.items)
    for page in (1, 20):
        for order_by in ("", "created_at", "title"):
            found, profile = await asked(
                crowded, lambda order_by=order_by, page=page: crowded.archived(page=page, order_by=order_by)
            )
            assert (len(found), profile.documents <= PAGE) == (PAGE, True)
    counted, profile = await asked(
        crowded, lambda: crowded.shelves.CountArchived(chat_shelves_pb2.CountArchivedRequest(), ANN)
    )
    assert (counted.count, profile.documents) == (numbered(crowd.is_archived), 0)


async def test_the_archive_by_title_reads_the_titles_that_match(crowded: Crowded) -> None:
    number = next(n for n in range(CHATS_OF_ONE - 50, CHATS_OF_ONE) if crowd.is_archived(n))
    async with Profile(crowded.store.database, VIEWS) as profile:
        found = await crowded.archived(query=f"log {number:06d}")
    assert [row.title for row in found] == [crowd.title_of(number)]
    assert profile.scans() == []
    assert profile.documents <= 2 * MOST + 100


async def test_shared_chats(crowded: Crowded) -> None:
    for sort_by in ("updated_at", "created_at", "title"):
        for page in (1, 3):
            found, profile = await asked(
                crowded,
                lambda sort_by=sort_by, page=page: crowded.shared.listed("ann", page, sort_by, True, None),
            )
            assert (len(found), profile.documents <= PAGE) == (PAGE, True), (sort_by, page)


async def test_tags_and_chats_by_tag(crowded: Crowded) -> None:
    tags, profile = await asked(
        crowded, lambda: crowded.tags.ListAll(chat_shelves_pb2.ListAllTagsRequest(), ANN)
    )
    assert [tag.id for tag in tags.items] == sorted(crowd.TAGS)
    assert (profile.documents, profile.keys <= 3 * len(crowd.TAGS)) == (0, True)
    for name in ("kelp", ""):
        for skip in (0, 1000):
            request = chat_shelves_pb2.ListTaggedRequest(name=name, skip=skip, limit=50)
            found, profile = await asked(
                crowded, lambda request=request: crowded.tags.ListTagged(request, ANN)
            )
            # Whether a chat has any tag is seen in the chat.
            most = 50 if name else skip + 50
            assert (len(found.items), profile.documents <= most) == (50, True), (name, skip)


async def test_folders_and_their_chats(crowded: Crowded) -> None:
    folders, profile = await asked(crowded, lambda: list_folders(crowded.store, "ann"))
    assert (len(folders), profile.documents) == (crowd.FOLDERS, crowd.FOLDERS)
    for sort_by in ("updated_at", "created_at", "title"):
        for page in (1, 3):
            request = folders_pb2.ListFolderChatsRequest(
                folder_id=crowd.folder_id(3), page=page, sort_by=sort_by
            )
            found, profile = await asked(crowded, lambda request=request: crowded.folders.List(request, ANN))
            assert len(found.items) == FOLDER_PAGE, (sort_by, page)
            assert profile.documents <= FOLDER_PAGE + 1, (sort_by, page)
    request = folders_pb2.FolderChatsRequest(folder_id=crowd.folder_id(3))
    found, profile = await asked(crowded, lambda: crowded.folders.Documents(request, ANN))
    assert len(found.items) == MOST_DOCUMENTS
    assert profile.documents <= 4 * MOST_DOCUMENTS + crowd.FOLDERS


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tag:kelp",
        "tag:none",
        "folder:shed_03",
        "folder:shed_03 pinned:false",
        "pinned:true",
        "pinned:false",
        "archived:true",
        "archived:false",
        "shared:true",
        "shared:false",
        "tag:kelp shared:false",
    ],
)
async def test_filters_alone_read_what_they_find(crowded: Crowded, text: str) -> None:
    for page in (1, 3):
        found, profile = await asked(crowded, lambda page=page: crowded.search(text, page))
        at_least = 0 if text == "pinned:true" and page > 1 else 1
        assert len(found) >= at_least
        # Shared chats, one of fifty, are passed over where chats that are not are wanted.
        assert profile.documents <= 1.1 * PAGE * page + crowd.FOLDERS + 2, text


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("buoy004321", 1, 1),
        ("buoy00432", 9, 9),
        ("buoy004321 common", 1, 1),
        ("pier321", 12, 12),
        ("common pier321", 12, 12),
        ("pier321 tag:none", 12, 12),
        ("common", PAGE, PAGE),
        ("common log", PAGE, PAGE),
        ("common folder:shed_03", PAGE, PAGE),
        ("common pinned:true", 12, 12),
        ("common archived:true", PAGE, PAGE),
        ("common shared:true", PAGE, PAGE),
        ("nowhere common", 0, 0),
    ],
)
async def test_words_are_found_wherever_they_are_at_a_bounded_cost(
    crowded: Crowded, text: str, least: int, most: int
) -> None:
    async with Profile(crowded.store.database, VIEWS) as profile:
        found = await crowded.search(text)
    assert least <= len(found) <= most
    assert profile.scans() == []
    assert profile.sorts() == []
    words = len([word for word in text.split() if ":" not in word])
    rare = "common" not in text
    # Of a common word some places, its chats with their places, and their heads; else what is found.
    assert profile.documents <= (6 * PAGE if rare else (3 * words + 2) * MOST), text


async def test_of_a_common_word_the_latest_chats_are_found(crowded: Crowded) -> None:
    found = await crowded.search("common")
    latest = {crowd.chat_id(number) for number in range(CHATS_OF_ONE - MOST, CHATS_OF_ONE)}
    assert {row.id for row in found} <= latest


async def test_an_administrator_reads_a_page_of_a_persons_chats(crowded: Crowded) -> None:
    for page in (1, DEEP):
        request = chat_transfer_pb2.ListOfPersonRequest(user_id="ann", page=page)
        found, profile = await asked(
            crowded, lambda request=request: crowded.transfer.ListOfPerson(request, ROOT)
        )
        assert (len(found.items), profile.documents <= PAGE) == (PAGE, True), page
