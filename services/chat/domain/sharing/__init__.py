"""Who else may read a chat."""
