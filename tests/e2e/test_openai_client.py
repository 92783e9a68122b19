"""The stock `openai` client, unmodified, against the three prefixes that speak its protocol."""

from __future__ import annotations

from collections.abc import Iterator

import openai
import pytest

from tests.system import Person, System

PREFIXES = ("/openai", "/ollama/v1", "/api")
QUESTION = [{"role": "user", "content": "Which way to the harbour?"}]


@pytest.fixture(scope="module")
def person(system: System) -> Person:
    """Somebody with an account."""
    return system.person("Openai")


@pytest.fixture(params=PREFIXES)
def client(request: pytest.FixtureRequest, system: System, person: Person) -> Iterator[openai.OpenAI]:
    """The client, as its documentation says: a base URL and a key."""
    url = f"{system.url}{request.param}"
    with openai.OpenAI(base_url=url, api_key=person.token, max_retries=0) as made:
        yield made


def test_models_are_listed(client: openai.OpenAI) -> None:
    names = [model.id for model in client.models.list()]
    assert {"fake-gpt", "fake-llama:latest"} <= set(names)


@pytest.mark.parametrize("model", ["fake-gpt", "fake-llama:latest"])
def test_a_completion_has_text_and_usage(client: openai.OpenAI, model: str) -> None:
    reply = client.chat.completions.create(model=model, messages=QUESTION)
    assert reply.choices[0].message.content
    assert reply.choices[0].finish_reason == "stop"
    assert reply.usage is not None
    assert reply.usage.completion_tokens > 0


@pytest.mark.parametrize("model", ["fake-gpt", "fake-llama:latest"])
def test_a_streamed_completion_arrives_in_pieces_with_usage_last(client: openai.OpenAI, model: str) -> None:
    stream = client.chat.completions.create(
        model=model, messages=QUESTION, stream=True, stream_options={"include_usage": True}
    )
    chunks = list(stream)
    pieces = [choice.delta.content for chunk in chunks for choice in chunk.choices if choice.delta.content]
    assert len(pieces) > 1
    assert chunks[-1].usage is not None
    assert chunks[-1].usage.completion_tokens > 0


def test_an_unknown_model_is_an_error_the_client_knows(client: openai.OpenAI) -> None:
    with pytest.raises(openai.APIStatusError) as caught:
        client.chat.completions.create(model="no-such-model", messages=QUESTION)
    assert caught.value.status_code in (400, 404)


def test_embeddings_are_vectors_of_one_length(client: openai.OpenAI) -> None:
    reply = client.embeddings.create(model="fake-embed", input=["north", "south"])
    assert [row.index for row in reply.data] == [0, 1]
    assert len({len(row.embedding) for row in reply.data}) == 1


def test_a_wrong_key_is_an_authentication_error(system: System) -> None:
    with (
        openai.OpenAI(base_url=f"{system.url}/openai", api_key="sk-wrong", max_retries=0) as client,
        pytest.raises(openai.AuthenticationError),
    ):
        client.models.list()
