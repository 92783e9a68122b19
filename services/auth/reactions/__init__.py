"""Work that events trigger: at least once, after the commit."""
