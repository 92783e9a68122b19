"""Commands of the AnythingLLM developer API: accounts, invitations, preferences."""
