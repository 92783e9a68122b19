"""The rules of accounts, sessions, keys and permissions. Imports only itself and the standard library."""
