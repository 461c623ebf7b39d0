"""What of it arrives: coverage, gaps, and one call tried out."""
