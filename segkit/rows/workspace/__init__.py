"""Where data comes from and goes: sources, destinations, warehouses, and how they hang together."""
