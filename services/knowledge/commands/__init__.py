"""What changes state: a command and its `handle` in each file."""
