"""The right document first, with the real embedding model, real chunks and the real engine."""

from __future__ import annotations

from array import array
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.inference.local.embedding import MiniLm
from services.inference.local.weights import EMBEDDING, TOKENIZER
from services.knowledge.adapters.vectors import Passage, Search, Vectors, collection_of
from services.knowledge.domain.chunking import chunks, point_id

DOCUMENTS = {
    "tools": "The tool library lends drills, ladders and a laser level. Members may keep a tool "
    "for two weeks. Whoever brings it back late pays fifty cents a day into the repair "
    "box.",
    "leave": "Employees have twenty-eight days of annual leave. Requests go to the team lead at "
    "least three weeks ahead. Days that are not taken lapse at the end of March of the "
    "following year.",
    "bread": "Mix rye flour with the sourdough and lukewarm water, cover the bowl and let it rest "
    "over night. Bake the loaf for fifty minutes in a hot oven until the crust is dark.",
    "vpn": "To reach the office network from home, start the tunnel client and sign in with your "
    "badge number. Error E-4417 means that the certificate has expired: order a new one "
    "at the service desk.",
    "otters": "Sea otters wrap themselves in kelp so that they do not drift away while they sleep. "
    "They use stones to crack the shells of mussels and urchins.",
    "lease": "The rent is due on the third working day of each month. The deposit amounts to two "
    "months' rent and is paid back within six months after the flat has been handed over.",
    "bike": "Clean the chain with a rag, then put one drop of oil on each link and wipe off what "
    "is left. Check the brake pads: less than one millimetre of rubber means that they "
    "must be replaced.",
    "minutes": "Present: Okonkwo, Lindqvist, Marchetti. The board decided to postpone the move to "
    "the new building until spring, because the fire protection report is missing. "
    "Marchetti will talk to the architect.",
    "insulin": "Unopened pens are stored in the refrigerator. Once in use a pen may be kept at room "
    "temperature for four weeks. Do not use it when the liquid looks cloudy.",
    "router": "Hold the reset button of the WX-900 for ten seconds until the lamp blinks red. The "
    "device then starts with its factory settings, and the wireless password is the one "
    "printed on the label.",
}
QUESTIONS = {
    "What does it cost when I return a borrowed ladder too late?": "tools",
    "How long can I carry over unused holidays?": "leave",
    "How many minutes does the loaf stay in the oven?": "bread",
    "E-4417": "vpn",
    "Why do the animals not float apart when sleeping?": "otters",
    "When do I get my security deposit back?": "lease",
    "how do I lubricate the drive chain": "bike",
    "Who will speak with the architect?": "minutes",
    "Does an opened pen have to be kept in the fridge?": "insulin",
    "WX-900 forgot the wifi password": "router",
}


@pytest.fixture(scope="module")
def model() -> MiniLm:
    """The embedding model that comes as a package."""
    return MiniLm(EMBEDDING.locate(), TOKENIZER.locate(), 2)


def embed(model: MiniLm, texts: list[str]) -> list[list[float]]:
    """Vectors of texts."""
    return [array("f", row).tolist() for row in model.embed(texts)[0]]


@pytest.fixture
async def library(model: MiniLm, tmp_path: Path) -> AsyncIterator[tuple[Vectors, str]]:
    """All documents in one collection, in passages of a sentence or two."""
    vectors, store = Vectors.open("", "", tmp_path), collection_of("minilm", 384)
    await vectors.ensure(store, 384)
    for name, text in DOCUMENTS.items():
        cut = chunks(text, (), 30)
        rows = embed(model, [c.text for c in cut])
        passages = [
            Passage(point_id(name, "h", c.index), c.text, row, name, 1, 0, c.start, "{}",
                    {"name": name, "source": name})
            for c, row in zip(cut, rows, strict=True)
        ]  # fmt: skip
        await vectors.put(store, passages, ["all"], 1)
    yield vectors, store
    await vectors.close()


async def test_each_question_finds_its_document_first(model: MiniLm, library: tuple[Vectors, str]) -> None:
    """Ten of ten by hybrid search with the default weight."""
    vectors, store = library
    wrong: dict[str, str] = {}
    for (question, expected), row in zip(QUESTIONS.items(), embed(model, list(QUESTIONS)), strict=True):
        hits = await vectors.search(store, Search(["all"], row, question, 3))
        if hits[0].file_id != expected:
            wrong[question] = hits[0].file_id
    assert not wrong
