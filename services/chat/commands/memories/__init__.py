"""Commands on memories."""
