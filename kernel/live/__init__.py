"""Live events: what connected clients see at once. Not stored; a lost one costs a reload, never truth."""
