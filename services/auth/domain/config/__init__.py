"""Settings of the installation: sections with schemas, decided and versioned here."""
