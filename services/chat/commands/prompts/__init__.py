"""Commands on prompts."""
