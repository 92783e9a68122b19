"""Pictures of people: what a provider's claim points to becomes a small image of ours.

A picture is a nicety: one that cannot be had, is too large or is no raster image is left out.
"""

from __future__ import annotations

import base64
import logging

import httpx2

from services.auth.adapters.oauth.wire import Wire
from services.auth.domain.oauth.provider import Provider
from services.auth.domain.values import IMAGE_SIGNATURES, MAX_IMAGE, image_of

_HOPS = 3
_log = logging.getLogger(__name__)


class Pictures:
    """Fetches through the guarded transport of the provider."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def of(self, provider: Provider, picture: str) -> str:
        """A data URI; "" when there is no usable picture."""
        if picture.startswith("data:"):
            return picture if len(picture) <= MAX_IMAGE and image_of(picture) is not None else ""
        if not picture.startswith(("https://", "http://")):
            return ""
        try:
            async with httpx2.AsyncClient(
                transport=await self._wire.transport(provider),
                trust_env=False,
                follow_redirects=True,
                max_redirects=_HOPS,
            ) as client:
                answer = await client.get(picture)
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            _log.info("a picture of %s cannot be had: %s", provider.id, error)
            return ""
        return _data_uri(answer.content) if answer.status_code == 200 else ""


def _data_uri(content: bytes) -> str:
    kind = next((kind for kind, start in IMAGE_SIGNATURES.items() if content.startswith(start)), None)
    if kind is None:
        return ""
    uri = f"data:{kind};base64,{base64.b64encode(content).decode()}"
    return uri if len(uri) <= MAX_IMAGE and image_of(uri) is not None else ""
