"""How texts are cut into passages: as the preferences of the installation say, else as the operator does."""

from __future__ import annotations

from dataclasses import dataclass

from parlance.auth.v1.instance_settings_pb2 import InstanceSettings

CHARACTERS_A_WORD = 6
"""About, with its space."""
FEWEST_WORDS = 10


@dataclass(frozen=True, slots=True)
class Cut:
    """How texts are cut into passages."""

    words: int
    overlap: float


def cut_of(preferred: InstanceSettings, otherwise: Cut) -> Cut:
    """What the preferences of the installation say, in characters, where they say anything. A chunk
    repeats at most half of the one before."""
    size = preferred.text_splitter_chunk_size
    if size <= 0:
        return otherwise
    overlap = min(preferred.text_splitter_chunk_overlap / size, 0.5)
    return Cut(max(size // CHARACTERS_A_WORD, FEWEST_WORDS), overlap)
