"""What a web page sends beside an OpenAI request, and what of it concerns the model.

The keys in OURS are understood or ignored here and never reach a backend. `params` holds the model
parameters a person set for the chat; what the request itself says wins.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

OURS = frozenset(
    {
        "background_tasks",
        "chat_id",
        "features",
        "files",
        "filter_ids",
        "id",
        "message_ids",
        "metadata",
        "model_item",
        "params",
        "parent_id",
        "parent_message",
        "session_id",
        "skill_ids",
        "terminal_id",
        "tool_ids",
        "tool_servers",
        "user_message",
        "variables",
    }
)
NOT_FOR_MODELS = frozenset(
    {"function_calling", "reasoning_tags", "stream_delta_chunk_size", "stream_response", "system"}
)


def merged(
    params: Mapping[str, Any], given: Collection[str], messages: Sequence[Any]
) -> tuple[dict[str, Any], list[Any]]:
    """The parameters to add to a request that has the keys `given`, and its messages with the chat's
    system prompt in front."""
    extra = {
        name: value
        for name, value in params.items()
        if name not in given and name not in NOT_FOR_MODELS and value is not None
    }
    out = list(messages)
    prompt = params.get("system")
    if isinstance(prompt, str) and prompt:
        first = out[0] if out else None
        if (
            isinstance(first, Mapping)
            and first.get("role") == "system"
            and isinstance(first.get("content"), str)
        ):
            out[0] = {**first, "content": f"{prompt}\n\n{first['content']}"}
        else:
            out.insert(0, {"role": "system", "content": prompt})
    return extra, out
