"""Commands on the order among chats: one file each."""
