"""What a single cell says: types, yes and no, lists of values and of properties, payloads, code."""
