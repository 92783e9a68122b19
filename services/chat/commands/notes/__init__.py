"""Commands on notes."""
