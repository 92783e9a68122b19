"""What may be asked of auth: one command per file, each with its `handle(parts, ctx, command)`."""
