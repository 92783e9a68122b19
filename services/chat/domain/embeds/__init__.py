"""Embeds: the chat of a workspace on pages of other sites."""
