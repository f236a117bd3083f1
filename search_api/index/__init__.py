"""Index records, the engine port, and what both of its adapters use."""
