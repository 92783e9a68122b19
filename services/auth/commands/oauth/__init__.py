"""What may be asked of sign-in with identity providers."""
