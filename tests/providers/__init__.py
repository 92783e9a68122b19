"""Identity providers for tests: a real one from a package, and one that lies on demand."""
