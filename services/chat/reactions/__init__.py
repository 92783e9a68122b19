"""What the chat service does about events of others."""
