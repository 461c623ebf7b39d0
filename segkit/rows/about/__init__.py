"""The guide itself: its cover, where it comes from, and what a live workshop needs."""
