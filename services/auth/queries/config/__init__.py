"""Questions about settings, one a module."""
