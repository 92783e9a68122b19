"""From the bytes of a document to its text, in a process of its own that can be killed."""
