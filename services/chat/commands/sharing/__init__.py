"""Commands on shared chats and copies: one file each."""
