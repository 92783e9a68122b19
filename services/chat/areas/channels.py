"""Channels, their messages, and the rooms of live events."""

from __future__ import annotations

from parlance.auth.v1.account_settings_pb2 import AccountSettings

from kernel.service import App, Runtime, Servicer
from services.chat.adapters.channel_live import ChannelLive
from services.chat.areas.parts import Parts
from services.chat.channel_erasers import ChannelMemberships, ChannelTraces, OwnWebhooks
from services.chat.projections.channel_messages import ChannelMessagesView
from services.chat.projections.channel_webhooks import ChannelWebhooksView
from services.chat.projections.channels import ChannelsView
from services.chat.queries.channels.reads import Reads
from services.chat.queries.channels.webhooks import Uses
from services.chat.reactions.clear_channel import ClearChannel
from services.chat.rpc.channel_messages import ChannelMessages
from services.chat.rpc.channel_webhooks import ChannelWebhooks
from services.chat.rpc.channels import Channels
from services.chat.rpc.rooms import Rooms


async def build(rt: Runtime, parts: Parts) -> App:
    """See kernel.service."""
    settings = rt.live(AccountSettings)
    people = parts.people
    reads, live = Reads(rt.database), ChannelLive(rt.live_events)
    await reads.start()

    async def enabled() -> bool:
        return settings.value.enable_channels or (await settings.latest()).enable_channels

    return App(
        servicers=[
            Servicer("parlance.chat.v1.Channels", Channels(rt.store, people, reads, live, enabled)),
            Servicer(
                "parlance.chat.v1.ChannelMessages", ChannelMessages(rt.store, people, reads, live, enabled)
            ),
            Servicer(
                "parlance.chat.v1.ChannelWebhooks",
                ChannelWebhooks(rt.store, Uses(rt.database), reads, live, enabled),
            ),
            Servicer("parlance.chat.v1.Rooms", Rooms(rt.store, people, reads, rt.live_listener, enabled)),
        ],
        projections=[ChannelsView(), ChannelMessagesView(), ChannelWebhooksView()],
        reactions=[ClearChannel(rt.store, reads, Uses(rt.database), rt.service_context)],
        erasers=[
            ChannelTraces(rt.store, reads),
            ChannelMemberships(rt.store, rt.service_context),
            OwnWebhooks(rt.store, Uses(rt.database)),
        ],
    )
