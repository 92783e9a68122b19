"""The local chat model: SmolLM2-135M-Instruct on llama.cpp's own server, in this process.

It speaks the OpenAI protocol (/v1/chat/completions, /v1/completions, /v1/models, /health) with continuous
batching. The slots share one context, so that its memory does not grow with their number; the cache holds
8-bit numbers, which halves it. Low temperature by default: a model this small wanders off otherwise.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from services.inference.settings import LOCAL_CHAT_MODEL

TEMPERATURE = 0.2
TOP_P = 0.9


class LocalChat:
    """A running server; its threads are not Python's."""

    def __init__(self, model: Path, host: str, port: int, *, threads: int, slots: int, context: int) -> None:
        """Loads the model and listens; port 0 takes a free one. Takes about half a second."""
        import xllamacpp as llama  # 30 MB that a runner without a chat model does not need

        params = llama.CommonParams()
        params.model.path = str(model)
        params.model_alias = {LOCAL_CHAT_MODEL}
        params.hostnames = [host]
        params.port = port
        params.n_parallel = slots
        params.n_ctx = context
        params.kv_unified = True
        params.cache_type_k = params.cache_type_v = llama.ggml_type.GGML_TYPE_Q8_0
        params.cache_ram_mib = 0
        for cpu in (params.cpuparams, params.cpuparams_batch):
            cpu.n_threads = threads
            cpu.poll = 0
        params.n_threads_http = slots + 2
        params.sampling.temp = TEMPERATURE
        params.sampling.top_p = TOP_P
        params.use_jinja = True
        params.ui = False
        params.offline = True
        params.endpoint_slots = False
        params.verbosity = 1
        self._server: Any = llama.Server(params)

    @property
    def url(self) -> str:
        """Base URL of the OpenAI protocol."""
        address = str(self._server.listening_address)
        return (address if "://" in address else f"http://{address}") + "/v1"
