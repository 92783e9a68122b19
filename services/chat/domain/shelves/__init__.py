"""How a person keeps order among their chats: pinned, archived, tagged."""
