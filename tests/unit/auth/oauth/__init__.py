"""Sign-in with identity providers, without a network."""
