"""The views of the chat service, one file each."""
