"""Commands on settings, one a module."""
