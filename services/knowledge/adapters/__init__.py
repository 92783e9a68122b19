"""MongoDB, blobs, the vector store and the embedding model, as this service uses them."""
