"""Settings of the knowledge service."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from kernel.config import CommonSettings, Positive, Ratio, Seconds

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings(CommonSettings):
    """What knowledge reads beyond the common settings."""

    qdrant_url: str = ""
    """Qdrant server or cluster; empty means its engine in this service, data in the folder `vectors`."""
    qdrant_api_key: str = field(default="", repr=False)
    """API key of the Qdrant server."""
    blob_dir: Path | None = None
    """Folder of uploaded files; default `blobs` in the data folder."""
    file_max_mib: Positive = 100
    """Largest upload in MiB; a larger one is refused with 413."""
    file_extensions: tuple[str, ...] = ()
    """Extensions that may be uploaded (`pdf;docx`); empty means any."""
    chunk_words: Positive = 200
    """Words in a passage, at most."""
    chunk_overlap: Ratio = 0.15
    """Share of a passage that the next one repeats."""
    retrieval_limit: Positive = 3
    """Passages a query gets when it does not say how many."""
    retrieval_keyword_share: Ratio = 0.5
    """Weight of keyword search in hybrid queries; 0 searches by meaning only."""
    embedding_model: str = ""
    """Model that embeds documents and queries; empty means the default of inference."""
    embedding_batch: Positive = 16
    """Passages embedded in one call."""
    embedding_patience: Seconds = 90.0
    """Seconds an unreachable embedding model is tried again before a file is marked failed."""
    processing_wait: Seconds = 60.0
    """Seconds a call waits for a file to be processed before it is refused with FILE_NOT_PROCESSED."""
    extraction_parallel: Positive = 2
    """Documents read at once, each in a process of its own."""
    extraction_seconds: Seconds = 120.0
    """Seconds the reading of one document may take."""
    extraction_memory_mib: Positive = 2048
    """Address space of the process that reads a document, in MiB."""
    extraction_unpacked_mib: Positive = 512
    """Most that a packed document may unpack to, in MiB."""

    @property
    def blobs(self) -> Path:
        """Where uploaded files are kept."""
        return self.blob_dir or self.data_dir / "blobs"

    @property
    def vectors(self) -> Path:
        """Where the embedded vector store keeps its data."""
        return self.data_dir / "vectors"
