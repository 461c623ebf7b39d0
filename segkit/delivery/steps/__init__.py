"""The steps on the way of a call: each judges a call at hand, and foresees a planned one."""
