"""The workshop in the room: its notebook is run before the browser shows it."""
