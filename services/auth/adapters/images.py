"""Profile images named by an address: fetched once, now, and kept as data.

Nothing is fetched again when somebody looks at the profile, so an address tells nobody who looks. It is
asked through the guarded transport; what comes back is an image by its bytes or is refused.
"""

from __future__ import annotations

import base64
from collections.abc import Callable

import httpx2

from kernel.outgoing import GuardedTransport, nowhere_private
from services.auth.domain.refusals import ValueInvalid
from services.auth.domain.values import MAX_IMAGE, image_type

MOST_BYTES = MAX_IMAGE // 4 * 3 - 64
SECONDS = 5.0
_HOPS = 3


class Images:
    """`close` when done."""

    def __init__(self, may_be_private: Callable[[str], bool] = nowhere_private) -> None:
        self._transport = GuardedTransport(
            may_be_private=may_be_private, seconds=SECONDS, most_bytes=MOST_BYTES
        )

    async def settled(self, url: str) -> str:
        """A data URI in place of an http(s) address; every other text as it is. Raises ValueInvalid."""
        if not url.lower().startswith(("http://", "https://")):
            return url
        return await fetched(self._transport, url)

    async def close(self) -> None:
        """End the connections."""
        await self._transport.close()


async def fetched(transport: GuardedTransport, url: str) -> str:
    """The image at an http(s) address as a data URI. Raises ValueInvalid."""
    try:
        async with httpx2.AsyncClient(
            transport=transport, trust_env=False, follow_redirects=True, max_redirects=_HOPS
        ) as client:
            answer = await client.get(url, headers={"accept": "image/png, image/jpeg, image/webp, image/gif"})
    except (httpx2.HTTPError, httpx2.InvalidURL, UnicodeError):
        # Why is not said: it would tell what there is inside the network.
        raise _refused("the image cannot be fetched from this address") from None
    kind = image_type(answer.content) if answer.status_code == 200 else None
    if kind is None or len(answer.content) > MOST_BYTES:
        raise _refused("there is no png, jpeg, gif or webp image at this address")
    return f"data:{kind};base64,{base64.b64encode(answer.content).decode('ascii')}"


def _refused(message: str) -> ValueInvalid:
    return ValueInvalid("profile_image_url", message)
