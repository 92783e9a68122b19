"""Wiring of the knowledge service."""

from __future__ import annotations

from parlance.auth.v1.instance_settings_pb2 import InstanceSettings
from parlance.inference.v1 import engine_pb2_grpc

from kernel.erasure import Eraser, EraseSubject, to_log
from kernel.identity.sharing import Sharing
from kernel.people import PeopleView
from kernel.service import App, Runtime, Servicer
from services.knowledge.adapters.blobs import LocalBlobs
from services.knowledge.adapters.embedder import Embedder
from services.knowledge.adapters.texts import Texts
from services.knowledge.adapters.vectors import Vectors
from services.knowledge.cutting import Cut, cut_of
from services.knowledge.domain.erasure_events import SubjectErased
from services.knowledge.erasers import GrantsTo, OwnedBases, OwnedFiles
from services.knowledge.extraction.extractor import Extractor, Limits
from services.knowledge.membership import Membership
from services.knowledge.processing import Processor
from services.knowledge.projections.files import Files as FilesView
from services.knowledge.projections.folders import Folders as FoldersView
from services.knowledge.projections.knowledge import KnowledgeBases as KnowledgeView
from services.knowledge.queries.catalogue import Catalogue
from services.knowledge.queries.documents import DocumentStore
from services.knowledge.queries.people import People
from services.knowledge.queries.search import Defaults, Searcher
from services.knowledge.reactions.drop_file import DropFile
from services.knowledge.reactions.follow_links import FollowLinks
from services.knowledge.reactions.process_file import ProcessFile
from services.knowledge.removal import Removal
from services.knowledge.rpc.bases import KnowledgeBases
from services.knowledge.rpc.documents import Documents
from services.knowledge.rpc.files import Files
from services.knowledge.rpc.library import Library
from services.knowledge.rpc.notes import Notes
from services.knowledge.rpc.reader import Reader
from services.knowledge.rpc.retrieval import Retrieval
from services.knowledge.rpc.retriever import Retriever
from services.knowledge.settings import MIB, Settings
from services.knowledge.upkeep import Upkeep
from services.knowledge.uploads import Uploads

PACKAGE = "parlance.knowledge.v1"
FOLLOWERS = (PeopleView,)
"""Views of the kernel's that this service keeps."""


async def build(rt: Runtime) -> App:
    """The service over the kernel's runtime."""
    settings: Settings = rt.settings
    store, wait = rt.store, settings.processing_wait
    blobs = LocalBlobs(settings.blobs)
    texts = Texts(rt.database)
    await texts.prepare()
    vectors = Vectors.open(settings.qdrant_url, settings.qdrant_api_key, settings.vectors)
    embedder = Embedder(
        engine_pb2_grpc.EngineStub(rt.channel("inference")),
        settings.embedding_model,
        settings.embedding_batch,
        settings.embedding_patience,
    )
    catalogue, documents, people = Catalogue(store), DocumentStore(store), People(store)
    membership = Membership(rt.database, catalogue, vectors)
    extractor = Extractor(
        Limits(
            wall=settings.extraction_seconds,
            cpu=int(settings.extraction_seconds),
            memory=settings.extraction_memory_mib * MIB,
            unpacked=settings.extraction_unpacked_mib * MIB,
        ),
        settings.extraction_parallel,
    )
    instance = rt.live(InstanceSettings)
    processor = Processor(
        store,
        rt.database,
        blobs,
        texts,
        extractor,
        embedder,
        vectors,
        membership,
        lambda: cut_of(instance.value, Cut(settings.chunk_words, settings.chunk_overlap)),
        rt.service_context,
    )
    intake = Uploads(store, blobs, settings.file_max_mib * MIB, settings.file_extensions)
    searcher = Searcher(
        catalogue,
        embedder,
        vectors,
        Defaults(settings.retrieval_limit, settings.retrieval_keyword_share),
    )
    removal = Removal(store, catalogue, processor, vectors)
    upkeep = Upkeep(store, processor, vectors, blobs)
    erasers: list[Eraser] = [
        OwnedBases(store, catalogue),
        OwnedFiles(store, catalogue, processor, vectors, texts, blobs),
        GrantsTo(store, catalogue),
    ]
    return App(
        servicers=[
            Servicer(
                f"{PACKAGE}.Files",
                Files(store, catalogue, intake, processor, blobs, texts, removal, wait),
            ),
            Servicer(
                f"{PACKAGE}.KnowledgeBases",
                KnowledgeBases(
                    store,
                    catalogue,
                    people,
                    processor,
                    membership,
                    removal,
                    texts,
                    Sharing(rt.channel("auth")),
                    wait,
                ),
            ),
            Servicer(
                f"{PACKAGE}.Retrieval",
                Retrieval(store, catalogue, intake, processor, membership, texts, searcher, wait),
            ),
            Servicer(
                f"{PACKAGE}.Documents",
                Documents(store, documents, intake, processor, removal, texts, wait),
            ),
            Servicer(
                f"{PACKAGE}.Notes",
                Notes(store, catalogue, intake, processor, membership, removal, searcher, wait),
            ),
            Servicer(f"{PACKAGE}.Retriever", Retriever(searcher)),
            Servicer(f"{PACKAGE}.Reader", Reader(extractor)),
            Servicer(
                f"{PACKAGE}.Library",
                Library(store, catalogue, documents, processor, membership, texts, wait),
            ),
        ],
        projections=[FilesView(), KnowledgeView(), FoldersView()],
        followers=[kind() for kind in FOLLOWERS],
        reactions=[
            ProcessFile(processor),
            FollowLinks(membership),
            DropFile(processor, vectors, texts, blobs, membership),
            EraseSubject(rt.database, erasers, to_log(store, SubjectErased), settings.erasure_settle),
        ],
        background=[upkeep.run, upkeep.tend],
        on_stop=[vectors.close, processor.stop],
    )
