"""Index records and the engine port with its adapters."""
