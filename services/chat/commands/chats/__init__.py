"""Commands on chats and their messages."""
