"""Names a client sends become names of ours."""

from __future__ import annotations

import pytest

from services.knowledge.domain.locations import (
    base_name,
    document_name,
    folder_name,
    is_collection_name,
    raw_title,
    split,
)
from services.knowledge.domain.refusals import FolderNameInvalid


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\report.pdf", "report.pdf"),
        ("a\x00b\n.txt", "ab.txt"),
        ("..", "file"),
        ("", "file"),
        ("Grüße 日本.txt", "Grüße 日本.txt"),
    ],
)
def test_a_file_name_is_its_last_part(sent: str, kept: str) -> None:
    """No path survives."""
    assert base_name(sent) == kept


def test_a_very_long_name_is_cut() -> None:
    """To what file systems and headers take."""
    assert len(base_name("ü" * 1000 + ".txt").encode()) <= 255


def test_stored_names_are_slugs_with_the_id() -> None:
    """As the AnythingLLM API shows them."""
    assert document_name("note one.md", "1-2") == "note-one.md-1-2.json"
    assert document_name("日本", "1-2") == "document-1-2.json"
    assert raw_title("Grape Notes") == "grape-notes"
    assert raw_title("notes.v1.txt") == "notes.v1"
    assert split("folder/a.json") == ("folder", "a.json")


@pytest.mark.parametrize("name", ["..", ".", "", "a/b", "a\\b", "x" * 200, "a\x00b"])
def test_what_is_no_single_folder_is_refused(name: str) -> None:
    """Path tricks."""
    with pytest.raises(FolderNameInvalid):
        folder_name(name)


def test_leading_parent_steps_are_dropped() -> None:
    """The folder is made inside the store."""
    assert folder_name("../../evil") == "evil"


@pytest.mark.parametrize(
    ("name", "good"),
    [("ws-1", True), ("a.b:c_d", True), ("file-1", False), ("", False), ("a b", False), ("$where", False)],
)
def test_collection_names(name: str, good: bool) -> None:
    """`file-…` belongs to files."""
    assert is_collection_name(name) is good
