"""Feedback on answers: what may be posted, what happens to it, how models compare by it."""
