"""Views of auth's own events, kept in the transaction of the commit. One file each."""
