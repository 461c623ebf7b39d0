"""Everything known about one engagement, what is still open, and the SA's word on it."""
