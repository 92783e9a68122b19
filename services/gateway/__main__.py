"""Entry point: `python -m services.gateway`."""

from __future__ import annotations

import logging

from kernel.rpc.main import Stop, run_process, settings_or_exit, settled
from services.gateway.app import gateway, listen
from services.gateway.settings import Settings
from services.gateway.workers import inherited, keep_workers

log = logging.getLogger("parlance.gateway")


def main() -> None:
    """Run the gateway as this process, or several of them."""
    settings = settings_or_exit(Settings)
    socket = inherited()

    async def serve(stop: Stop) -> None:
        if settings.workers > 1 and socket is None:
            await keep_workers(listen(settings), settings.workers, stop)
            return
        async with gateway(settings, socket) as running:
            stop.serving = True
            log.info("gateway serves on http://%s:%d", settings.host, running.port)
            settled()
            await stop.wait()

    run_process("gateway", settings, serve)


if __name__ == "__main__":
    main()
