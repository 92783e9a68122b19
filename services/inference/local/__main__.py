"""The local models as one process: `python -m services.inference.local`.

A chat model and an embedding model, both in OpenAI's protocol, on loopback unless told otherwise. Which of
them run is decided by the same settings the inference service reads, so that both agree. Prints one line
when they are ready and ends within a moment of SIGTERM.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys

from aiohttp import web

from kernel.config import SettingsError, load
from services.inference.local.chat import LocalChat
from services.inference.local.embedding import MiniLm
from services.inference.local.server import EmbeddingServer
from services.inference.local.weights import CHAT, EMBEDDING, TOKENIZER, WeightsMissing, verified
from services.inference.settings import LOCAL_CHAT_MODEL, LOCAL_EMBEDDING_MODEL, Settings


async def serve(settings: Settings) -> None:
    """Start what the settings ask for, say so, wait for a signal."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    ready: list[str] = []
    chat: LocalChat | None = None
    runner: web.AppRunner | None = None
    if settings.runs_local_embeddings:
        model, tokenizer = verified(EMBEDDING, settings.data_dir), verified(TOKENIZER, settings.data_dir)
        server = EmbeddingServer(lambda: MiniLm(model, tokenizer, settings.local_threads))
        runner = web.AppRunner(server.application(), access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, settings.local_host, settings.local_embedding_port)
        await site.start()
        ready.append(f"{LOCAL_EMBEDDING_MODEL} http://{settings.local_host}:{_port(runner)}/v1")
    if settings.runs_local_chat:
        chat = LocalChat(
            verified(CHAT, settings.data_dir),
            settings.local_host,
            settings.local_chat_port,
            threads=settings.local_threads,
            slots=settings.local_slots,
            context=settings.local_context,
        )
        ready.append(f"{LOCAL_CHAT_MODEL} {chat.url}")
    print("local models ready:", ", ".join(ready) or "none are asked for", flush=True)
    await stop.wait()
    if runner is not None:
        await runner.cleanup()


def main() -> None:
    """Run until a signal."""
    try:
        settings = load(Settings)
        asyncio.run(serve(settings))
    except (SettingsError, WeightsMissing, OSError, RuntimeError) as error:
        print(f"local models: {error}", file=sys.stderr, flush=True)
        sys.exit(1)
    # llama.cpp's threads take up to seconds to wind down and hold nothing that must be written.
    sys.stdout.flush()
    os._exit(0)


def _port(runner: web.AppRunner) -> int:
    return int(runner.addresses[0][1])


if __name__ == "__main__":
    main()
