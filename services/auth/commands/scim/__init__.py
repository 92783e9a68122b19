"""What identity providers do over SCIM, one a module: adapters over the commands of accounts and groups."""
