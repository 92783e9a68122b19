"""Views of the log, one projection a file."""
