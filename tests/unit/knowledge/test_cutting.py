"""What preferences say of passages, against what the operator does."""

from __future__ import annotations

import pytest
from parlance.auth.v1.instance_settings_pb2 import InstanceSettings

from services.knowledge.cutting import Cut, cut_of

OPERATOR = Cut(200, 0.15)


@pytest.mark.parametrize(
    ("size", "overlap", "expected"),
    [
        (0, 300, OPERATOR),
        (1200, 120, Cut(200, 0.1)),
        (6, 0, Cut(10, 0.0)),
        (600, 600, Cut(100, 0.5)),
    ],
)
def test_preferences_count_where_they_say_anything(size: int, overlap: int, expected: Cut) -> None:
    given = InstanceSettings(text_splitter_chunk_size=size, text_splitter_chunk_overlap=overlap)
    assert cut_of(given, OPERATOR) == expected
