"""What every Parlance service stands on: event store, bus, rpc kit, identity, telemetry, config."""
