"""Texts of real documents, and what hostile ones get."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from services.knowledge.domain.refusals import FileNotSupported, FileTooLarge, FileUnreadable
from services.knowledge.extraction.extractor import Extractor, Limits

DOCUMENTS = Path(__file__).resolve().parents[2] / "data" / "documents"
TEXTUAL = ["pdf", "docx", "pptx", "epub", "html", "md", "txt", "json"]


@pytest.fixture
def extractor() -> Extractor:
    """With the limits of production."""
    return Extractor()


@pytest.mark.parametrize("kind", TEXTUAL)
async def test_the_whole_handbook_is_read_from_every_format(extractor: Extractor, kind: str) -> None:
    """First and last sentence."""
    found = await extractor.extract(DOCUMENTS / f"handbook.{kind}", f"handbook.{kind}")
    flat = " ".join(found.text.split())
    assert "opens at nine in the morning on Tuesday, Thursday and Saturday" in flat
    assert "A drill without a working clutch is never lent out." in flat


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
async def test_tables_are_read(extractor: Extractor, kind: str) -> None:
    """With their cells in order."""
    found = await extractor.extract(DOCUMENTS / f"handbook.{kind}", f"handbook.{kind}")
    assert found.text.index("laser level") < found.text.index("60") < found.text.index("hand saw")


async def test_a_pdf_keeps_its_pages(extractor: Extractor) -> None:
    """Three offsets, each at a heading."""
    found = await extractor.extract(DOCUMENTS / "handbook.pdf", "handbook.pdf")
    assert [found.text[p:].split("\n", 1)[0] for p in found.pages] == [
        "Opening hours",
        "Borrowing",
        "Repairs",
    ]


async def test_no_script_or_style_comes_out_of_html(extractor: Extractor) -> None:
    """Text only."""
    found = await extractor.extract(DOCUMENTS / "handbook.html", "handbook.html")
    assert "steal" not in found.text and "color:red" not in found.text


@pytest.mark.parametrize(
    ("kind", "alias"), [("pdf", "notes.txt"), ("docx", "scan.pdf"), ("txt", "letter.docx")]
)
async def test_content_counts_more_than_the_name(extractor: Extractor, kind: str, alias: str) -> None:
    """A mislabelled document is read for what it is."""
    found = await extractor.extract(DOCUMENTS / f"handbook.{kind}", alias)
    assert "Marguerite" in found.text


@pytest.mark.parametrize("kind", ["pdf", "docx", "pptx", "xlsx", "epub"])
async def test_a_truncated_document_is_unreadable(extractor: Extractor, kind: str, tmp_path: Path) -> None:
    """Said so, without a trace."""
    whole = (DOCUMENTS / f"handbook.{kind}").read_bytes()
    broken = tmp_path / "broken"
    broken.write_bytes(whole[: len(whole) // 3])
    with pytest.raises(FileUnreadable):
        await extractor.extract(broken, f"broken.{kind}")


async def test_a_decompression_bomb_is_refused(tmp_path: Path) -> None:
    """By what really comes out, not by what the archive says."""
    bomb = tmp_path / "bomb.docx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(24):
                part.write(b"\0" * (1 << 20))
    lying = bytearray(bomb.read_bytes())
    entry = lying.rindex(b"word/document.xml") - 46
    lying[entry + 24 : entry + 28] = (1000).to_bytes(4, "little")
    liar = tmp_path / "liar.docx"
    liar.write_bytes(lying)
    extractor = Extractor(Limits(unpacked=16 << 20))
    for path in (bomb, liar):
        with pytest.raises(FileUnreadable):
            await extractor.extract(path, path.name)


async def test_a_zip_that_climbs_out_is_refused(extractor: Extractor, tmp_path: Path) -> None:
    """Path tricks in entry names."""
    path = tmp_path / "slip.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/../../../../etc/cron.d/x", "boom")
    with pytest.raises(FileUnreadable):
        await extractor.extract(path, "slip.docx")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(200)),
        ("song.mp3", b"ID3" + bytes(200)),
        ("data.bin", bytes(range(256)) * 4),
    ],
)
async def test_formats_without_an_engine_are_named_as_such(
    extractor: Extractor, tmp_path: Path, name: str, data: bytes
) -> None:
    """Not a crash, not an empty text."""
    (tmp_path / name).write_bytes(data)
    with pytest.raises(FileNotSupported):
        await extractor.extract(tmp_path / name, name)


async def test_an_archive_of_other_things_is_not_read(extractor: Extractor, tmp_path: Path) -> None:
    """Only office documents and books."""
    path = tmp_path / "things.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(FileNotSupported):
        await extractor.extract(path, "things.zip")


async def test_white_space_is_no_text(extractor: Extractor, tmp_path: Path) -> None:
    """A file needs something to search."""
    (tmp_path / "blank.txt").write_text(" \n\t ")
    with pytest.raises(FileUnreadable):
        await extractor.extract(tmp_path / "blank.txt", "blank.txt")


async def test_time_and_memory_are_bounded(tmp_path: Path) -> None:
    """The wall clock kills the child; a small address space gives a reason."""
    with pytest.raises(FileUnreadable, match="too long"):
        await Extractor(Limits(wall=0.01)).extract(DOCUMENTS / "handbook.docx", "handbook.docx")
    with pytest.raises(FileUnreadable):
        await Extractor(Limits(memory=60 << 20)).extract(DOCUMENTS / "handbook.docx", "handbook.docx")


async def test_more_text_than_allowed_is_too_large(tmp_path: Path) -> None:
    """Counted in characters."""
    (tmp_path / "long.txt").write_text("word " * 1000)
    with pytest.raises(FileTooLarge):
        await Extractor(Limits(text=100)).extract(tmp_path / "long.txt", "long.txt")


async def test_old_encodings_and_control_characters_are_cleaned(extractor: Extractor, tmp_path: Path) -> None:
    """What comes out is plain Unicode with one kind of line end."""
    (tmp_path / "latin.txt").write_bytes("Grüße\r\naus Köln\x07".encode("cp1252"))
    assert (await extractor.extract(tmp_path / "latin.txt", "latin.txt")).text == "Grüße\naus Köln"
    (tmp_path / "utf16.txt").write_bytes("Grüße".encode("utf-16"))
    assert (await extractor.extract(tmp_path / "utf16.txt", "utf16.txt")).text == "Grüße"


async def test_the_child_gets_no_secret_of_the_service(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its environment is what an interpreter needs."""
    from services.knowledge.extraction.extractor import _environment

    monkeypatch.setenv("PARLANCE_MONGO_URL", "mongodb://user:secret@host")
    assert not [name for name in _environment() if name.startswith("PARLANCE")]
    assert "secret" not in str(_environment()) and os.environ["PARLANCE_MONGO_URL"]
