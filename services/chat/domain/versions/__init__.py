"""Going back to an earlier version of a chat."""
