"""What identity providers are shown: users, groups, and lists of both."""
