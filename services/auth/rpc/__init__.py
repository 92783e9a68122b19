"""The gRPC services of auth: thin, one class per proto service."""
