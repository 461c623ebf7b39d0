"""Code for the customer to copy: initialisation and calls, in every library of Segment.

`payload` composes an example call that the plan accepts, `languages` writes it as code, and
`pasted` reads code back.
"""
