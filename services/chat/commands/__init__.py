"""The commands of the chat service, one file each: load, decide, append."""
