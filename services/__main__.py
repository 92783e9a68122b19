"""All of Parlance on one event loop: `python -m services`.

The four services and the gateway in one process, for tests, development and small installations.
Each keeps its ports, its database and its lease, so the parts may just as well run apart; MongoDB
and NATS are separate processes as ever. Settings are those of the single services.
"""

from __future__ import annotations

import logging
from contextlib import AsyncExitStack

from kernel.config import CommonSettings
from kernel.rpc.hosting import Build, hosted
from kernel.rpc.main import Stop, run_process, settings_or_exit, settled
from services.auth.app import build as auth
from services.auth.settings import Settings as AuthSettings
from services.chat.app import build as chat
from services.chat.settings import Settings as ChatSettings
from services.gateway.app import gateway
from services.gateway.settings import Settings as GatewaySettings
from services.inference.app import build as inference
from services.inference.settings import Settings as InferenceSettings
from services.knowledge.app import build as knowledge
from services.knowledge.settings import Settings as KnowledgeSettings

log = logging.getLogger("parlance.host")


def main() -> None:
    """Run everything until a signal, then drain the gateway first and auth last."""
    services: list[tuple[str, type[CommonSettings], Build]] = [
        ("auth", AuthSettings, auth),
        # Before inference, which records in chats how its answers ended when it stops.
        ("chat", ChatSettings, chat),
        ("inference", InferenceSettings, inference),
        ("knowledge", KnowledgeSettings, knowledge),
    ]
    parts = [(name, settings_or_exit(settings), build) for name, settings, build in services]
    edge = settings_or_exit(GatewaySettings)

    async def serve(stop: Stop) -> None:
        async with AsyncExitStack() as stack:
            for name, settings, build in parts:
                await stack.enter_async_context(hosted(name, settings, build))
            running = await stack.enter_async_context(gateway(edge))
            stop.serving = True
            log.info("parlance serves on http://%s:%d", edge.host, running.port)
            settled()
            await stop.wait()

    run_process("parlance", edge, serve)


if __name__ == "__main__":
    main()
