"""MongoDB documents, hashes, keys and tokens: what stands between the rules and the machine."""
