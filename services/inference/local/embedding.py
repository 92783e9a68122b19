"""The local embedding model: all-MiniLM-L6-v2 (8-bit ONNX), mean-pooled unit vectors of 384 numbers.

Loaded by the first request, since it takes about 130 MB. Texts are cut after 256 tokens, the length the
model was trained for.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

MAX_TOKENS = 256
BATCH = 8
"""Texts in one run; larger batches are slower, since all are padded to the longest."""
DIMENSIONS = 384


class MiniLm:
    """Tokenizer and model. Not for several threads at once."""

    def __init__(self, model: Path, tokenizer: Path, threads: int) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.enable_mem_pattern = False
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session: Any = onnxruntime.InferenceSession(
            str(model), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer: Any = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.enable_padding(pad_id=0, pad_token="[PAD]")  # noqa: S106
        _give_back_memory()

    def embed(self, texts: Sequence[str]) -> tuple[list[bytes], int]:
        """For each text its vector (little-endian float32), and the number of tokens of all."""
        import numpy as np

        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        rows: list[bytes] = [b""] * len(texts)
        tokens = 0
        for start in range(0, len(order), BATCH):
            places = order[start : start + BATCH]
            encoded = self._tokenizer.encode_batch([texts[place] for place in places])
            ids = np.array([each.ids for each in encoded], dtype=np.int64)
            mask = np.array([each.attention_mask for each in encoded], dtype=np.int64)
            tokens += int(mask.sum())
            inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
            hidden = self._session.run(None, inputs)[0]
            pooled = (hidden * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1)[:, None]
            unit = pooled / np.linalg.norm(pooled, axis=1, keepdims=True)
            for place, vector in zip(places, unit.astype("<f4"), strict=True):
                rows[place] = vector.tobytes()
        return rows, tokens


def _give_back_memory() -> None:
    """Return what loading needed and freed (60 MB) to the system; glibc keeps it otherwise."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
