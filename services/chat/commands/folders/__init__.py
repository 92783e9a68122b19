"""Commands on folders and on the chats in them."""
