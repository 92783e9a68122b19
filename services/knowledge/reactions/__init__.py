"""Work that events trigger, one reaction a file."""
