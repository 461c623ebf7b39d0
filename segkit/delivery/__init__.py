"""What one call reaches, and which planned field reaches what.

Rests on `segkit.routing` (modes, FQL): the trace of a call through Segment, offline. `route.route`
follows a call, `outcome` is what comes of it; nothing is loaded here, because a guide asks only
for `coverage`.
"""
