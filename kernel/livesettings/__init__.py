"""Settings that change while the system runs: sections declared as messages, values kept by auth."""
