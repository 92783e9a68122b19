"""Commands on which chats are shown as unread: one file each."""
