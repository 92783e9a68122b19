"""The stock `ollama` client, unmodified, against /ollama."""

from __future__ import annotations

import ollama
import pytest

from tests.system import System

MODEL = "fake-llama:latest"
QUESTION = [{"role": "user", "content": "Which way to the harbour?"}]


@pytest.fixture(scope="module")
def client(system: System) -> ollama.Client:
    """The client with a host and the header its documentation names for authentication."""
    person = system.person("Ollama")
    return ollama.Client(host=f"{system.url}/ollama", headers={"Authorization": f"Bearer {person.token}"})


def test_models_are_listed_and_shown(client: ollama.Client) -> None:
    names = [model.model for model in client.list().models]
    assert MODEL in names
    assert client.show(MODEL).details is not None


def test_a_chat_has_an_answer(client: ollama.Client) -> None:
    reply = client.chat(model=MODEL, messages=QUESTION)
    assert reply.message.content
    assert reply.done


def test_a_streamed_chat_arrives_in_pieces_and_ends_once(client: ollama.Client) -> None:
    pieces = list(client.chat(model=MODEL, messages=QUESTION, stream=True))
    assert len([piece for piece in pieces if piece.message.content]) > 1
    assert [piece.done for piece in pieces][-1] is True
    assert sum(bool(piece.done) for piece in pieces) == 1


def test_a_prompt_is_continued_at_once_and_streamed(client: ollama.Client) -> None:
    assert client.generate(model=MODEL, prompt="The harbour is").response
    pieces = list(client.generate(model=MODEL, prompt="The harbour is", stream=True))
    assert "".join(piece.response for piece in pieces)
    assert pieces[-1].done


def test_embeddings_are_vectors_of_one_length(client: ollama.Client) -> None:
    reply = client.embed(model=MODEL, input=["north", "south"])
    assert len(reply.embeddings) == 2
    assert len({len(vector) for vector in reply.embeddings}) == 1


def test_models_of_the_other_protocol_answer_too(client: ollama.Client) -> None:
    assert client.chat(model="fake-gpt", messages=QUESTION).message.content


def test_an_unknown_model_is_an_error_the_client_knows(client: ollama.Client) -> None:
    with pytest.raises(ollama.ResponseError) as caught:
        client.chat(model="no-such-model", messages=QUESTION)
    assert caught.value.status_code in (400, 404)
