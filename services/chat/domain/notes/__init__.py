"""Notes: texts that people keep and share."""
