"""Live events for connected clients: socket.io as Open WebUI's clients speak it."""
