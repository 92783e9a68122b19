"""Answers that are recorded in chats and outlive the call that asked for them."""
