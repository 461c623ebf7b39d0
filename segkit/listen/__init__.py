"""A receiver on this computer that Segment's own libraries send to, in Segment's place.

Nothing leaves: it listens on the loopback, keeps each call in a file before it answers, and
passes nothing on. What a call is worth is `segkit.traffic`'s word, not said here.
"""
