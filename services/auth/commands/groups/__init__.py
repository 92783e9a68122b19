"""What may be asked of groups."""
