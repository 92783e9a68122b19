"""Exports of everything that was said in workspaces."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from parlance.chat.v1 import chats_pb2

from services.chat.domain.workspaces.refusals import FormRefused
from tests.integration.chat.workspaces.conftest import House, developer

IMAGE = {"name": "i.png", "mime": "image/png", "contentString": "data:image/png;base64,AA=="}
NOTE = {
    "name": "n.txt",
    "mime": "application/anythingllm-document",
    "contentString": "data:text/plain,lemons%20are%20sour",
}


async def filled(house: House) -> None:
    """Two workspaces: a thread's exchange, a session's, a hidden one, one that was reset."""
    first = (await house.create(name="First", openAiPrompt="Own prompt.")).slug
    second = (await house.create(name="Second")).slug
    thread = (await house.thread(first)).slug
    await house.ask(first, "one")
    await house.ask(second, '=SUM(1)\nof "two"', sessionId="s")
    await house.ask_thread(first, thread, "three", userId=7)
    await house.ask(first, "four", attachments=[IMAGE, NOTE])
    await house.ask(first, "five", mode="query")
    await house.ask(first, reset=True)


async def test_nothing_said_is_an_empty_file(house: House) -> None:
    await house.create()
    files = [await house.export(kind) for kind in ("json", "jsonl", "csv", "jsonAlpaca", None)]
    assert files == ["[]", "", "id,workspace,prompt,response,sent_at", "[]", ""]
    with pytest.raises(FormRefused):
        await house.export("xml")


async def test_json_has_everything_oldest_first(house: House) -> None:
    await filled(house)
    rows = json.loads(await house.export("json"))
    assert [row["prompt"] for row in rows] == ["one", '=SUM(1)\nof "two"', "three", "four", "five"]
    assert [row["username"] for row in rows] == ["nobody", "API", "pia", "nobody", "nobody"]
    assert [row["workspace"] for row in rows] == ["First", "Second", "First", "First", "First"]
    assert rows[3]["attachments"] == [{"type": "image", "image": IMAGE["contentString"]}]
    assert {row["rating"] for row in rows} == {"--"}


async def test_csv_is_a_line_each_and_calculates_nothing(house: House) -> None:
    await filled(house)
    written = await house.export("csv")
    rows = list(csv.reader(io.StringIO(written)))
    assert written.count("\n") == len(rows) - 1 == 5
    assert rows[2][1:4] == ["Second", '\'=SUM(1) of "two"', "Apples are red."]
    assert rows[1][4].endswith("GMT+0000 (Coordinated Universal Time)")


async def test_lines_are_workspaces_with_their_prompt(house: House) -> None:
    await filled(house)
    first, second = (json.loads(line)["messages"] for line in (await house.export()).split("\n"))
    assert first[0] == {"role": "system", "content": [{"type": "text", "text": "Own prompt."}]}
    assert second[0]["content"][0]["text"] == "Be brief."
    asked = [one["content"][0]["text"] for one in first if one["role"] == "user"]
    assert asked == ["one", "three", "four", "five"]
    assert [one["role"] for one in second] == ["system", "user", "assistant"]
    assert first[5]["content"][1] == {"type": "image", "image": IMAGE["contentString"]}


@pytest.mark.usefixtures("stored")
async def test_alpaca_has_prompt_and_passages(house: House) -> None:
    slug = (await house.create(openAiPrompt="Own prompt.")).slug
    await house.ask(slug, "hello")
    await house.embed(slug, "f/apple.json")
    await house.ask(slug, "which apples are red")
    plain, cited = json.loads(await house.export("jsonAlpaca"))
    assert plain == {"instruction": "Own prompt.", "input": "hello", "output": "Apples are red."}
    assert cited["instruction"].startswith("Own prompt.\nContext:\n[CONTEXT 0]:\n")
    assert cited["instruction"].endswith("apples are red\n[END CONTEXT 0]\n\n")


async def test_a_readers_rating_shows_everywhere(house: House) -> None:
    slug = (await house.create()).slug
    await house.ask(slug, "good one")
    await house.ask(slug, "bad one")
    (row,) = await house.listed_chats()
    chat = json.loads((await house.chats.Get(chats_pb2.GetChatRequest(id=row.id), developer())).chat)
    answers: list[Any] = [m for m in chat["history"]["messages"].values() if m["role"] == "assistant"]
    for message, rating in zip(sorted(answers, key=lambda m: str(m["id"])), (1, -1), strict=True):
        message["annotation"] = {"rating": rating}
    request = chats_pb2.UpdateChatRequest(id=row.id, chat=json.dumps(chat).encode())
    await house.chats.Update(request, developer())
    assert [one["rating"] for one in json.loads(await house.export("json"))] == ["GOOD", "BAD"]
    assert [one["feedbackScore"] for one in await house.history(slug) if one["role"] == "assistant"] == [
        True,
        False,
    ]
    assert [one.feedback_score for one in await house.rows()] == [False, True]


async def test_an_export_of_many_parts_is_whole(house: House) -> None:
    slug = (await house.create()).slug
    house.engine.words = ["word " * 2000]
    for number in range(45):
        await house.ask(slug, str(number), sessionId=str(number % 7))
    assert [one["prompt"] for one in json.loads(await house.export("json"))] == [str(n) for n in range(45)]
    (line,) = (json.loads(one)["messages"] for one in (await house.export("jsonl")).split("\n"))
    assert [one["content"][0]["text"] for one in line[1::2]] == [str(n) for n in range(45)]
