"""Commands on embeds and on the sessions of their visitors."""
