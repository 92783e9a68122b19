"""Deltas of answers on the bus, for as long as somebody may come back for them. Not stored; the answer is."""
