"""What the chat service knows about its things, without any database or wire: one package each."""
