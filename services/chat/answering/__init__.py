"""Following answers that are under way in other processes."""
