"""What segkit knows about Segment itself: libraries, links, conventions. Data with its sources."""
