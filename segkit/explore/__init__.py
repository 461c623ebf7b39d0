"""Looking around in what is known: one box over everything, and one call tried out."""
