"""Sign-in with identity providers, over HTTP: a real provider, and one that lies."""
