"""What was used: answers and tokens. Nothing here but the standard library."""
