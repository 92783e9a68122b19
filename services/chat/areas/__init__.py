"""What the chat service consists of, an area a module: each builds its own servicers and projections."""
