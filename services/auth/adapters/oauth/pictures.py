"""Pictures of people: what a provider's claim points to becomes a small image of ours.

A picture is a nicety: one that cannot be had, is too large or is no raster image is left out.
"""

from __future__ import annotations

import logging

from services.auth.adapters.images import fetched
from services.auth.adapters.oauth.wire import Wire
from services.auth.domain.oauth.provider import Provider
from services.auth.domain.refusals import ValueInvalid
from services.auth.domain.values import MAX_IMAGE, image_of

_log = logging.getLogger(__name__)


class Pictures:
    """Fetches through the guarded transport of the provider, which may be inside the network itself."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def of(self, provider: Provider, picture: str) -> str:
        """A data URI; "" when there is no usable picture."""
        if picture.startswith("data:"):
            return picture if len(picture) <= MAX_IMAGE and image_of(picture) is not None else ""
        if not picture.lower().startswith(("https://", "http://")):
            return ""
        try:
            return await fetched(await self._wire.transport(provider), picture)
        except ValueInvalid as refused:
            _log.info("a picture of %s is left out: %s", provider.id, refused)
            return ""
