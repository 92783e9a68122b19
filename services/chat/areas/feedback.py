"""Feedback on answers and the leaderboard of models."""

from __future__ import annotations

from kernel.service import App, Runtime, Servicer
from services.chat.adapters.profiles import Profiles
from services.chat.areas.parts import Parts
from services.chat.feedback_erasers import GivenFeedback
from services.chat.projections.feedback import FeedbackView
from services.chat.rpc.feedback.feedback import Feedback
from services.chat.rpc.feedback.reports import FeedbackReports


async def build(rt: Runtime, parts: Parts) -> App:
    """See kernel.service."""
    profiles = Profiles(rt.channel("auth"), rt.service_context)
    return App(
        servicers=[
            Servicer("parlance.chat.v1.Feedback", Feedback(rt.store, profiles)),
            Servicer("parlance.chat.v1.FeedbackReports", FeedbackReports(rt.store, profiles)),
        ],
        projections=[FeedbackView()],
        erasers=[GivenFeedback(rt.store)],
    )
