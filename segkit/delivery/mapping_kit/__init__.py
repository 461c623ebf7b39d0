"""Segment's mapping kit without a call at hand: what of a call shows in a mapping's output."""
