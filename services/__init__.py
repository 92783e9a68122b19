"""The services. None imports another; they meet over gRPC and the bus."""
