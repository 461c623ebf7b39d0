"""JSON and YAML of any shape: where events and properties stand, and what is said about them."""
