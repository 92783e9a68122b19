"""Documents that are read and not kept."""

from __future__ import annotations

import pytest
from parlance.knowledge.v1 import reader_pb2

from services.knowledge.domain.refusals import FileUnreadable
from tests.integration.knowledge.conftest import House, caller


async def test_a_document_is_read_by_its_parser_and_cut_and_not_kept(house: House) -> None:
    person = caller("root", "admin")
    page = b"<html><head><script>no()</script></head><body><h1>Bells</h1><p>Four of them.</p></body></html>"
    whole = await house.Reader.Extract(reader_pb2.ExtractRequest(filename="b.html", data=page), person)
    assert "Bells" in whole.text
    assert "no()" not in whole.text
    cut = await house.Reader.Extract(
        reader_pb2.ExtractRequest(filename="b.txt", data=b"abcdef", most=3), person
    )
    assert cut.text == "abc"


async def test_a_broken_document_is_refused_with_a_reason(house: House) -> None:
    broken = reader_pb2.ExtractRequest(filename="../x.pdf", data=b"%PDF-1.7\nnothing")
    with pytest.raises(FileUnreadable):
        await house.Reader.Extract(broken, caller("root", "admin"))
