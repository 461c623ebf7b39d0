"""Whether something arrives: what one call reaches, and which planned call and field reaches what.

Rests on `segkit.routing` (modes, FQL). `route.route` follows a call at hand to its end, `coverage`
the calls of a plan; both go through the same steps, each in one module of `steps`: `filters`,
`transformations`, `limits` and others, with `walk` for the one and `planned` for the other.
Nothing is loaded here, because a guide asks only for `coverage`.
"""
