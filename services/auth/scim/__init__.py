"""SCIM 2.0 as a library without I/O: schemas, filters, PATCH, projection, lists, bulk (RFC 7643, 7644)."""
