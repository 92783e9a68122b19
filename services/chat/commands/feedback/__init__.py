"""Commands on feedback."""
