"""Where the chat service meets what is not its own."""
