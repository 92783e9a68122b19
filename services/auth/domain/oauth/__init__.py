"""Sign-in with identity providers: who they are, what their word counts for."""
