"""Whether a person has seen what stands in a chat."""
