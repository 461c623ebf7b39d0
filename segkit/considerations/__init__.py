"""Special considerations: rules on this workspace, and a knowledge base kept as data."""
