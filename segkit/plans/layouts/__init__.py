"""Where the tables of a tab are, what their columns hold, and how events and fields lie in them."""
